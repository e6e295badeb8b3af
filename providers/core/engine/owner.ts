import type { Creating, Holding, Holdings } from "./holdings";
import type { Values } from "../resource/types";

/** Whose an existing object is, as far as a process of this run can know. */
export type Owner =
  | { readonly by: "resource"; readonly holder: Holding; readonly asking: string | undefined }
  /** The engine has given its id to this process, or this process has made it. */
  | { readonly by: "this stack" }
  | { readonly by: "no resource of this stack" }
  | { readonly by: "unknown"; readonly reason: string };

/** What is asked: an object that exists, and the inputs of the resource that met it. */
export interface Question {
  readonly kind: string;
  readonly id: string;
  readonly naturalKey: readonly string[];
  readonly inputs: Values;
}

/** What this process knows of its stack without the state. */
export interface Seen {
  /** Objects that state held when the engine named them, and that were not deleted since: `kind id`. */
  readonly held: ReadonlySet<string>;
  /** Objects that this process made. */
  readonly made: ReadonlySet<string>;
}

export function objectKey(kind: string, id: string): string {
  return `${kind} ${id}`;
}

/** Pure. `state` is that of this run's stack for certain, or a sentence that says why it is not known. */
export function ownerOf(question: Question, state: Holdings | string, seen: Seen): Owner {
  const { kind, id } = question;
  const key = objectKey(kind, id);
  if (typeof state !== "string") {
    const holder = state.objects.find((object) => object.kind === kind && object.id === id);
    if (holder !== undefined) {
      const [asking, ...others] = creatingOf(question, state);
      return { by: "resource", holder, asking: others.length === 0 ? asking?.urn : undefined };
    }
  }
  if (seen.held.has(key) || seen.made.has(key)) return { by: "this stack" };
  return typeof state === "string" ? { by: "unknown", reason: state } : { by: "no resource of this stack" };
}

/**
 * Whether a state is that of the stack that this run works on. Its URNs must name the stack that the engine names, and it must hold
 * something of this run: each object that the engine has named, or the create that is asked about. A selected stack alone proves
 * nothing, since another can be given to the run, and two organisations can have a stack of one name.
 */
export function isOfThisRun(state: Holdings, question: Question, seen: Seen, root: string | undefined): boolean {
  if (root !== undefined && !(state.stacks.size === 1 && state.stacks.has(root))) return false;
  const keys = new Set(state.objects.map(({ kind, id }) => objectKey(kind, id)));
  const holdsAll = seen.held.size > 0 && [...seen.held].every((key) => keys.has(key));
  return holdsAll || creatingOf(question, state).length > 0;
}

/** Creates in flight of the same kind with the same natural key. */
function creatingOf({ kind, naturalKey, inputs }: Question, { creating }: Holdings): readonly Creating[] {
  const same = (one: Creating): boolean =>
    naturalKey.every((key) => JSON.stringify(one.inputs[key]) === JSON.stringify(inputs[key]));
  return creating.filter((one) => one.kind === kind && same(one));
}
