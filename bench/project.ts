import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnv } from "../operations/pulumi-cli";
import { ensureEngine } from "../scripts/engine/ensure";
import { packageRoot } from "../scripts/engine/paths";
import { timed, type Timed } from "./processes";

/** Where a project keeps its state, and what the CLI needs to get there. */
export interface Backend {
  readonly url: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A user's project in a temporary folder, run on the real engine against a sandbox server. */
export class BenchProject {
  private constructor(
    private readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async create(
    program: string,
    sandboxUrl: string,
    backend: Backend = { url: "file://./state" },
  ): Promise<BenchProject> {
    const engine = await ensureEngine();
    const dir = mkdtempSync(join(tmpdir(), "datadip-bench-"));
    const root = packageRoot();
    mkdirSync(join(dir, "state"));
    mkdirSync(join(dir, "node_modules"));
    symlinkSync(root, join(dir, "node_modules", "datadip"));
    symlinkSync(join(root, "node_modules", "@pulumi"), join(dir, "node_modules", "@pulumi"));
    writeFileSync(join(dir, "package.json"), '{"name":"bench","private":true}');
    writeFileSync(join(dir, "index.js"), program);
    writeFileSync(
      join(dir, "Pulumi.yaml"),
      `name: bench\nmain: index.js\nruntime:\n  name: nodejs\n  options: { typescript: false }\nbackend: { url: "${backend.url}" }\n`,
    );
    writeFileSync(
      join(dir, "Pulumi.dev.yaml"),
      `config:\n  datadip:target: sandbox\n  datadip:sandboxUrl: ${sandboxUrl}\n`,
    );
    const project = new BenchProject(dir, {
      // As `datadip up` starts it.
      ...engineEnv(),
      ...engine.env(),
      ...backend.env,
      PULUMI_CONFIG_PASSPHRASE: "",
      NO_COLOR: "1",
    });
    await project.pulumi("stack", "init", "dev");
    return project;
  }

  pulumi(...args: readonly string[]): Promise<Timed> {
    return this.run("pulumi", ...args, "--non-interactive");
  }

  /** @throws Error with all that was said, for an exit code other than 0. */
  async run(command: string, ...args: readonly string[]): Promise<Timed> {
    const ran = await timed(this.dir, this.env, command, args);
    const { code, said } = ran;
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with exit code ${code}:\n${said}`);
    return ran;
  }

  /** Size of the checkpoint, in bytes. */
  stateBytes(): number {
    return statSync(join(this.dir, "state", ".pulumi", "stacks", "bench", "dev.json")).size;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
