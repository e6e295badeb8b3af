import type { Descriptor } from "../resource/descriptor";
import type { RemoteObject, Values } from "../resource/types";
import { changedKeys } from "./diff";
import type { Owner } from "./owner";

/** What is known of a create whose end is not: we meant to make an object of these inputs. */
export interface Intent {
  readonly inputs: Values;
  /** The service's clock before the request, less what clocks may differ; nothing older is ours. In ms since the epoch. */
  readonly since: number;
  /** Nothing made after that is ours, as the request was over by then. Default: no end is known. */
  readonly until?: number;
  /** The id, where the answer came that far. */
  readonly id?: string;
}

/** What an intent proves of the objects that have its natural key. */
export type Claim =
  | { readonly is: "none" }
  /** `lacking`: inputs that a second request of the create would have set. */
  | { readonly is: "ours"; readonly object: RemoteObject; readonly lacking: readonly string[] }
  /** Somebody else's for certain. */
  | { readonly is: "stranger"; readonly object: RemoteObject; readonly owner: Owner }
  /** Nothing is certain: only a person can know. */
  | { readonly is: "ask"; readonly object: RemoteObject; readonly owner: Owner; readonly why: string };

/**
 * Whether an object is what an intent made. An id that the answer told is proof. Without it the object must be alone with the natural
 * key, equal in all that was asked for, made while the request could be carried out, and no other resource's. Pure.
 *
 * @param whose The owner of `candidateOf` these.
 */
export function decide(descriptor: Descriptor, intent: Intent, found: readonly RemoteObject[], whose: Owner): Claim {
  const object = candidateOf(intent, found);
  if (object === undefined) return { is: "none" };
  const told = object.id === intent.id;
  // Notes of creates lie in states for long, and an answer that told the id is the better proof.
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

/** The object that the question is about: the one whose id the answer told, else one of the time, else the first. */
export function candidateOf(intent: Intent, found: readonly RemoteObject[]): RemoteObject | undefined {
  return found.find(({ id }) => id === intent.id) ?? found.find((one) => isOfTime(intent, one)) ?? found[0];
}

/** Whether it can have been made by the request; one that does not say when it was made can. */
function isOfTime({ since, until = Infinity }: Intent, { createdAt }: RemoteObject): boolean {
  return createdAt === undefined || (createdAt >= since && createdAt <= until);
}
