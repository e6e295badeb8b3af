import { cpus } from "node:os";
import { Floor } from "./floor";
import { planOf, programOf } from "./objects";
import { peersOnThisMachine, peerSide } from "./peers";
import { BenchProject } from "./project";
import {
  aboveFloor,
  cell,
  line,
  medianOf,
  processor,
  processorCell,
  ratio,
  type Row,
  seconds,
  type Side,
  STEPS,
  type Step,
} from "./rows";
import type { SandboxServer } from "./server";

const COMMANDS: readonly (readonly [Step, readonly string[]])[] = [
  ["create", ["up", "--yes", "--skip-preview"]],
  ["preview", ["preview", "--refresh"]],
  ["second-up", ["up", "--yes", "--skip-preview"]],
  ["destroy", ["destroy", "--yes", "--skip-preview"]],
];

export interface ObjectsBench {
  readonly sizes: readonly number[];
  /** The times of the middle one of so many runs count. */
  readonly runs: number;
  /** A create is always part of a run. */
  readonly isWanted: (step: Step) => boolean;
  readonly withPeers: boolean;
  readonly withServer: <T>(work: (server: SandboxServer) => Promise<T>) => Promise<T>;
  readonly print: (text: string) => void;
}

interface Measured {
  readonly size: number;
  readonly floor: Side;
  readonly ours: Side;
  readonly peers: readonly (readonly [name: string, side: Side])[];
}

/** The same objects by the plain axios script, by the real engine and by every other tool on this machine; ends with the README's table. */
export async function benchObjects(bench: ObjectsBench): Promise<void> {
  const { sizes, runs, isWanted, withPeers, withServer, print } = bench;
  const { peers, missing } = withPeers ? peersOnThisMachine() : { peers: [], missing: undefined };
  const side = async (work: (server: SandboxServer) => Promise<Side>): Promise<Side> => {
    const ran: Side[] = [];
    for (let run = 0; run < runs; run += 1) ran.push(await withServer(work));
    return medianOf(ran);
  };
  print("Seconds (requests, writes); processor seconds (CLI and engine, program, provider).\n");
  const empty = await side((server) => engineSide(server, "", isWanted));
  print(
    line("", empty, (_row, step) => STEPS[step]) +
      line("empty program", empty, cell) +
      line("empty program: processor s", empty, processorCell),
  );
  const all: Measured[] = [];
  for (const size of sizes) {
    const plan = planOf(size);
    const floor = await side((server) => floorSide(server, size, isWanted));
    const ours = await side((server) => engineSide(server, programOf(plan), isWanted));
    const measured: (readonly [string, Side])[] = [];
    for (const peer of peers)
      measured.push([peer.name, await side((server) => peerSide(peer, server, plan, isWanted))]);
    all.push({ size, floor, ours, peers: measured });
    print(
      line(`${size}: floor (axios)`, floor, cell) +
        line(`${size}: datadip`, ours, cell) +
        line(`${size}: above floor`, ours, (row, step) => aboveFloor(row, floor.rows.get(step), empty.rows.get(step))) +
        line(`${size}: processor s`, ours, processorCell) +
        measured.map(([name, theirs]) => peerLines(size, name, ours, theirs)).join("") +
        (missing === undefined ? "" : `${size}: other tools: not measured, as this machine has ${missing}.\n`),
    );
  }
  print(tableOf(all, missing, isWanted));
}

const peerLines = (size: number, name: string, ours: Side, theirs: Side): string =>
  line(`${size}: ${name}`, theirs, cell) +
  line(`${size}: ${name}: processor s`, theirs, processorCell) +
  line(`${size}: datadip beside ${name}`, ours, (row, step) => ratio(row, theirs.rows.get(step)));

/** The table of the README, with the steps that were measured. */
function tableOf(all: readonly Measured[], missing: string | undefined, isWanted: (step: Step) => boolean): string {
  const row = (name: string, of: (measured: Measured) => string): string =>
    `| ${name} | ${all.map(of).join(" | ")} |\n`;
  const rowOf = (step: Step, name: string, of: (row: Row | undefined, measured: Measured) => string): string =>
    isWanted(step) ? row(`${STEPS[step]}${name}`, (measured) => of(measured.ours.rows.get(step), measured)) : "";
  const besideFloor = (step: Step): string =>
    rowOf(step, " / the floor", (own, { floor }) => `${seconds(own)} s / ${seconds(floor.rows.get(step))}`);
  const besidePeer = (step: Step, name: string): string =>
    rowOf(step, `: ${name} / datadip beside it`, (own, { peers }) => {
      const theirs = peers.find(([peer]) => peer === name)?.[1].rows.get(step);
      return `${cell(theirs)} / ${ratio(own, theirs)}`;
    });
  const wanted = COMMANDS.map(([step]) => step).filter(isWanted);
  const names = all[0]?.peers.map(([name]) => name) ?? [];
  return [
    `\n${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.version}\n\n`,
    row("", ({ size }) => `${size} objects`) + row("---", () => "---"),
    rowOf("create", ": requests for each object", (own, { size }) => ((own?.calls.all ?? 0) / size).toFixed(2)),
    besideFloor("create"),
    rowOf("second-up", "", (own) => `${own?.calls.writes ?? 0} writes`),
    rowOf("second-up", ", seconds", seconds),
    rowOf("preview", ": requests", (own) => String(own?.calls.all ?? 0)),
    rowOf("preview", ", seconds", seconds),
    besideFloor("destroy"),
    row(`processor seconds of ${wanted.map((step) => STEPS[step]).join(", ")}`, ({ ours }) =>
      wanted.map((step) => processor(ours.rows.get(step))).join(" / "),
    ),
    row("bytes of state for each object", ({ ours, size }) => String(Math.round((ours.stateBytes ?? 0) / size))),
    ...names.flatMap((name) => wanted.map((step) => besidePeer(step, name))),
    missing === undefined ? "" : row("other tools", () => `not measured: ${missing}`),
  ].join("");
}

async function engineSide(server: SandboxServer, program: string, isWanted: (step: Step) => boolean): Promise<Side> {
  const project = await BenchProject.create(program, server.url);
  const rows = new Map<Step, Row>();
  let stateBytes = 0;
  for (const [step, args] of COMMANDS.filter(([own]) => isWanted(own))) {
    await server.calls();
    const { seconds: taken, cpu } = await project.pulumi(...args);
    rows.set(step, { seconds: taken, cpu, calls: await server.calls() });
    if (step === "create") stateBytes = project.stateBytes();
  }
  project.remove();
  return { rows, stateBytes };
}

async function floorSide(server: SandboxServer, size: number, isWanted: (step: Step) => boolean): Promise<Side> {
  const floor = await Floor.connect(server);
  const rows = new Map<Step, Row>();
  const measure = async (step: Step, work: () => Promise<void>): Promise<void> => {
    if (!isWanted(step)) return;
    await server.calls();
    const begun = performance.now();
    await work();
    rows.set(step, { seconds: (performance.now() - begun) / 1000, calls: await server.calls() });
  };
  await measure("create", () => floor.create(planOf(size)));
  await measure("preview", () => floor.refresh());
  await measure("destroy", () => floor.destroy());
  return { rows };
}
