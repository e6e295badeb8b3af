import type { Usage } from "./processes";
import type { Calls } from "./server";

/** The steps of every side, in the order in which they run, with their titles. */
export const STEPS = {
  create: "create",
  preview: "`preview --refresh`",
  "second-up": "second `up`",
  destroy: "destroy",
} as const;
export type Step = keyof typeof STEPS;

export const isStep = (name: string): name is Step => Object.hasOwn(STEPS, name);
const ALL: readonly Step[] = Object.keys(STEPS).filter(isStep);

export interface Row {
  readonly seconds: number;
  readonly calls: Calls;
  /** Processor seconds of each process; undefined for the floor, which runs in the bench itself. */
  readonly cpu?: Usage["cpu"];
  /** What has to be said beside the numbers. */
  readonly note?: string;
}

/** The rows of one side, and the bytes of state of an object after the create. */
export interface Side {
  readonly rows: ReadonlyMap<Step, Row>;
  readonly stateBytes?: number;
}

/** The run in the middle by time, for each step. Bytes are the same in every run. */
export function medianOf(runs: readonly Side[]): Side {
  const middle = (step: Step): readonly (readonly [Step, Row])[] => {
    const rows = runs.flatMap(({ rows: own }) => own.get(step) ?? []).sort((a, b) => a.seconds - b.seconds);
    const row = rows[Math.floor(rows.length / 2)];
    return row === undefined ? [] : [[step, row]];
  };
  return { ...runs[0], rows: new Map(ALL.flatMap(middle)) };
}

export const seconds = (row: Row | undefined): string => (row === undefined ? "-" : row.seconds.toFixed(1));

export const processor = (row: Row | undefined): string => (row?.cpu === undefined ? "-" : total(row.cpu).toFixed(1));

const total = ({ engine, program, provider }: Usage["cpu"]): number => engine + program + provider;

/** Seconds (requests, writes) and what is said beside them. */
export function cell(row: Row | undefined): string {
  if (row === undefined) return "-";
  const note = row.note === undefined ? "" : `, ${row.note}`;
  return `${row.seconds.toFixed(1)} (${row.calls.all}, ${row.calls.writes}${note})`;
}

/** Processor seconds: all (CLI and engine, program, provider). */
export function processorCell(row: Row | undefined): string {
  if (row?.cpu === undefined) return "-";
  const { engine, program, provider } = row.cpu;
  return `${total(row.cpu).toFixed(1)} (${[engine, program, provider].map((one) => one.toFixed(1)).join(" ")})`;
}

/** The time above the floor, and the share of it that an empty program needs too: the engine's own start. */
export function aboveFloor(engine: Row | undefined, floor: Row | undefined, empty: Row | undefined): string {
  if (engine === undefined || floor === undefined || empty === undefined) return "-";
  const above = engine.seconds - floor.seconds;
  return above <= 0
    ? "none"
    : `+${above.toFixed(1)}, ${Math.round((100 * Math.min(empty.seconds, above)) / above)} % start`;
}

/** How many times the other side's time it is, and its processor time. */
export function ratio(ours: Row | undefined, theirs: Row | undefined): string {
  if (ours?.cpu === undefined || theirs?.cpu === undefined) return "-";
  const times = (own: number, other: number): string => (own / other).toFixed(1);
  return `${times(ours.seconds, theirs.seconds)} times, processor ${times(total(ours.cpu), total(theirs.cpu))} times`;
}

/** Lines of a table for a terminal. */
export const line = (name: string, side: Side | undefined, of: (row: Row | undefined, step: Step) => string): string =>
  `${[name.padEnd(44), ...ALL.map((step) => of(side?.rows.get(step), step).padEnd(34))].join("").trimEnd()}\n`;
