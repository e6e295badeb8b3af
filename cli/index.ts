#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Command } from "commander";
import { reportToStderr } from "../providers/core/telemetry/report";
import { type Verb, refuse, UNUSABLE } from "./shared/verb";

/** In the order of the help. The verb `lint` is `lintVerb` of `commands/lint`. */
const VERBS = [
  "lint",
  "flow",
  "call",
  "test",
  "eval",
  "sandbox",
  "console",
  "token",
  "adopt",
  "connector",
  "export",
  "promote",
  "review",
  "recover",
  "rollback",
  "graph",
  "drift",
  "doctor",
  "verify",
  "plan",
  "up",
  "new",
  "engine",
  "mcp",
] as const;

/** Each verb is loaded only when it is used, since each needs many modules. */
const load = createRequire(__filename);

// `require` has no types; a test loads every verb.
const verbOf = (name: string): Verb => (load(`./commands/${name}`) as Readonly<Record<string, Verb>>)[`${name}Verb`]!;

/** The verb to run; all verbs for the help and for an unknown name. */
function verbsFor([first]: readonly string[]): readonly string[] {
  const one = VERBS.find((name) => name === first);
  if (one !== undefined) return [one];
  return first === "--version" || first === "-V" ? [] : VERBS;
}

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
  const verbs = verbsFor(process.argv.slice(2));
  if (verbs.length > 0) load("../providers/preload");
  for (const name of verbs) verbOf(name)(program);
  program.parseAsync().catch((error: unknown) => {
    const code =
      error instanceof Error && "exitCode" in error && typeof error.exitCode === "number" ? error.exitCode : undefined;
    if (code === undefined) return refuse(error);
    // commander has printed its message already. It also ends --help this way.
    process.exitCode = code === 0 ? 0 : UNUSABLE;
  });
}

main();
