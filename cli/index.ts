#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { reportToStderr } from "../providers/core/telemetry/report";
import { adoptVerb } from "./commands/adopt";
import { callVerb } from "./commands/call";
import { doctorVerb } from "./commands/doctor";
import { driftVerb } from "./commands/drift";
import { connectorVerb } from "./commands/connector";
import { evalVerb } from "./commands/eval";
import { exportVerb } from "./commands/export";
import { flowVerb } from "./commands/flow";
import { graphVerb } from "./commands/graph";
import { lintVerb } from "./commands/lint";
import { planVerb } from "./commands/plan";
import { promoteVerb } from "./commands/promote";
import { rollbackVerb } from "./commands/rollback";
import { sandboxVerb } from "./commands/sandbox";
import { testVerb } from "./commands/test";
import { tokenVerb } from "./commands/token";
import type { Verb } from "./shared/verb";

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
