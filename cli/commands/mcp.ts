import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { sources } from "../../operations/export/sources";
import type { Found } from "../../providers/core/resource/find-unique";
import { mcpServer } from "../../operations/mcp/server";
import type { Answer } from "../../operations/pulumi-cli";
import { sessionsOf } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

interface Options {
  readonly root: string;
  readonly allowRun?: true;
}

const PACKAGE = dirname(createRequire(__filename).resolve("datadip/package.json"));

/** `datadip mcp`: the reading commands for an assistant, over the Model Context Protocol on standard input and output. */
export const mcpVerb: Verb = (program) => {
  program
    .command("mcp")
    .description("serve the reading commands to an assistant (Model Context Protocol on standard input and output)")
    .option("--root <folder>", "the only folder whose files are read", ".")
    .option("--allow-run", "also offer plan, drift and doctor, which run the project's program or read its tenant")
    .action(async ({ root, allowRun }: Options) => {
      const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
      const server = mcpServer({ version, root, run: allowRun === true ? printed : undefined, lookUp });
      await server.connect(new StdioServerTransport());
      // Ends when the assistant closes standard input.
      await new Promise((done) => process.stdin.once("close", done));
    });
};

/** Runs a command in a separate process, so that it cannot write to this standard output. */
const printed = (args: readonly string[]): Promise<Answer> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(PACKAGE, "bin", "datadip.cjs"), ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => done({ code: code ?? 1, stdout, stderr }));
  });

/** @throws Error for a kind that cannot be looked up; it lists the kinds that can. */
async function lookUp(kind: string, stack: string | undefined): Promise<readonly Found[]> {
  const source = sources().find((one) => one.kind === kind);
  if (source === undefined)
    throw new Error(
      `${kind} cannot be looked up; these can: ${sources()
        .map((one) => one.kind)
        .join(", ")}.`,
    );
  const { api } = await sessionsOf(stack).of("webex");
  return (await source.list(api)).map(({ id, name }) => ({ id, name }));
}
