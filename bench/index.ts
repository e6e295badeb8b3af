import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asError } from "../providers/http/http-errors";
import { Floor } from "./floor";
import { planOf, programOf } from "./objects";
import { benchLists } from "./lists";
import { benchLint } from "./lint";
import type { Usage } from "./processes";
import { BenchProject } from "./project";
import { benchQuota, QUOTA_PER_MINUTE } from "./quota";
import { benchSalesforce } from "./salesforce";
import { type Calls, SandboxServer } from "./server";
import { benchSimulator } from "./simulator";

/**
 * `npm run bench`: compares the real engine, a plain axios script with the same work, and an empty program, on a sandbox server with 100 ms
 * latency; first without a quota, then with the real one. Compare the ratios of one run, since absolute seconds depend on the machine.
 * `-- --sizes 50,300` sets the numbers of objects; `-- --no-quota` and `-- --no-engine` leave parts out.
 */
const LATENCY_MS = 100;
const SIZES = [50, 300, 1_000] as const;
const MEMORY_SIZE = 1_000;
const LIST_SIZE = 1_000;

const COMMANDS = [
  ["create", ["up", "--yes", "--skip-preview"]],
  ["no-op up", ["up", "--yes", "--skip-preview"]],
  ["preview --refresh", ["preview", "--refresh"]],
  ["destroy", ["destroy", "--yes", "--skip-preview"]],
] as const;

type Step = (typeof COMMANDS)[number][0];

interface Row {
  readonly seconds: number;
  readonly calls: Calls;
  /** Processor seconds of each process; only in the engine's rows. */
  readonly cpu?: Usage["cpu"];
}
type Rows = ReadonlyMap<Step, Row>;

async function main(): Promise<void> {
  print(`Simulator: ${Math.round(benchSimulator())} calls through the data-dip flow in a second of one core.\n`);
  const lint = benchLint();
  print(
    `Lint: ${lint.warmMs.toFixed(1)} ms for the data-dip flow (${lint.activities} activities) once warm; 1,000 of them read and linted in ${lint.manySeconds.toFixed(1)} s of one core.\n`,
  );
  if (process.argv.includes("--no-engine")) return;
  print(
    `Sandbox server with ${LATENCY_MS} ms latency, no quota. Seconds (requests, writes); processor seconds (CLI and engine, program, provider).\n`,
  );
  const empty = await withServer({ latencyMs: LATENCY_MS }, (server) => engineRows(server, "", () => undefined));
  line("", ...COMMANDS.map(([step]) => step));
  line("empty program", ...COMMANDS.map(([step]) => cell(empty.get(step))));
  const sizes = sizesIn(process.argv);
  const columns: (readonly string[])[] = [];
  for (const size of sizes) {
    const plan = planOf(size);
    const floor = await withServer({ latencyMs: LATENCY_MS }, (server) => floorRows(server, size));
    let bytes = 0;
    const engine = await withServer({ latencyMs: LATENCY_MS }, (server) =>
      engineRows(server, programOf(plan), (found) => (bytes = found)),
    );
    line(`${size}: floor (axios)`, ...COMMANDS.map(([step]) => cell(floor.get(step))));
    line(`${size}: pulumi`, ...COMMANDS.map(([step]) => cell(engine.get(step))));
    line(
      `${size}: above floor`,
      ...COMMANDS.map(([step]) => share(engine.get(step), floor.get(step), empty.get(step))),
    );
    line(`${size}: processor s`, ...COMMANDS.map(([step]) => processor(engine.get(step))));
    columns.push(column(size, floor, engine, bytes));
    print(
      `${size}: ${((engine.get("create")?.calls.all ?? 0) / size).toFixed(2)} requests per created object; ${Math.round(bytes / size)} bytes of state per object.\n\n`,
    );
  }
  await withServer({ latencyMs: LATENCY_MS }, (server) => benchSalesforce(server, print));
  await withServer({ latencyMs: LATENCY_MS }, (server) => benchLists(server, LIST_SIZE, "no quota", print));
  if (!process.argv.includes("--no-quota")) {
    for (const size of sizes) {
      for (const stacks of [["one"], ["one", "two"]]) {
        const tenant = { latencyMs: LATENCY_MS, quotaPerMinute: QUOTA_PER_MINUTE };
        await withServer(tenant, (server) => benchQuota(server, size, stacks, print));
      }
    }
    const tenant = { latencyMs: LATENCY_MS, quotaPerMinute: QUOTA_PER_MINUTE };
    const what = `${QUOTA_PER_MINUTE} requests a minute`;
    await withServer(tenant, (server) => benchLists(server, LIST_SIZE, what, print));
  }
  await memory();
  print(`\n| | ${sizes.map((size) => `${size} objects`).join(" | ")} |\n|${" --- |".repeat(sizes.length + 1)}\n`);
  TABLE.forEach((name, row) => print(`| ${name} | ${columns.map((cells) => cells[row]).join(" | ")} |\n`));
}

/** The table of the README, printed last. */
const TABLE = [
  ...["requests per created object", "create, beside the floor", "second `up`", "second `up`, seconds"],
  ...["requests of `preview --refresh`", "`preview --refresh`, seconds", "destroy, beside the floor"],
  ...["processor seconds of create, second `up`, `preview --refresh`, destroy", "bytes of state per object"],
] as const;

