import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { engineEnv } from "../../operations/pulumi-cli";
import { type Sandbox, startSandbox } from "../../sandbox";
import { ensureEngine } from "../../scripts/engine/ensure";

/** The checkout: what is built there is what the engine runs. */
export const ROOT = resolve(__dirname, "..", "..");

const BELOW_TENANT = /^.*\/(organization\/[^/]+|project\/[^/]+)\//;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24}/g;

export interface Ran {
  readonly code: number | null;
  /** Both streams, as a person sees them. */
  readonly text: string;
  readonly stdout: string;
}

export interface ProjectOptions {
  /** CommonJS source of the program; `webex` and `pulumi` are in scope. */
  readonly program: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A user's own Pulumi project in a temporary folder, with the package as its dependency and a sandbox tenant of its own. */
export class Project {
  private constructor(
    readonly dir: string,
    readonly sandbox: Sandbox,
    /** What commands run with; a test may add to it. */
    readonly env: Record<string, string>,
  ) {}

  static async open({ program, config = {}, env = {} }: ProjectOptions): Promise<Project> {
    const engine = await ensureEngine();
    const dir = mkdtempSync(join(tmpdir(), "datadip-engine-"));
    mkdirSync(join(dir, "state"));
    mkdirSync(join(dir, "node_modules"));
    symlinkSync(ROOT, join(dir, "node_modules", "datadip"));
    symlinkSync(join(ROOT, "node_modules", "@pulumi"), join(dir, "node_modules", "@pulumi"));
    const lines = ["name: tried", "main: index.js", "runtime:", "  name: nodejs", "  options: { typescript: false }"];
    writeFileSync(join(dir, "Pulumi.yaml"), [...lines, ""].join("\n"));
    writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "tried", private: true }));
    const sandbox = await startSandbox({ dir: join(dir, ".datadip", "sandbox") });
    sandbox.settings({ quotaPerMinute: 0, flowLayout: "published" });
    const project = new Project(
      dir,
      sandbox,
      // Nothing of the caller's own credentials may reach a test.
      {
        ...without(engineEnv(), /^(WEBEX|SALESFORCE|DATADIP|PULUMI)_/),
        ...engine.env(),
        PULUMI_BACKEND_URL: `file://${join(dir, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        NO_COLOR: "1",
        XDG_STATE_HOME: join(dir, ".state"),
        ...env,
      },
    );
    project.program(program);
    project.settings({ "datadip:target": "sandbox", ...config });
    await project.pulumi("stack", "init", "dev");
    return project;
  }

  program(source: string): void {
    const imports = 'const pulumi = require("@pulumi/pulumi");\nconst { webex, salesforce } = require("datadip");\n';
    writeFileSync(join(this.dir, "index.js"), `${imports}${source}\n`);
  }

  /** Puts a file of the checkout into the project. */
  copyIn(from: string, to: string): void {
    copyFileSync(join(ROOT, from), join(this.dir, to));
  }

  /** Makes these plain settings the stack's whole config. */
  settings(config: Readonly<Record<string, string>>, stack = "dev"): void {
    // The running server spares every process of a command a sandbox of its own.
    const own = config["datadip:target"] === "sandbox" ? { "datadip:sandboxUrl": this.sandbox.url } : {};
    const lines = Object.entries({ ...own, ...config }).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
    // The salt of an empty passphrase, so that every stack can hold secrets.
    const salt = "encryptionsalt: v1:1+GONOOkyHc=:v1:ea9Ppl8se8sw6JEI:6jkB9r0WFKCrE50c43Kko0DpbxI9lg==";
    writeFileSync(join(this.dir, `Pulumi.${stack}.yaml`), `config:\n${lines.join("\n")}\n${salt}\n`);
  }

  pulumi(...args: readonly string[]): Promise<Ran> {
    return this.pulumiWith({}, ...args);
  }

  pulumiWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
    return run("pulumi", [...args, "--non-interactive", "--color=never"], this.dir, { ...this.env, ...env });
  }

  datadip(...args: readonly string[]): Promise<Ran> {
    return run(process.execPath, [join(ROOT, "dist", "cli", "index.js"), ...args], this.dir, this.env);
  }

  /** Starts a command that the test will interrupt. */
  start(...args: readonly string[]): ReturnType<typeof spawn> {
    return spawn("pulumi", [...args, "--non-interactive", "--color=never"], {
      cwd: this.dir,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  up(...args: readonly string[]): Promise<Ran> {
    return this.pulumi("up", "--yes", "--skip-preview", ...args);
  }

  async state(): Promise<string> {
    return (await this.pulumi("stack", "export")).stdout;
  }

  /** Writes to the tenant since the last call of this, sorted, as `METHOD path/{id}` below the organisation or project. */
  writes(): readonly string[] {
    const found = this.sandbox
      .requests()
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_token"));
    this.sandbox.clearRequests();
    return found.map(({ method, path }) => `${method} ${path.replace(BELOW_TENANT, "").replace(ID, "{id}")}`).sort();
  }

  /** The sandbox's stored objects of a kind, seen out of band. */
  async stored(kind: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await (await fetch(`${this.sandbox.url}/sandbox/state/webex/${kind}`)).json()) as Readonly<
      Record<string, unknown>
    >[];
  }

  /** A number of the tenant that nothing answers yet. */
  async freeNumber(): Promise<string> {
    const free = (await this.stored("number")).find(({ owner }) => owner === undefined);
    if (typeof free?.phoneNumber !== "string") throw new Error("the sandbox has no free number");
    return free.phoneNumber;
  }

  /** A person who creates a connector in Control Hub. */
  async connect(name: string): Promise<void> {
    await this.admin("POST", "/sandbox/connect", { name });
  }

  /** A person who makes an object in Control Hub. */
  async create(kind: string, object: Readonly<Record<string, unknown>>): Promise<void> {
    await this.admin("POST", `/sandbox/state/webex/${kind}`, object);
  }

  /** An audio file that somebody uploaded before, under this name. */
  async haveAudio(name: string): Promise<void> {
    if ((await this.stored("audio-file")).some((file) => file.name === name)) return;
    await this.create("audio-file", { name, contentType: "AUDIO_WAV" });
  }

  /** A person who edits an object in Control Hub. */
  async edit(kind: string, id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
    await this.admin("PATCH", `/sandbox/state/webex/${kind}/${id}`, change);
  }

  async remove(kind: string, id: string): Promise<void> {
    await this.admin("DELETE", `/sandbox/state/webex/${kind}/${id}`);
  }

  /** Makes the tenant what a snapshot of one says, without a quota and without waiting. */
  async restore(snapshot: unknown): Promise<void> {
    await this.admin("PUT", "/sandbox/snapshot", snapshot);
    this.sandbox.settings({ quotaPerMinute: 0, flowLayout: "published" });
    this.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
    this.sandbox.clearRequests();
  }

  private async admin(method: string, path: string, body?: unknown): Promise<void> {
    const json =
      body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${this.sandbox.url}${path}`, { method, ...json });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, text] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      text += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => done({ code, text, stdout }));
  });
}

function without(env: NodeJS.ProcessEnv, pattern: RegExp): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !pattern.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
