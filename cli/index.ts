#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { reportToStderr } from "../providers/core/report";
import { adoptVerb } from "./adopt";
import { callVerb } from "./call";
import { doctorVerb } from "./doctor";
import { driftVerb } from "./drift";
import { connectorVerb } from "./connector";
import { evalVerb } from "./eval";
import { exportVerb } from "./export";
import { flowVerb } from "./flow";
import { graphVerb } from "./graph";
import { lintVerb } from "./lint";
import { planVerb } from "./plan";
import { promoteVerb } from "./promote";
import { rollbackVerb } from "./rollback";
import { sandboxVerb } from "./sandbox";
import { testVerb } from "./test";
import { tokenVerb } from "./token";
import type { Verb } from "./verb";

const VERBS: readonly Verb[] = [
  lintVerb,
  flowVerb,
  callVerb,
  testVerb,
  evalVerb,
  sandboxVerb,
  tokenVerb,
  adoptVerb,
  connectorVerb,
  exportVerb,
  promoteVerb,
  rollbackVerb,
  graphVerb,
  driftVerb,
  doctorVerb,
  planVerb,
];

/** Usage and unusable input. 1 is for findings, 3 for drift. */
const UNUSABLE = 2;

function main(): void {
  const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
    version: string;
  };
  const program = new Command("datadip")
    .description("Infrastructure as code for a contact centre of Webex Contact Center and Salesforce")
    .version(version)
    .showHelpAfterError("(datadip --help lists the commands)")
    .exitOverride();
  reportToStderr();
  for (const verb of VERBS) verb(program);
  program.parseAsync().catch((error: unknown) => {
    const code =
      error instanceof Error && "exitCode" in error && typeof error.exitCode === "number" ? error.exitCode : undefined;
    // commander has printed its own already, and ends --help this way too.
    if (code === undefined) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = code === 0 ? 0 : UNUSABLE;
  });
}

main();
