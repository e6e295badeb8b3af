import type { LoggedCall } from "../../providers/core/telemetry/call-log";
import { CALLS_PER_MINUTE } from "../../providers/webex/limits";
import type { Values } from "../../providers/core/resource/types";
import { CLOUDS, loadKinds } from "../../providers/clouds";
import type { Operation, Question, Costs } from "../../providers/core/resource/facets";
import { isUnknown } from "../../providers/core/resource/unknown";
import { descriptorOf } from "../../providers/core/resource/registry";

CLOUDS.forEach(loadKinds);

/** One operation of a preview on one of our resources. */
export interface Step {
  readonly operation: Operation;
  readonly urn: string;
  /** `webex.Queue` */
  readonly kind: string;
  /** The resource's name in the program. */
  readonly name: string;
  /** Inputs of the resource; for a deletion the old ones. */
  readonly inputs: Values;
}

/** Names of the clouds in counts of calls. */
type Service = "Webex" | "Salesforce";

/** Number of calls to each cloud. */
export type Calls = Readonly<Record<Service, number>>;

/** Calls and time of a run. */
export interface Estimate {
  /** Calls that a preview makes too: tokens, look-ups, reads. */
  readonly reads: Calls;
  /** Calls of the run only. */
  readonly writes: Calls;
  /** Estimated time, in seconds. */
  readonly seconds: number;
  /** Part of it that is a wait for Webex's quota. */
  readonly waitingSeconds: number;
}

/** Steps, calls and time of a preview. */
export interface Seen {
  readonly steps: readonly Step[];
  /** Its calls, without those of the plan's dry runs. */
  readonly calls: readonly LoggedCall[];
  /** How long it took, in ms. */
  readonly tookMs: number;
}

/** Calls for the token and the tenant check. */
const OPENING_CALLS = 2;
/** Simultaneous requests that a stack's dependencies usually allow. */
const AT_ONCE = 4;
/** Time of a call where the preview made none, in ms. */
const USUAL_CALL_MS = 150;
/** Time of a Salesforce deploy, from upload to the last poll. */
const DEPLOY_MS = 5_000;

/** Calls and time of the run after a preview, if nothing changes in between. Pure. */
export function estimate({ steps, calls, tookMs }: Seen): Estimate {
  const reads = { Webex: countOf(calls, "Webex"), Salesforce: countOf(calls, "Salesforce") };
  const writes = { Webex: writesTo("Webex", steps, calls), Salesforce: writesTo("Salesforce", steps, calls) };
  const took = calls.length === 0 ? USUAL_CALL_MS : sum(calls.map((call) => call.tookMs)) / calls.length;
  const deploys = sum(steps.map(({ kind, operation, inputs }) => costOf(kind, operation, inputs).deploys));
  const busyMs = tookMs + ((writes.Webex + writes.Salesforce) * took) / AT_ONCE + deploys * DEPLOY_MS;
  const waitingSeconds = quotaSeconds(reads.Webex + writes.Webex, busyMs);
  return { reads, writes, seconds: Math.ceil(busyMs / 1000) + waitingSeconds, waitingSeconds };
}

/** Seconds beyond `busyMs` that this number of calls takes because of the quota for a minute. */
function quotaSeconds(calls: number, busyMs: number): number {
  const needed = Math.floor(Math.max(0, calls - 1) / CALLS_PER_MINUTE) * 60;
  return Math.max(0, needed - Math.floor(busyMs / 1000));
}

function writesTo(service: Service, steps: readonly Step[], calls: readonly LoggedCall[]): number {
  const mine = steps.filter(({ kind }) => kind.startsWith(`${service.toLowerCase()}.`));
  const costs = mine.map(({ kind, operation, inputs }) => costOf(kind, operation, inputs));
  const own = sum(costs.map((cost) => cost.own));
  // The run's provider repeats the reads of the preview, which are counted there.
  const asked = calls.filter((call) => call.role === "provider" && call.service === service);
  const old = new Set(mine.map(({ kind }) => outdatedBy(kind)));
  const shared = new Set(
    pathsOf(
      costs.flatMap((cost) => cost.asks),
      mine,
    ),
  );
  const again = [...shared].filter(
    (question) => old.has(question) || !asked.some(({ path }) => path.split("?")[0]?.endsWith(question) === true),
  );
  const writes = own + again.length;
  return writes > 0 && asked.length === 0 ? writes + OPENING_CALLS : writes;
}

/** The ends of the questions' paths. A question about an object that does not exist yet has a separate path. */
function pathsOf(questions: readonly Question[], steps: readonly Step[]): readonly string[] {
  const created = (kind: string): number =>
    steps.filter((step) => step.kind === kind && step.operation === "create").length;
  let nth = 0;
  return questions.map((question) => {
    if (typeof question === "string") return question;
    const { path, kind, id } = question;
    if (!isUnknown(id)) return `${path}/${String(id)}`;
    nth += 1;
    return `${path}/new ${kind} ${nth % Math.max(1, created(kind))}`;
  });
}

const countOf = (calls: readonly LoggedCall[], service: Service): number =>
  calls.filter((call) => call.service === service).length;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The cost of an operation on one object. */
export interface OperationCost {
  /** Calls for each operation. */
  readonly own: number;
  /** Questions that a run asks once for all operations. */
  readonly asks: readonly Question[];
  /** Number of Salesforce deploys. */
  readonly deploys: number;
}

/** The cost of an operation; the kinds' tests compare it with their requests. */
export function costOf(kind: string, operation: Operation, inputs: Values): OperationCost {
  const cost = costsOf(kind)[operation];
  const { own, asks = [], deploys = 0 } = typeof cost === "number" ? { own: cost } : cost(inputs);
  return { own, asks, deploys };
}

/** The question whose answer becomes stale by writes of this kind. */
export const outdatedBy = (kind: string): string | undefined => costsOf(kind).outdates;

function costsOf(kind: string): Costs {
  const { store, cost } = descriptorOf(kind);
  return { ...store.cost, ...cost };
}
