import { cloudOf, type Sessions } from "../../providers/clouds";
import type { Holdings } from "../../providers/core/engine/holdings";
import { notedIn } from "../../providers/core/engine/earlier-values";
import { type Journal, type JournalRecord, keyHash, identityOf, type Place } from "../../providers/core/engine/journal";
import { KindEngine } from "../../providers/core/engine/kind-engine";
import { naturalKeyOf, objectKey } from "../../providers/core/engine/owner";
import { newState } from "../../providers/core/engine/state";
import { descriptorOf } from "../../providers/core/resource/registry";
import { BEFORE, type Values } from "../../providers/core/resource/types";
import type { Taken } from "./mend";
import { asError } from "../../providers/http/http-errors";
import { providerText } from "../../providers/core/resource/type-token";

/** An object that an interrupted run of this machine made or may have made, and that is in no state. */
export interface Orphan<N extends JournalRecord = JournalRecord> {
  readonly note: N;
  /** `there`: made by that run. `perhaps`: has the intended natural key. `gone`: does not exist. */
  readonly standing: "there" | "perhaps" | "gone" | "unreadable";
  readonly id?: string;
  readonly why?: string;
}

type Opened = Pick<Sessions, "of">;

/** Notes of this machine without a resource or pending create in the state. Changes nothing. */
export function findOrphans<N extends JournalRecord>(
  state: Holdings,
  notes: readonly N[],
  sessions: Opened,
): Promise<readonly Orphan<N>[]> {
  const held = new Set(state.objects.map(({ kind, id }) => objectKey(kind, id)));
  const keys = [...state.objects, ...state.creating].flatMap(({ kind, inputs }) => {
    const key = naturalKeyOf(descriptorOf(kind).naturalKey, inputs);
    return key === undefined ? [] : [objectKey(kind, keyHash(key))];
  });
  const known = new Set(keys);
  const left = notes.filter(
    ({ kind, id, key }) => !held.has(objectKey(kind, id ?? "")) && !known.has(objectKey(kind, key)),
  );
  // The next run corrects objects that a run changed and did not make.
  return Promise.all(left.filter(({ before }) => before === undefined).map((note) => orphanOf(note, sessions)));
}

async function orphanOf<N extends JournalRecord>(note: N, sessions: Opened): Promise<Orphan<N>> {
  const { store, naturalKey, notAdoptable } = descriptorOf(note.kind);
  try {
    const { api } = await sessions.of(cloudOf(note.kind));
    if (note.id !== undefined) {
      const found = await store.read(api as never, note.id, {});
      return found === undefined ? { note, standing: "gone" } : { note, standing: "there", id: note.id };
    }
    const named = { [naturalKey[0] ?? ""]: note.label };
    const isNamed = keyHash(naturalKeyOf(naturalKey, named) ?? "") === note.key;
    if (store.list === undefined && !isNamed)
      return { note, standing: "unreadable", why: "objects of this kind cannot be listed" };
    const rows = (await store.list?.(api as never)) ?? (await store.find(api as never, named, naturalKey));
    const row = rows.find(({ values }) => keyHash(naturalKeyOf(naturalKey, values) ?? "") === note.key);
    return row === undefined ? { note, standing: "gone" } : { note, standing: "perhaps", id: row.id };
  } catch (error) {
    const why = asError(error).message;
    if (note.id === undefined) return { note, standing: "unreadable", why };
    const reason = notAdoptable === undefined ? why : "it cannot be asked for by its id alone";
    return { note, standing: "unreadable", id: note.id, why: reason };
  }
}

/** The outputs of a resource with these inputs for an existing object. @throws Error where it is gone. */
export async function outputsNow(kind: string, id: string, inputs: Values, sessions: Opened): Promise<Values> {
  const descriptor = descriptorOf(kind);
  const { props } = await engineOf(kind, sessions).read(id, { ...inputs, ...newState(descriptor, inputs) });
  if (props === undefined) throw new Error(`There is no ${descriptor.noun} ${id} in this organisation any more.`);
  return { ...props, __provider: providerText(kind) };
}

/** Notes that an object was made for a resource with these inputs, for the next run of this machine. */
export async function noteMade(
  journal: Journal,
  { kind, id, inputs }: Taken,
  stack: Omit<Place, "tenant">,
  sessions: Opened,
): Promise<void> {
  const session = await sessions.of(cloudOf(kind));
  const identity = identityOf(descriptorOf(kind), inputs);
  if (identity !== undefined)
    await journal.note({ ...stack, tenant: session.tenant }, identity, { at: session.serverNow(), id });
}

/** Notes the earlier values that the state's pending changes hold, for the next run of this machine: an import removes them. */
export async function noteChanges(
  journal: Journal,
  { updating }: Holdings,
  stack: Omit<Place, "tenant">,
  sessions: Opened,
): Promise<void> {
  for (const { kind, inputs } of updating) {
    const identity = BEFORE in inputs ? identityOf(descriptorOf(kind), inputs) : undefined;
    if (identity === undefined) continue;
    const session = await sessions.of(cloudOf(kind));
    const place = { ...stack, tenant: session.tenant };
    await journal.note(place, identity, { at: session.serverNow() }, notedIn(inputs));
  }
}

/** Deletes an object as a destroy would. @param inputs its known inputs. */
export async function deleteObject(kind: string, id: string, inputs: Values, sessions: Opened): Promise<void> {
  await engineOf(kind, sessions).delete(id, await outputsNow(kind, id, inputs, sessions));
}

const engineOf = (kind: string, sessions: Opened): KindEngine<never> =>
  new KindEngine<never>(descriptorOf(kind), async () => {
    const session = await sessions.of(cloudOf(kind));
    return { ...session, api: session.api as never, serverNow: () => session.serverNow() };
  });
