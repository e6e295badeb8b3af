import { cloudOf, CLOUDS, loadKinds, type Sessions } from "../../providers/clouds";
import { candidateOf, decide, type Intent } from "../../providers/core/engine/claim";
import type { Holdings } from "../../providers/core/engine/holdings";
import { type JournalRecord, keyHash } from "../../providers/core/engine/journal";
import { naturalKeyOf, objectKey, type Owner, ownerOf } from "../../providers/core/engine/owner";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";

CLOUDS.forEach(loadKinds);

/** See `Unended`. */
export type Standing = "made" | "not made" | "not ours" | "perhaps" | "in state" | "unreadable";

/** How a create that a run began and did not end is: what is there now, and whose it is as far as can be told. */
export interface Unended {
  readonly urn: string;
  readonly kind: string;
  /**
   * `made`: by that run for certain. `not made`: nothing has that natural key. `not ours`: what has it is not from that run.
   * `perhaps`: only a person can tell. `in state`: another operation has put it there. `unreadable`: the cloud did not say.
   */
  readonly standing: Standing;
  /** The object that has the natural key; undefined where there is none. */
  readonly id?: string;
  /** Why it is not certain, or could not be read. */
  readonly why?: string;
  /** In clear. */
  readonly inputs: Values;
  /** When the state told of it last, in ms since the epoch. */
  readonly since: number | undefined;
}

/** Clocks of the machine and of a service may differ by this. */
const CLOCKS_DIFFER_MS = 60_000;
/** A request can have been on its way for so long after the last word of the state. */
const LONGEST_WORK_MS = 15 * 60_000;

/** Whether a create made nothing for certain: by now its request has ended, whatever became of its run. */
export function isOver({ standing, since }: Unended): boolean {
  return standing === "not made" && since !== undefined && Date.now() > since + CLOCKS_DIFFER_MS + LONGEST_WORK_MS;
}

/**
 * Every create of a state that was begun and is not known to have ended, held against the cloud. Changes nothing.
 *
 * @param notes What processes of this machine wrote down for this stack.
 */
export function findUnended(
  state: Holdings,
  notes: readonly JournalRecord[],
  sessions: Pick<Sessions, "of">,
): Promise<readonly Unended[]> {
  const creates = [...new Map(state.creating.map((one) => [one.urn, one])).values()];
  return Promise.all(creates.map((one) => look(state, one, notes, sessions)));
}

async function look(
  state: Holdings,
  { urn, kind, inputs: stored }: Holdings["creating"][number],
  notes: readonly JournalRecord[],
  sessions: Pick<Sessions, "of">,
): Promise<Unended> {
  const descriptor = descriptorOf(kind);
  const inputs: Values = Object.fromEntries(Object.entries(stored).filter(([key]) => !key.startsWith("__")));
  const key = naturalKeyOf(descriptor.naturalKey, inputs);
  const note = notes.find((one) => one.kind === kind && key !== undefined && one.key === keyHash(key));
  const base = { urn, kind, inputs: stored, since: state.written };
  if (state.objects.some((object) => object.urn === urn)) return { ...base, standing: "in state" };
  try {
    const { api } = await sessions.of(cloudOf(kind));
    const parsed = descriptor.inputs.parse(inputs);
    const found = await descriptor.store.find(api as never, parsed, descriptor.naturalKey);
    const intent = intentOf(parsed, note, state.written);
    const candidate = candidateOf(intent, found);
    if (candidate === undefined) return { ...base, standing: "not made" };
    const { id } = candidate;
    const seen = {
      held: new Set(state.objects.map((object) => objectKey(object.kind, object.id))),
      made: new Set<string>(),
    };
    const owner: Owner = ownerOf({ kind, id, naturalKey: descriptor.naturalKey, inputs: parsed }, state, seen);
    const claim = decide(descriptor, intent, found, owner);
    if (claim.is === "ours") return { ...base, standing: "made", id };
    if (claim.is === "ask") return { ...base, standing: "perhaps", id, why: claim.why };
    return { ...base, standing: "not ours", id };
  } catch (error) {
    return { ...base, standing: "unreadable", why: asError(error).message };
  }
}

/** The note of this machine says best; else the state was written about when the create was begun. */
function intentOf(inputs: Values, note: JournalRecord | undefined, written: number | undefined): Intent {
  const since = (note?.since ?? written ?? Infinity) - CLOCKS_DIFFER_MS;
  const until = (note?.last ?? written ?? -Infinity) + LONGEST_WORK_MS;
  return { inputs, since, until, ...(note?.id === undefined ? {} : { id: note.id }) };
}
