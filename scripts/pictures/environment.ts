import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectRequestOf, startSandbox } from "../../sandbox";
import { parseState } from "../../operations/stack-state";
import { ensureEngine } from "../engine/ensure";
import { drawEnvironment, graphOf } from "../../operations/graph";
import { formOf, handoversIn, pending } from "../../operations/connector";

/** The output of a command. @throws Error with the command's message where it fails. */
export const runQuietly = (
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<string> =>
  new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, all] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (all += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) =>
      code === 0 ? done(stdout) : failed(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${all}`)),
    );
  });

const PROJECT = ["Pulumi.yaml", "Pulumi.demo.yaml", "stacks", "flows", "audio", "tsconfig.json", "package.json"];

/** A running environment for the pictures. */
export interface Built {
  /** The project's folder; the sandbox is in its usual place below it. */
  readonly folder: string;
  /** For commands that work on the environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly state: string;
}

/**
 * Builds the demo's environment on a separate sandbox with the real engine, and removes it after `work`.
 * @throws Error with the engine's message where it cannot be built.
 */
export async function withEnvironment<T>(root: string, work: (built: Built) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "datadip-pictures-"));
  const engine = await ensureEngine();
  for (const name of PROJECT) cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ["dist", "node_modules"]) symlinkSync(join(root, name), join(folder, name));
  const sandbox = await startSandbox({ dir: join(folder, ".datadip", "sandbox"), unref: true });
  const env = { ...process.env, ...engine.env(), PULUMI_CONFIG_PASSPHRASE: "", PULUMI_BACKEND_URL: `file://${folder}` };
  const pulumi = (...args: readonly string[]): Promise<string> => runQuietly("pulumi", args, folder, env);
  try {
    await pulumi("stack", "init", "demo");
    await pulumi("up", "--yes", "--skip-preview").catch((error: unknown) => {
      // The first up stops at the connector, which a person makes.
      if (!(error instanceof Error && error.message.includes("is not there yet"))) throw error;
    });
    const half = parseState(await pulumi("stack", "export", "--show-secrets"));
    const handover = pending(handoversIn(half.resources));
    if (handover !== undefined) await sandbox.connect(connectRequestOf(formOf(handover)));
    await pulumi("up", "--yes", "--skip-preview");
    return await work({ folder, env, state: await pulumi("stack", "export") });
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The environment as README shows it, drawn from its state. */
export function environmentPicture({ state }: Built): string {
  const graph = graphOf(parseState(state).resources);
  return drawEnvironment(graph, `The data dip: ${graph.total} resources of one stack`);
}
