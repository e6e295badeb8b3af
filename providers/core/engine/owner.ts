import { type Creating, type Holding, type Holdings, isEncrypted } from "./holdings";
import { isRecord, type Values } from "../resource/types";

/** Whose an existing object is, as far as a process of this run can know. */
export type Owner =
  | { readonly by: "resource"; readonly holder: Holding; readonly asking: string | undefined }
  /** The engine has given its id to this process, or this process has made it. */
  | { readonly by: "this stack" }
  /** A resource of another stack of the project, by its URN, which manages it or is about to make one like it. */
  | { readonly by: "another stack"; readonly urn: string; readonly isPending: boolean }
  /** No resource of this stack. `wholly`: nor of any other stack of the project. */
  | { readonly by: "nobody"; readonly wholly: boolean }
  | { readonly by: "unknown"; readonly reason: string };

/** What is asked: an object that exists, and the inputs of the resource that met it. */
export interface Question {
  readonly kind: string;
  readonly id: string;
  readonly naturalKey: readonly string[];
  readonly inputs: Values;
  /** The inputs before, of a resource that exists already. */
  readonly olds?: Values;
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

/** The natural key of inputs as a text; undefined where the program does not give all of it. */
export function naturalKeyOf(naturalKey: readonly string[], inputs: Values): string | undefined {
  const parts = naturalKey.map((key) => inputs[key]);
  return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

/** Pure. `state` is that of this run's stack for certain, or a sentence that says why it is not known. */
export function ownerOf(question: Question, state: Holdings | string, seen: Seen): Owner {
  const { kind, id } = question;
  const key = objectKey(kind, id);
  if (typeof state !== "string") {
    const holder = holderIn(state, question);
    if (holder !== undefined) {
      const asking = new Set(creatingIn(state, question).map(({ urn }) => urn));
      return { by: "resource", holder, asking: asking.size === 1 ? [...asking][0] : undefined };
    }
  }
  if (seen.held.has(key) || seen.made.has(key)) return { by: "this stack" };
  return typeof state === "string" ? { by: "unknown", reason: state } : { by: "nobody", wholly: false };
}

/** Pure. Whose an object is that this stack does not manage. `others` lacks those that could not be read where not `complete`. */
export function ownerAmong(question: Question, others: readonly Holdings[], complete: boolean): Owner {
  for (const state of others) {
    const holder = holderIn(state, question);
    if (holder !== undefined) return { by: "another stack", urn: holder.urn, isPending: false };
  }
  // Only creates of the moment: an operation can lie in a state for long.
  const pending = others.flatMap((state) => creatingIn(state, question))[0];
  if (pending !== undefined) return { by: "another stack", urn: pending.urn, isPending: true };
  return { by: "nobody", wholly: complete };
}

/**
 * Whether a state is that of the stack that this run works on. Its URNs must name the stack that the engine names, and it must hold
 * something of this run: each object that the engine has named, the create that is asked about, or the resource that asks as it was.
 * A selected stack alone proves nothing, since another can be given to the run, and two organisations can have a stack of one name.
 */
export function isOfThisRun(state: Holdings, question: Question, seen: Seen, root: string | undefined): boolean {
  if (root !== undefined && !(state.stacks.size === 1 && state.stacks.has(root))) return false;
  const keys = new Set(state.objects.map(({ kind, id }) => objectKey(kind, id)));
  const holdsAll = seen.held.size > 0 && [...seen.held].every((key) => keys.has(key));
  const { kind, naturalKey, olds } = question;
  const before = olds === undefined ? undefined : naturalKeyOf(naturalKey, olds);
  const holdsAsker = state.objects.some(
    (object) => object.kind === kind && before !== undefined && naturalKeyOf(naturalKey, object.inputs) === before,
  );
  return holdsAll || holdsAsker || creatingIn(state, question).length > 0;
}

function holderIn({ objects }: Holdings, { kind, id }: Question): Holding | undefined {
  return objects.find((object) => object.kind === kind && object.id === id);
}

/** Creates in flight of the same kind with the same natural key. */
export function creatingIn(
  { creating }: Holdings,
  { kind, naturalKey, inputs }: Omit<Question, "id">,
): readonly Creating[] {
  if (naturalKeyOf(naturalKey, inputs) === undefined) return [];
  return creating.filter(
    (one) => one.kind === kind && naturalKey.every((key) => mayBeSame(one.inputs[key], inputs[key])),
  );
}

/** Whether a value of a state can be this one. What is secret there is encrypted, so it can be anything. */
function mayBeSame(stored: unknown, value: unknown): boolean {
  if (isEncrypted(stored)) return true;
  if (Array.isArray(stored) && Array.isArray(value))
    return stored.length === value.length && stored.every((item, i) => mayBeSame(item, value[i]));
  if (!isRecord(stored) || !isRecord(value)) return stored === value;
  const keys = new Set([...Object.keys(stored), ...Object.keys(value)]);
  return [...keys].every((key) => mayBeSame(stored[key], value[key]));
}
