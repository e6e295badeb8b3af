/** A small Pulumi project of its own in a temporary directory, run on the engine that the bootstrap finds. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { engineEnv } from "../../../operations/pulumi-cli";
import { ensureEngine } from "../../../scripts/engine/ensure";

const NODE_MODULES = resolve(__dirname, "..", "..", "..", "node_modules");

/** What a command printed, both streams in the order they came, and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly text: string;
  readonly stdout: string;
}

export class Stack {
  private constructor(
    private readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Makes a project with a `dev` stack. On a machine without an engine this waits for one to be built. */
  static async create(options: Readonly<Record<string, string | boolean>> = {}): Promise<Stack> {
    const engine = await ensureEngine();
    const dir = mkdtempSync(join(tmpdir(), "datadip-stack-"));
    mkdirSync(join(dir, "state"));
    symlinkSync(NODE_MODULES, join(dir, "node_modules"));
    writeFileSync(join(dir, "package.json"), '{ "name": "tried", "private": true }');
    const runtime = { name: "nodejs", options: { typescript: false, ...options } };
    // YAML reads JSON.
    const project = { name: "tried", main: "index.js", runtime, backend: { url: "file://./state" } };
    writeFileSync(join(dir, "Pulumi.yaml"), JSON.stringify(project));
    const stack = new Stack(dir, { ...engineEnv(), ...engine.env(), PULUMI_CONFIG_PASSPHRASE: "" });
    const { code, text } = await stack.pulumi("stack", "init", "dev");
    if (code !== 0) throw new Error(text);
    return stack;
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.dir, name), text);
  }

  /** Starts a command; the caller ends it. */
  start(...args: readonly string[]): ChildProcess {
    const words = [...args, "--non-interactive", "--color", "never"];
    return spawn("pulumi", words, { cwd: this.dir, env: this.env, stdio: ["ignore", "pipe", "pipe"] });
  }

  async pulumi(...args: readonly string[]): Promise<Said> {
    const child = this.start(...args);
    let [stdout, text] = ["", ""];
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      text += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, text, stdout };
  }

  up(...more: readonly string[]): Promise<Said> {
    return this.pulumi("up", "--yes", "--skip-preview", ...more);
  }

  /** Outputs with their secrets. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.pulumi("stack", "output", "--json", "--show-secrets");
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  }

  async state(): Promise<string> {
    return (await this.pulumi("stack", "export")).stdout;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
