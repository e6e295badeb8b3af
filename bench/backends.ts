import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../scripts/engine/paths";
import { planOf, programOf } from "./objects";
import type { Timed } from "./processes";
import { type Backend, BenchProject } from "./project";
import { SandboxServer } from "./server";
import { asError } from "../providers/http/http-errors";

/**
 * `npm run bench:backends -- 300`: one environment with its state in a folder, in PostgreSQL and in an S3 server, as the guide of state and
 * speed shows it. Uses PostgreSQL as Debian installs it and moto_server of PyPI, where they are on this machine. Not part of CI.
 */
const LATENCY_MS = 100;
const SIZE = 300;
const UP = ["up", "--yes", "--skip-preview"] as const;
const STARTING_MS = 60_000;

interface Started {
  readonly backend: Backend;
  stop(): Promise<void>;
}

/** Undefined where the server is not on this machine. */
const BACKENDS: readonly (readonly [name: string, start: (dir: string) => Promise<Started | undefined>])[] = [
  ["folder", () => Promise.resolve({ backend: { url: "file://./state" }, stop: () => Promise.resolve() })],
  ["PostgreSQL", postgres],
  ["S3 (moto)", s3],
];

async function main(): Promise<void> {
  const size = Number(process.argv[2] ?? SIZE);
  for (const [name, start] of BACKENDS) {
    const dir = mkdtempSync(join(tmpdir(), "datadip-backend-"));
    const started = await start(dir);
    if (started === undefined) print(`${name}: not measured, as its server is not on this machine.\n`);
    else await measure(name, size, started.backend).finally(() => started.stop());
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(name: string, size: number, backend: Backend): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "datadip-bench-sandbox-"));
  const server = await SandboxServer.start(dir, LATENCY_MS, 0);
  try {
    const project = await BenchProject.create(programOf(planOf(size)), server.url, backend);
    const creating = project.pulumi(...UP);
    const lock = await whileRunning(project, server, creating);
    const steps: (readonly [string, Timed])[] = [["create", await creating]];
    for (const [step, command, ...args] of [
      ["second up", "pulumi", ...UP, "--non-interactive"],
      ["drift", process.execPath, join(packageRoot(), "bin", "datadip.cjs"), "drift"],
      ["destroy", "pulumi", "destroy", "--yes", "--skip-preview", "--non-interactive"],
    ] as const)
      steps.push([step, await project.run(command, ...args)]);
    const told = steps.map(([step, { seconds, cpu }]) => {
      const spent = cpu.engine + cpu.program + cpu.provider;
      return `${step} ${seconds.toFixed(1)} s (processor ${spent.toFixed(1)}, CLI ${cpu.engine.toFixed(1)})`;
    });
    print(`${name}, ${size} objects: ${told.join("; ")}.\n  a second run meanwhile: ${lock}\n`);
    project.remove();
  } finally {
    server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What a second run is told while the first one writes. @throws Error where it is let in. */
async function whileRunning(project: BenchProject, server: SandboxServer, first: Promise<unknown>): Promise<string> {
  let isOver = false;
  const over = (): void => void (isOver = true);
  first.then(over, over);
  while (!isOver && (await server.calls()).writes === 0) await pause();
  const second = await project.pulumi(...UP).catch((error: unknown) => error);
  const said = /[^\n]*lock[^\n]*/i.exec(second instanceof Error ? second.message.replace(/^.*\n/, "") : "")?.[0];
  if (said === undefined) throw new Error("A second run was not refused while the first one wrote.");
  return said.trim();
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian makes for it. */
async function postgres(dir: string): Promise<Started | undefined> {
  const base = "/usr/lib/postgresql";
  const [version] = existsSync(base) ? readdirSync(base).sort().reverse() : [];
  if (version === undefined) return undefined;
  const bin = (name: string): string => join(base, version, "bin", name);
  const idOf = (option: string): number => Number(execFileSync("id", [option, "postgres"]).toString());
  const as = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (as.uid !== undefined) execFileSync("chown", ["-R", "postgres", dir]);
  const data = join(dir, "data");
  execFileSync(bin("initdb"), ["-D", data, "-U", "postgres", "-A", "trust"], { ...as, cwd: dir, stdio: "ignore" });
  const port = await freePort();
  const args = ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", dir];
  const child = spawn(bin("postgres"), args, { ...as, cwd: dir, stdio: "ignore" });
  const make = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "state"];
  await untilDone(child, () => Promise.resolve(execFileSync(bin("createdb"), make, { stdio: "ignore" })));
  return started(child, { url: `postgres://postgres@127.0.0.1:${port}/state?sslmode=disable` });
}

async function s3(): Promise<Started | undefined> {
  const port = await freePort();
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const isMissing = await new Promise<boolean>((done) => {
    child.once("error", () => done(true));
    child.once("spawn", () => done(false));
  });
  if (isMissing) return undefined;
  await untilDone(child, async () => {
    const { status } = await fetch(`http://127.0.0.1:${port}/state`, { method: "PUT" });
    if (status !== 200) throw new Error(`The S3 server answered ${status} to a new bucket.`);
  });
  // What moto takes from anybody.
  const env = { AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench", AWS_REGION: "us-east-1" };
  return started(child, { url: `s3://state?endpoint=127.0.0.1:${port}&disableSSL=true&s3ForcePathStyle=true`, env });
}

const started = (child: ChildProcess, backend: Backend): Started => ({
  backend,
  stop: () =>
    new Promise((done) => {
      child.once("exit", () => done());
      child.kill("SIGINT");
    }),
});

/** Tries until the server is up. @throws Error of the last try, when it has ended or takes too long. */
async function untilDone(child: ChildProcess, work: () => Promise<unknown>): Promise<void> {
  const lastMs = performance.now() + STARTING_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > lastMs) throw error;
      await pause();
    }
  }
}

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 200));

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function print(text: string): void {
  process.stdout.write(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${asError(error).message}\n`);
  process.exitCode = 1;
});
