import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Store } from "../../core/resource/descriptor";
import type { Listed } from "../../core/resource/facets";
import { gone } from "../../core/engine/messages";
import { managedKeys } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { writeKept } from "./kept";
import type { EntityStore } from "./entity-store";
import type { baseWire } from "./entity";
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
export class PartStore<
  W extends typeof baseWire,
  const Owner extends string,
  const List extends string,
  Entry,
> implements Store<WebexApi, Inputs<Owner, List, Entry>> {
  readonly calls: readonly string[];
  // The other object's list is read, written and read again.
  readonly cost = { create: 3, update: 3, delete: 3 };
  readonly audit = auditByRevision;
  private readonly entries: z.ZodType<readonly Entry[] | null | undefined>;

  constructor(private readonly part: Part<W, Owner, List, Entry>) {
    this.calls = part.of.calls.filter((call) => !/^(POST|DELETE) |incoming-references$/.test(call));
    this.entries = z.array(part.entry).nullish();
  }

  create(api: WebexApi, inputs: Inputs<Owner, List, Entry>): Promise<RemoteObject> {
    const owner: string = inputs[this.part.owner];
    return this.write(api, owner, [], inputs[this.part.entries]);
  }

  async read(api: WebexApi, id: string, state: Values): Promise<RemoteObject | "unchanged" | undefined> {
    const { of, entries } = this.part;
    if (await of.isUnchanged(api, id, state)) return "unchanged";
    const wire = await of.get(api, id);
    if (wire === undefined) return undefined;
    // An adoption takes over all entries.
    const adopted = managedKeys(state).includes(entries) && state[entries] === undefined;
    const keys = this.keysOf(this.entriesOf(state));
    return this.live(wire, (key) => adopted || keys.has(key));
  }

  update(api: WebexApi, id: string, inputs: Inputs<Owner, List, Entry>, state: Values): Promise<RemoteObject> {
    return this.write(api, id, this.entriesOf(state), inputs[this.part.entries]);
  }

  async remove(api: WebexApi, id: string, state: Values): Promise<void> {
    const { part } = this;
    const ours = this.entriesOf(state);
    const keys = this.keysOf(ours);
    const isIn = (wire: z.output<W>): boolean => part.fromWire(wire).some((entry) => keys.has(part.key(entry)));
    await writeKept(api, {
      about: this.about(id),
      write: async () => {
        let isWritten = false;
        const wire = await part.of.readModifyWrite(api, id, (live) => {
          isWritten = isIn(live);
          return Promise.resolve(isWritten ? part.toWire(this.merged(live, ours, []), live) : undefined);
        });
        return isWritten ? wire : undefined;
      },
      read: () => part.of.get(api, id),
      isKept: (now) => !isIn(now),
    });
  }

  async list(api: WebexApi): Promise<readonly Listed[]> {
    const { part } = this;
    const rows = (await part.of.rows(api)).filter((row) => !isSystemRow(row) && (part.mayHave?.(row) ?? true));
    return rows.map(({ id, name = "" }) => ({
      id,
      values: { [part.owner]: id },
      name: `${name} ${part.called}`,
      isSystem: false,
    }));
  }

  /** A part is not a separate object: after a lost answer it is right to write again. */
  find(): Promise<readonly RemoteObject[]> {
    return Promise.resolve([]);
  }

  private async write(
    api: WebexApi,
    id: string,
    before: readonly Entry[],
    ours: readonly Entry[],
  ): Promise<RemoteObject> {
    const { part } = this;
    const keys = this.keysOf(ours);
    const mine = (wire: z.output<W>): Values => this.live(wire, (key) => keys.has(key)).values;
    const wire = await writeKept(api, {
      about: this.about(id),
      write: () =>
        part.of.readModifyWrite(api, id, (live) => Promise.resolve(part.toWire(this.merged(live, before, ours), live))),
      read: () => part.of.get(api, id),
      isKept: (now, written) => isDeepStrictEqual(mine(now), mine(written)),
    });
    if (wire === undefined) throw new Error(gone(part.of.item(id)));
    return this.live(wire, (key) => keys.has(key));
  }

  private about(id: string): string {
    return `the ${this.part.called} of ${this.part.of.item(id)}`;
  }

  private entriesOf(state: Values): readonly Entry[] {
    return this.entries.parse(state[this.part.entries]) ?? [];
  }

  private keysOf(entries: readonly Entry[]): ReadonlySet<string> {
    return new Set(entries.map((entry) => this.part.key(entry)));
  }

  /** Others' entries as they are, then ours. */
  private merged(live: z.output<W>, before: readonly Entry[], ours: readonly Entry[]): readonly Entry[] {
    const touched = this.keysOf([...before, ...ours]);
    return [...this.part.fromWire(live).filter((entry) => !touched.has(this.part.key(entry))), ...ours];
  }

  private live(wire: z.output<W>, isMine: (key: string) => boolean): RemoteObject {
    const { part } = this;
    const mine = part.fromWire(wire).filter((entry) => isMine(part.key(entry)));
    return {
      id: wire.id,
      values: { [part.owner]: wire.id, [part.entries]: mine },
      revision: revisionFrom(wire),
    };
  }
}
