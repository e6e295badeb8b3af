import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { asError } from "../providers/http/http-errors";
import { benchLint, benchSimulator } from "./flow";
import { benchLists, benchQuota, QUOTA_PER_MINUTE, benchSalesforce } from "./programs";
import { benchLoading } from "./loading";
import { planOf, programOf } from "./objects";
import { BenchProject } from "./project";
import { isStep, type Step, STEPS } from "./rows";
import { SandboxServer } from "./server";
import { benchObjects } from "./side-by-side";

const HELP = `npm run bench [-- PART... [--sizes 50,300,1000] [--steps create,destroy] [--runs 3]]

Parts, all of them by default:
  simulator   calls through the data-dip flow
  lint        1,000 flows read and linted
  loading     starts: modules and processor time
  objects     the real engine beside a plain axios script, an empty program, and Terraform or OpenTofu with a generic REST
              provider where the machine has them. Ends with the README's table
  salesforce  calls of one environment
  lists       1,000 address book entries as one list, and one by one
  quota       creates within the real quota, in real time
  memory      the provider's process with 1,000 objects

--sizes and --steps (${Object.keys(STEPS).join(", ")}; a create is always part of it) choose the rows of objects, --sizes also those of quota.
--runs takes the middle one of so many runs. --no-peers leaves the other tools out.
`;

/** Compare the numbers of one run only: absolute seconds depend on the machine. */
const LATENCY_MS = 100;
const MEMORY_SIZE = 1_000;
const LIST_SIZE = 1_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    sizes: { type: "string", default: "50,300,1000" },
    steps: { type: "string" },
    runs: { type: "string", default: "1" },
    peers: { type: "boolean", default: true },
    help: { type: "boolean" },
  },
});

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  simulator: () =>
    print(`Simulator: ${Math.round(benchSimulator())} calls through the data-dip flow in a second of one core.\n`),
  lint: () => {
    const { warmMs, activities, manySeconds } = benchLint();
    print(
      `Lint: ${warmMs.toFixed(1)} ms for the data-dip flow (${activities} activities) once warm; 1,000 of them read and linted in ${manySeconds.toFixed(1)} s of one core.\n`,
    );
  },
  loading: () => print(benchLoading()),
  objects: () =>
    benchObjects({
      sizes: numbers("--sizes", values.sizes, 10),
      runs: numbers("--runs", values.runs, 1)[0] ?? 1,
      isWanted: stepsIn(values.steps),
      withPeers: values.peers,
      withServer: (work) => withServer({ latencyMs: LATENCY_MS }, work),
      print,
    }),
  salesforce: () => withServer({ latencyMs: LATENCY_MS }, (server) => benchSalesforce(server, print)),
  lists: async () => {
    for (const quotaPerMinute of [0, QUOTA_PER_MINUTE]) {
      const what = quotaPerMinute === 0 ? "no quota" : `${quotaPerMinute} requests a minute`;
      await withServer({ latencyMs: LATENCY_MS, quotaPerMinute }, (server) =>
        benchLists(server, LIST_SIZE, what, print),
      );
    }
  },
  quota: async () => {
    for (const size of numbers("--sizes", values.sizes, 10)) {
      for (const stacks of [["one"], ["one", "two"]]) {
        const tenant = { latencyMs: LATENCY_MS, quotaPerMinute: QUOTA_PER_MINUTE };
        await withServer(tenant, (server) => benchQuota(server, size, stacks, print));
      }
    }
  },
  memory,
};

async function main(): Promise<void> {
  const unknown = positionals.filter((part) => PARTS[part] === undefined);
  if (values.help === true || unknown.length > 0) {
    if (unknown.length > 0) process.exitCode = 1;
    return print(`${unknown.length > 0 ? `There is no part ${unknown.join(", ")}.\n\n` : ""}${HELP}`);
  }
  for (const [part, run] of Object.entries(PARTS))
    if (positionals.length === 0 || positionals.includes(part)) await run();
}

/** @throws Error for anything except whole numbers from `least`. */
function numbers(option: string, text: string, least: number): readonly number[] {
  const found = text.split(",").map(Number);
  if (found.every((number) => Number.isInteger(number) && number >= least)) return found;
  throw new Error(`${option} needs whole numbers from ${least}, such as ${option} ${least},${least * 5}.`);
}

/** @throws Error for a step that does not exist. */
function stepsIn(text: string | undefined): (step: Step) => boolean {
  const names = text?.split(",") ?? Object.keys(STEPS);
  const unknown = names.find((name) => !isStep(name));
  if (unknown !== undefined) throw new Error(`--steps takes ${Object.keys(STEPS).join(", ")}, not "${unknown}".`);
  return (step) => step === "create" || names.includes(step);
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

function print(text: string): void {
  process.stdout.write(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${asError(error).message}\n`);
  process.exitCode = 1;
});
