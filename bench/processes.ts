import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Usage {
  /** Processor seconds: of the CLI with its engine, of the program, and of the provider. */
  readonly cpu: Readonly<Record<Role, number>>;
  /** Highest resident set of the provider's process, in MB; undefined where there is no /proc. */
  readonly providerMb: number | undefined;
}

export interface Timed extends Usage {
  readonly seconds: number;
  /** 0 when all went well. */
  readonly code: number | null;
  /** Both outputs. */
  readonly said: string;
}

type Role = "engine" | "program" | "provider";

/** Runs a command in a folder. The environment has to name the folder, which identifies the command's processes. */
export async function timed(
  dir: string,
  env: NodeJS.ProcessEnv,
  command: string,
  args: readonly string[],
): Promise<Timed> {
  const begun = performance.now();
  const child = spawn(command, args, { cwd: dir, env: { ...env, PWD: dir }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const watch = new ProcessWatch(dir);
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  return { seconds: (performance.now() - begun) / 1000, ...watch.end(), code, said };
}

/** The kernel counts in hundredths of a second. */
const TICKS = 100;

/** Samples every process that was started in a folder, 20 times a second. The last sample of each process counts. */
class ProcessWatch {
  private readonly mine = new Map<string, Role | undefined>();
  private readonly taken = new Map<string, { readonly role: Role; readonly seconds: number; readonly mb: number }>();
  private readonly timer = setInterval(() => this.look(), 50);

  constructor(private readonly dir: string) {}

  end(): Usage {
    clearInterval(this.timer);
    const all = [...this.taken.values()];
    const of = (role: Role): number =>
      all.filter((one) => one.role === role).reduce((sum, { seconds }) => sum + seconds, 0);
    const peak = Math.max(...all.filter(({ role }) => role === "provider").map(({ mb }) => mb));
    return {
      cpu: { engine: of("engine"), program: of("program"), provider: of("provider") },
      providerMb: Number.isFinite(peak) ? peak : undefined,
    };
  }

  private look(): void {
    for (const pid of existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []) {
      if (!this.mine.has(pid)) this.mine.set(pid, this.roleOf(pid));
      const role = this.mine.get(pid);
      // The process name, in brackets, may contain spaces.
      const [, times = ""] = role === undefined ? [] : textOf(`/proc/${pid}/stat`).split(/\) (?=\w )/);
      if (role === undefined || times === "") continue;
      const [user = 0, system = 0] = times.split(" ").slice(11, 13).map(Number);
      const mb = Number(/VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
      this.taken.set(pid, { role, seconds: (user + system) / TICKS, mb });
    }
  }

  private roleOf(pid: string): Role | undefined {
    if (!textOf(`/proc/${pid}/environ`).includes(this.dir)) return undefined;
    const command = textOf(`/proc/${pid}/cmdline`);
    if (/cmd\/dynamic-provider|terraform-provider-/.test(command)) return "provider";
    return command.includes("cmd/run") ? "program" : "engine";
  }
}

/** A process may end while it is read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
