import { type Holding, type Holdings, isEncrypted, type Pending } from "./holdings";
import { isRecord, type Values } from "../resource/types";

/** The owner of an existing object, as far as a process of this run can know. */
export type Owner =
  | { readonly by: "resource"; readonly holder: Holding; readonly asking: string | undefined }
  /** This process got its id from the engine, or made it. */
  | { readonly by: "this stack" }
  /** A resource of another stack of the project manages it, or is about to make an equal one (`isPending`). */
  | { readonly by: "another stack"; readonly urn: string; readonly isPending: boolean }
  /** No resource of this stack manages it. `wholly`: and none of any other stack of the project. */
  | { readonly by: "nobody"; readonly wholly: boolean }
  | { readonly by: "unknown"; readonly reason: string };

/** An existing object, and the inputs of the resource that met it. */
export interface Question {
  readonly kind: string;
  readonly id: string;
  readonly naturalKey: readonly string[];
  readonly inputs: Values;
  /** Earlier inputs, where the resource exists already. */
  readonly olds?: Values;
}

/** What this process knows about its stack without the state. */
export interface Seen {
  /** Objects of the state that the engine has named and that were not deleted since: `kind id`. */
  readonly held: ReadonlySet<string>;
  /** Objects that this process made. */
  readonly made: ReadonlySet<string>;
}

export const objectKey = (kind: string, id: string): string => `${kind} ${id}`;

/** The natural key of inputs as a text; undefined where the program does not give the whole key. */
export function naturalKeyOf(naturalKey: readonly string[], inputs: Values): string | undefined {
  const parts = naturalKey.map((key) => inputs[key]);
  return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

/** Pure. `state` is certainly that of this run's stack, or a sentence that says why it is not known. */
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

/** Pure. The owner of an object that this stack does not manage. `complete`: whether all other stacks could be read. */
export function ownerAmong(question: Question, others: readonly Holdings[], complete: boolean): Owner {
  for (const state of others) {
    const holder = holderIn(state, question);
    if (holder !== undefined) return { by: "another stack", urn: holder.urn, isPending: false };
  }
  // A hint only, as a pending create can stay in a state for long.
  const pending = others.flatMap((state) => creatingIn(state, question))[0];
  if (pending !== undefined) return { by: "another stack", urn: pending.urn, isPending: true };
  return { by: "nobody", wholly: complete };
}

/**
 * Whether a state is that of the stack that this run works on. Its URNs must name the engine's stack, and it must hold something of
 * this run: each object that the engine has named, the create in question, or the earlier inputs of the asking resource. The selected
 * stack proves nothing, since a run can be given another one, and two organisations can have stacks of the same name.
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

const holderIn = ({ objects }: Holdings, { kind, id }: Question): Holding | undefined =>
  objects.find((object) => object.kind === kind && object.id === id);

/** Creates in flight of the same kind with the same natural key. */
export const creatingIn = ({ creating }: Holdings, asked: Omit<Question, "id">): readonly Pending[] =>
  alike(creating, asked);

/** Operations of the same kind with the same natural key. */
export function alike(
  operations: readonly Pending[],
  { kind, naturalKey, inputs }: Omit<Question, "id">,
): readonly Pending[] {
  if (naturalKeyOf(naturalKey, inputs) === undefined) return [];
  return operations.filter(
    (one) => one.kind === kind && naturalKey.every((key) => mayBeSame(one.inputs[key], inputs[key])),
  );
}

/** Whether a value in a state can equal this one. An encrypted value can equal anything. */
function mayBeSame(stored: unknown, value: unknown): boolean {
  if (isEncrypted(stored)) return true;
  if (Array.isArray(stored) && Array.isArray(value))
    return stored.length === value.length && stored.every((item, i) => mayBeSame(item, value[i]));
  if (!isRecord(stored) || !isRecord(value)) return stored === value;
  const keys = new Set([...Object.keys(stored), ...Object.keys(value)]);
  return [...keys].every((key) => mayBeSame(stored[key], value[key]));
}
