import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import type { Found } from "../../providers/core/resource/find-unique";
import { redact } from "../../providers/http/redact";
import type { Answer } from "../pulumi-cli";
import { Files } from "./files";
import { NOTICE, READING, stack, wordsOf, answer } from "./answers";
import { flowTools } from "./flow-tools";
import { referenceTools } from "./reference-tools";

export interface McpOptions {
  readonly version: string;
  /** The only folder whose files are read. */
  readonly root: string;
  /** Runs `datadip ARGS`, which may run the project's program; undefined where that is not allowed. */
  readonly run: ((args: readonly string[]) => Promise<Answer>) | undefined;
  /** Objects of a kind in the tenant of a stack, by name. */
  readonly lookUp: (kind: string, stack: string | undefined) => Promise<readonly Found[]>;
}

/** The reading commands for an assistant. No tool writes to a tenant, starts a run that changes something, or writes a file. */
export function mcpServer({ version, root, run, lookUp }: McpOptions): McpServer {
  const server = new McpServer({ name: "datadip", version }, { instructions: NOTICE });
  const files = new Files(root);
  flowTools(server, files);
  referenceTools(server, lookUp);
  if (run !== undefined) runTools(server, run);
  return server;
}

/** Commands that read the tenant, and for plan run the project's program. */
const COMMANDS = {
  plan: {
    args: ["plan", "--json", "--no-dry-runs"],
    says: "What the next run would do, and the calls and seconds it needs. Runs the project's program; the clouds' own checks stay off.",
  },
  drift: { args: ["drift", "--json"], says: "What somebody changed in the tenant since the last run, field by field." },
  doctor: { args: ["doctor", "--json"], says: "Credentials, tenants, quotas and state, before anything is written." },
} as const;

function runTools(server: McpServer, run: NonNullable<McpOptions["run"]>): void {
  for (const [name, { args, says }] of Object.entries(COMMANDS))
    server.registerTool(
      name,
      {
        annotations: { ...READING, openWorldHint: true },
        description: says,
        inputSchema: { stack },
        outputSchema: { ...wordsOf, exitCode: z.number() },
      },
      async ({ stack: chosen }) => {
        const { code, stdout, stderr } = await run([...args, ...(chosen === undefined ? [] : ["--stack", chosen])]);
        const text = redact(stdout === "" ? stderr : stdout);
        return answer({ notice: NOTICE, text, exitCode: code });
      },
    );
}
