import { cloudOf, CLOUDS, loadKinds, type Sessions } from "../../providers/clouds";
import { candidateOf, CLOCKS_DIFFER_MS, decide, intentOf, LONGEST_WORK_MS } from "../../providers/core/engine/claim";
import type { Holdings } from "../../providers/core/engine/holdings";
import { type JournalRecord, keyHash } from "../../providers/core/engine/journal";
import { naturalKeyOf, objectKey, type Owner, ownerOf } from "../../providers/core/engine/owner";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";

CLOUDS.forEach(loadKinds);

/** See `Unended`. */
export type Standing = "made" | "not made" | "not ours" | "perhaps" | "in state" | "unreadable";

/** A create that a run began and did not end, with the object that exists now, and its owner as far as known. */
export interface Unended {
  readonly urn: string;
  readonly kind: string;
  /**
   * `made`: certainly by that run. `not made`: nothing has that natural key. `not ours`: the object is not from that run.
   * `perhaps`: a person must decide. `in state`: another operation has put it there. `unreadable`: the cloud did not answer.
   */
  readonly standing: Standing;
  /** Id of the object with the natural key; undefined where there is none. */
  readonly id?: string;
  /** Why it is not certain or could not be read. */
  readonly why?: string;
  /** Inputs with secrets in clear. */
  readonly inputs: Values;
  /** When a state with this create was last written, in ms since the epoch. */
  readonly since: number | undefined;
}

/** Whether a create certainly made nothing: its request must have ended by now. */
export const isOver = ({ standing, since }: Unended): boolean =>
  standing === "not made" && since !== undefined && Date.now() > since + CLOCKS_DIFFER_MS + LONGEST_WORK_MS;

/**
 * Every create of a state that began and is not known to have ended, compared with the cloud. Changes nothing.
 *
 * @param notes records of this machine's processes for this stack.
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
    // The times from this machine's note, else when the state was written.
    const { written } = state;
    const times = { since: note?.since ?? written ?? Infinity, last: note?.last ?? written ?? -Infinity };
    const intent = intentOf(parsed, { ...times, id: note?.id });
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