function column(size: number, floor: Rows, engine: Rows, bytes: number): readonly string[] {
  const [made, again, seen, gone] = COMMANDS.map(([step]) => engine.get(step));
  const seconds = (row: Row | undefined): string => (row?.seconds ?? 0).toFixed(1);
  const whole = (row: Row | undefined): string => sum(row?.cpu).toFixed(1);
  return [
    ((made?.calls.all ?? 0) / size).toFixed(2),
    `${seconds(made)} s / ${seconds(floor.get("create"))}`,
    `${again?.calls.writes ?? 0} writes`,
    seconds(again),
    String(seen?.calls.all ?? 0),
    seconds(seen),
    `${seconds(gone)} s / ${seconds(floor.get("destroy"))}`,
    [made, again, seen, gone].map(whole).join(" / "),
    String(Math.round(bytes / size)),
  ];
}

const sum = (cpu: Usage["cpu"] = { engine: 0, program: 0, provider: 0 }): number =>
  cpu.engine + cpu.program + cpu.provider;

function processor(row: Row | undefined): string {
  if (row?.cpu === undefined) return "-";
  const { engine, program, provider } = row.cpu;
  return `${sum(row.cpu).toFixed(1)} (${[engine, program, provider].map((one) => one.toFixed(1)).join(" ")})`;
}

/** @throws Error for anything except whole numbers from 10. */
function sizesIn(args: readonly string[]): readonly number[] {
  const at = args.indexOf("--sizes");
  if (at < 0) return SIZES;
  const sizes = (args[at + 1] ?? "").split(",").map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 10)) return sizes;
  throw new Error("--sizes needs whole numbers from 10, such as --sizes 50,300.");
}

async function engineRows(server: SandboxServer, program: string, onState: (bytes: number) => void): Promise<Rows> {
  const project = await BenchProject.create(program, server.url);
  const rows = new Map<Step, Row>();
  for (const [step, args] of COMMANDS) {
    await server.calls();
    const { seconds, cpu } = await project.pulumi(...args);
    rows.set(step, { seconds, cpu, calls: await server.calls() });
    if (step === "create") onState(project.stateBytes());
  }
  project.remove();
  return rows;
}

async function floorRows(server: SandboxServer, size: number): Promise<Rows> {
  const floor = await Floor.connect(server);
  const plan = planOf(size);
  const rows = new Map<Step, Row>();
  const measure = async (step: Step, work: () => Promise<void>): Promise<void> => {
    await server.calls();
    const begun = performance.now();
    await work();
    rows.set(step, { seconds: (performance.now() - begun) / 1000, calls: await server.calls() });
  };
  await measure("create", () => floor.create(plan));
  await measure("no-op up", () => Promise.resolve());
  await measure("preview --refresh", () => floor.refresh());
  await measure("destroy", () => floor.destroy());
  return rows;
}

async function memory(): Promise<void> {
  await withServer({ latencyMs: 0 }, async (server) => {
    const project = await BenchProject.create(programOf(planOf(MEMORY_SIZE)), server.url);
    const created = await project.pulumi("up", "--yes", "--skip-preview");
    const refreshed = await project.pulumi("preview", "--refresh");
    const peak = (mb: number | undefined): string =>
      mb === undefined ? "not measured (no /proc)" : `${Math.round(mb)} MB`;
    print(
      `${MEMORY_SIZE} objects, no latency: provider process peaks at ${peak(created.providerMb)} creating and ${peak(refreshed.providerMb)} refreshing; `,
    );
    print(`${Math.round(project.stateBytes() / MEMORY_SIZE)} bytes of state per object.\n`);
    await project.pulumi("destroy", "--yes", "--skip-preview");
    project.remove();
  });
}

interface Tenant {
  readonly latencyMs: number;
  /** Default: 0, no quota. */
  readonly quotaPerMinute?: number;
}

async function withServer<T>(
  { latencyMs, quotaPerMinute = 0 }: Tenant,
  work: (server: SandboxServer) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "datadip-bench-sandbox-"));
  const server = await SandboxServer.start(dir, latencyMs, quotaPerMinute);
  try {
    return await work(server);
  } finally {
    server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function cell(row: Row | undefined): string {
  return row === undefined ? "-" : `${row.seconds.toFixed(1)} (${row.calls.all}, ${row.calls.writes})`;
}

/** The time above the floor, and the share of it that an empty program needs too: the engine's own start. */
function share(engine: Row | undefined, floor: Row | undefined, empty: Row | undefined): string {
  if (engine === undefined || floor === undefined || empty === undefined) return "-";
  const above = engine.seconds - floor.seconds;
  return above <= 0
    ? "none"
    : `+${above.toFixed(1)}, ${Math.round((100 * Math.min(empty.seconds, above)) / above)} % start`;
}

function line(...cells: readonly string[]): void {
  print(`${cells.map((text, i) => text.padEnd(i === 0 ? 20 : 22)).join("")}\n`);
}

function print(text: string): void {
  process.stdout.write(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${asError(error).message}\n`);
  process.exitCode = 1;
});
