import type { z } from "zod";
import type { Store } from "../../core/resource/descriptor";
import { gone } from "../../core/engine/messages";
import { managedKeys } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import type { baseWire, EntityStore } from "./entity-store";
import { auditByRevision, isSystemRow, revisionFrom, type Row } from "../client/listing";

type Body = Readonly<Record<string, unknown>>;

/** Entries in a list of another object, which several stacks may add to: each keeps its own and leaves the rest alone. */
export interface Part<W extends typeof baseWire> {
  /** The store of the object that holds the list. */
  readonly of: EntityStore<z.ZodObject, z.ZodObject, W>;
  /** The input that holds the object's id; it is the resource's id too. */
  readonly owner: string;
  /** The input that holds the entries. */
  readonly entries: string;
  /** What a person calls the entries, after the object's name: "rankings". */
  readonly called: string;
  /** Whether the object may have some, by its list row. Default: every one may. */
  mayHave?(row: Row): boolean;
  /** What tells entries apart: the id they name. */
  key(entry: unknown): string;
  /** The entries of an answer, as inputs. */
  fromWire(wire: z.output<W>): readonly unknown[];
  /** The fields that make these the entries. */
  toWire(entries: readonly unknown[], live: z.output<W>): Body;
}

/** The store of a resource that is such a part. */
export function partStore<W extends typeof baseWire>(part: Part<W>): Store<WebexApi> {
  const entriesOf = (values: Values): readonly unknown[] => {
    const entries = values[part.entries];
    return Array.isArray(entries) ? entries : [];
  };
  const keysOf = (entries: readonly unknown[]): ReadonlySet<string> => new Set(entries.map((entry) => part.key(entry)));

  /** Others' entries as they are, then ours. */
  const merged = (live: z.output<W>, before: readonly unknown[], ours: readonly unknown[]): readonly unknown[] => {
    const touched = keysOf([...before, ...ours]);
    return [...part.fromWire(live).filter((entry) => !touched.has(part.key(entry))), ...ours];
  };
  const liveOf = (wire: z.output<W>, mine: (key: string) => boolean): RemoteObject => ({
    id: wire.id,
    values: { [part.owner]: wire.id, [part.entries]: part.fromWire(wire).filter((entry) => mine(part.key(entry))) },
    revision: revisionFrom(wire),
  });
  const write = async (
    api: WebexApi,
    id: string,
    before: readonly unknown[],
    ours: readonly unknown[],
  ): Promise<RemoteObject> => {
    const wire = await part.of.readModifyWrite(api, id, (live) =>
      Promise.resolve(part.toWire(merged(live, before, ours), live)),
    );
    if (wire === undefined) throw new Error(gone(part.of.item(id)));
    const keys = keysOf(ours);
    return liveOf(wire, (key) => keys.has(key));
  };

  return {
    calls: part.of.calls.filter((call) => !/^(POST|DELETE) |incoming-references$/.test(call)),
    create: (api, inputs) => write(api, String(inputs[part.owner]), [], entriesOf(inputs)),
    async read(api, id, state) {
      if (await part.of.isUnchanged(api, id, state)) return "unchanged";
      const wire = await part.of.get(api, id);
      if (wire === undefined) return undefined;
      // Anybody who adopts the list takes over all of it.
      const adopted = managedKeys(state).includes(part.entries) && state[part.entries] === undefined;
      const keys = keysOf(entriesOf(state));
      return liveOf(wire, (key) => adopted || keys.has(key));
    },
    update: (api, id, inputs, state) => write(api, id, entriesOf(state), entriesOf(inputs)),
    async remove(api, id, state) {
      const ours = entriesOf(state);
      const keys = keysOf(ours);
      await part.of.readModifyWrite(api, id, (live) => {
        const there = part.fromWire(live).some((entry) => keys.has(part.key(entry)));
        return Promise.resolve(there ? part.toWire(merged(live, ours, []), live) : undefined);
      });
    },
    async list(api) {
      const rows = (await part.of.rows(api)).filter((row) => !isSystemRow(row) && (part.mayHave?.(row) ?? true));
      return rows.map(({ id, name = "" }) => ({
        id,
        values: { [part.owner]: id },
        name: `${name} ${part.called}`,
        isSystem: false,
      }));
    },
    // The list of another object is read and written back.
    cost: { create: 2, update: 2, delete: 2 },
    audit: auditByRevision,
    // A part has no existence of its own: whatever became of a write, to do it again is right.
    find: () => Promise.resolve([]),
  };
}
