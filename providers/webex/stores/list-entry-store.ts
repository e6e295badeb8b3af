import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Store } from "../../core/resource/descriptor";
import { gone } from "../../core/engine/messages";
import { managedKeys } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { writeKept } from "./kept";
import type { baseWire, EntityStore } from "./entity-store";
import { auditByRevision, isSystemRow, revisionFrom, type Row } from "../client/listing";

type Body = Readonly<Record<string, unknown>>;

/** Entries in a list of another object. Several stacks may add to the list: each manages its own entries only. */
export interface Part<W extends typeof baseWire, Owner extends string, List extends string, Entry> {
  /** The store of the object that holds the list. */
  readonly of: EntityStore<z.ZodObject, z.ZodObject, W>;
  /** The input that holds the object's id, which is also the resource's id. */
  readonly owner: Owner;
  /** The input that holds the entries. */
  readonly entries: List;
  /** Schema of one entry in the state. */
  readonly entry: z.ZodType<Entry>;
  /** Word for the entries in messages, after the object's name: "rankings". */
  readonly called: string;
  /** Whether the object of this list row can have entries. Default: true. */
  mayHave?(row: Row): boolean;
  /** The id in an entry that distinguishes it from others. */
  key(entry: Entry): string;
  /** The entries in an answer, as inputs. */
  fromWire(wire: z.output<W>): readonly Entry[];
  /** The body's fields for these entries. */
  toWire(entries: readonly Entry[], live: z.output<W>): Body;
}

type Inputs<Owner extends string, List extends string, Entry> = Readonly<Record<Owner, string>> &
  Readonly<Record<List, readonly Entry[]>>;

/** The store of a resource that is such a part. */
export function partStore<W extends typeof baseWire, const Owner extends string, const List extends string, Entry>(
  part: Part<W, Owner, List, Entry>,
): Store<WebexApi, Inputs<Owner, List, Entry>> {
  const list = z.array(part.entry).nullish();
  const entriesOf = (state: Values): readonly Entry[] => list.parse(state[part.entries]) ?? [];
  const given = (inputs: Readonly<Record<List, readonly Entry[]>>): readonly Entry[] => inputs[part.entries];
  const ownerIn = (inputs: Readonly<Record<Owner, string>>): string => inputs[part.owner];
  const keysOf = (entries: readonly Entry[]): ReadonlySet<string> => new Set(entries.map((entry) => part.key(entry)));

  /** Others' entries as they are, then ours. */
  const merged = (live: z.output<W>, before: readonly Entry[], ours: readonly Entry[]): readonly Entry[] => {
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
    before: readonly Entry[],
    ours: readonly Entry[],
  ): Promise<RemoteObject> => {
    const keys = keysOf(ours);
    const mine = (wire: z.output<W>): Values => liveOf(wire, (key) => keys.has(key)).values;
    const wire = await writeKept(api, {
      about: `the ${part.called} of ${part.of.item(id)}`,
      write: () =>
        part.of.readModifyWrite(api, id, (live) => Promise.resolve(part.toWire(merged(live, before, ours), live))),
      read: () => part.of.get(api, id),
      isKept: (now, written) => isDeepStrictEqual(mine(now), mine(written)),
    });
    if (wire === undefined) throw new Error(gone(part.of.item(id)));
    return liveOf(wire, (key) => keys.has(key));
  };

  return {
    calls: part.of.calls.filter((call) => !/^(POST|DELETE) |incoming-references$/.test(call)),
    create: (api, inputs) => write(api, ownerIn(inputs), [], given(inputs)),
    async read(api, id, state) {
      if (await part.of.isUnchanged(api, id, state)) return "unchanged";
      const wire = await part.of.get(api, id);
      if (wire === undefined) return undefined;
      // An adoption takes over all entries.
      const adopted = managedKeys(state).includes(part.entries) && state[part.entries] === undefined;
      const keys = keysOf(entriesOf(state));
      return liveOf(wire, (key) => adopted || keys.has(key));
    },
    update: (api, id, inputs, state) => write(api, id, entriesOf(state), given(inputs)),
    async remove(api, id, state) {
      const ours = entriesOf(state);
      const keys = keysOf(ours);
      const isIn = (wire: z.output<W>): boolean => part.fromWire(wire).some((entry) => keys.has(part.key(entry)));
      await writeKept(api, {
        about: `the ${part.called} of ${part.of.item(id)}`,
        async write() {
          let isWritten = false;
          const wire = await part.of.readModifyWrite(api, id, (live) => {
            isWritten = isIn(live);
            return Promise.resolve(isWritten ? part.toWire(merged(live, ours, []), live) : undefined);
          });
          return isWritten ? wire : undefined;
        },
        read: () => part.of.get(api, id),
        isKept: (now) => !isIn(now),
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
    // The other object's list is read, written and read again.
    cost: { create: 3, update: 3, delete: 3 },
    audit: auditByRevision,
    // A part is not a separate object: after a lost answer it is right to write again.
    find: () => Promise.resolve([]),
  };
}
