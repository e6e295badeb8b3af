import type { Descriptor } from "../resource/descriptor";
import type { RemoteObject, Values } from "../resource/types";
import { changedKeys } from "./diff";
import type { Owner } from "./owner";

/** A create with an unknown result, with the inputs of the object that it was to make. */
export interface Intent {
  readonly inputs: Values;
  /** The service's time before the request, minus the possible difference of clocks, in ms since the epoch. No older object is ours. */
  readonly since: number;
  /** When the request was over, in ms since the epoch. No object made later is ours. Default: not known. */
  readonly until?: number;
  /** The id, where an answer gave it. */
  readonly id?: string;
}

/** Greatest difference between a service's clock, or this machine's, and the times of objects. */
export const CLOCKS_DIFFER_MS = 60_000;
/** The longest time from the record to the object: waiting for the quota, then the request itself. */
export const LONGEST_WORK_MS = 15 * 60_000;

/** The intent of an interrupted create: `since` and `last` are the times of its first and last record. */
export function intentOf(
  inputs: Values,
  { since, last, id }: { readonly since: number; readonly last: number; readonly id?: string | undefined },
): Intent {
  const times = { since: since - CLOCKS_DIFFER_MS, until: last + LONGEST_WORK_MS };
  return { inputs, ...times, ...(id === undefined ? {} : { id }) };
}

/** What an intent proves about the objects with its natural key. */
export type Claim =
  | { readonly is: "none" }
  /** Made by the create. `lacking`: inputs that its second request would have set. */
  | { readonly is: "ours"; readonly object: RemoteObject; readonly lacking: readonly string[] }
  /** Certainly not made by the create. */
  | { readonly is: "stranger"; readonly object: RemoteObject; readonly owner: Owner }
  /** Not certain: a person must decide. */
  | { readonly is: "ask"; readonly object: RemoteObject; readonly owner: Owner; readonly why: string };

/**
 * Whether the intent's create made an object. An id from its answer is proof. Without one, the object must be the only one with the
 * natural key, equal in all requested inputs, made while the request could run, and of no other resource. Pure.
 *
 * @param whose The owner of `candidateOf` these.
 */
export function decide(descriptor: Descriptor, intent: Intent, found: readonly RemoteObject[], whose: Owner): Claim {
  const object = candidateOf(intent, found);
  if (object === undefined) return { is: "none" };
  const told = object.id === intent.id;
  // Pending creates can stay in states for long, so an id from an answer is the better proof.
  const isAnothers = whose.by === "another stack" && !(told && whose.isPending);
  if (whose.by === "resource" || whose.by === "this stack" || isAnothers)
    return { is: "stranger", object, owner: whose };
  const differing = changedKeys(descriptor, object.values, intent.inputs);
  const lacking = differing.filter((key) => descriptor.setAfterCreate?.includes(key));
  if (told) return { is: "ours", object, lacking: differing };
  const ask = (why: string): Claim => ({ is: "ask", object, owner: whose, why });
  const likely = found.filter((one) => isOfTime(intent, one));
  if (likely.length === 0) return { is: "stranger", object, owner: whose };
  if (likely.length > 1) return ask(`there are ${likely.length} of them`);
  if (object.createdAt === undefined) return ask("it does not say when it was made");
  const other = differing.filter((key) => !lacking.includes(key));
  if (other.length > 0) return ask(`it differs in ${other.join(", ")}`);
  return { is: "ours", object, lacking };
}

/** The object to examine: the one with the answer's id, else one made at the right time, else the first. */
export const candidateOf = (intent: Intent, found: readonly RemoteObject[]): RemoteObject | undefined =>
  found.find(({ id }) => id === intent.id) ?? found.find((one) => isOfTime(intent, one)) ?? found[0];

/** Whether the object was made while the request could run; true where its time is not known. */
const isOfTime = ({ since, until = Infinity }: Intent, { createdAt }: RemoteObject): boolean =>
  createdAt === undefined || (createdAt >= since && createdAt <= until);
