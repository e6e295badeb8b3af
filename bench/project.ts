import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEngine } from "../scripts/engine/ensure";
import { packageRoot } from "../scripts/engine/paths";

export interface Timed {
  readonly seconds: number;
  /** Highest resident set of the provider's process, in MB; undefined where there is no /proc. */
  readonly providerMb: number | undefined;
}

/** A user's project in a temporary folder, run on the real engine against a sandbox server. */
export class BenchProject {
  private constructor(
    private readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async create(program: string, sandboxUrl: string): Promise<BenchProject> {
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
      "name: bench\nmain: index.js\nruntime:\n  name: nodejs\n  options: { typescript: false }\nbackend: { url: file://./state }\n",
    );
    writeFileSync(
      join(dir, "Pulumi.dev.yaml"),
      `config:\n  datadip:target: sandbox\n  datadip:sandboxUrl: ${sandboxUrl}\n`,
    );
    const project = new BenchProject(dir, {
      ...process.env,
      ...engine.env(),
      PULUMI_CONFIG_PASSPHRASE: "",
      NO_COLOR: "1",
    });
    await project.pulumi("stack", "init", "dev");
    return project;
  }

  async pulumi(...args: readonly string[]): Promise<Timed> {
    const begun = performance.now();
    const child = spawn("pulumi", [...args, "--non-interactive"], {
      cwd: this.dir,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    let peak: number | undefined;
    const watch = setInterval(() => (peak = Math.max(peak ?? 0, providerPeakMb(this.dir) ?? 0) || undefined), 100);
    const code = await new Promise<number | null>((done, failed) => {
      child.on("error", failed);
      child.on("close", done);
    }).finally(() => clearInterval(watch));
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with exit code ${code}:\n${said}`);
    return { seconds: (performance.now() - begun) / 1000, providerMb: peak };
  }

  /** Bytes of the checkpoint. */
  stateBytes(): number {
    return statSync(join(this.dir, "state", ".pulumi", "stacks", "bench", "dev.json")).size;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The kernel's own peak of the process that runs our code for this project. */
function providerPeakMb(dir: string): number | undefined {
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const peaks = pids.flatMap((pid) => {
      const command = textOf(`/proc/${pid}/cmdline`);
      if (!command.includes("cmd/dynamic-provider") || !textOf(`/proc/${pid}/environ`).includes(dir)) return [];
      const peak = /VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`))?.[1];
      return peak === undefined ? [] : [Number(peak) / 1024];
    });
    return peaks.length === 0 ? undefined : Math.max(...peaks);
  } catch {
    return undefined;
  }
}

/** Processes come and go while they are listed. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
