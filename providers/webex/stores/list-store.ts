import type { z } from "zod";
import { type Store, Unfinished, type NotedWrite } from "../../core/resource/descriptor";
import { managedKeys } from "../../core/engine/state";
import type { Costs } from "../../core/resource/facets";
import { isRecord, OWN, type RemoteObject, type Values } from "../../core/resource/types";
import { unlessMissing } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { listing, type Row } from "../client/listing";
import { carryOut, type Change, failureText, freshRows, markOf, marksIn, type Place } from "./list-changes";
import type { othersField } from "./list-fields";

/** Many objects of one kind as one resource. It owns the objects that it made or was given, and no others. */
export interface EntryList<E> {
  /** The input that holds the entries by their unique key. */
  readonly input: string;
  /** `entries` */
  readonly called: string;
  /** The resource's id. */
  idOf(inputs: Values): string;
  /** The inputs that an id contains. */
  inputsOf(id: string): Values;
  place(id: string): Place;
  /** The key of a row; undefined for a row that such a list cannot hold. */
  keyOf(row: Row): string | undefined;
  /** The entry of a row. `known` is the entry of the program or state; fields that it leaves to the service are left out. */
  entryOf(row: Row, known?: E): E;
  same(now: E, wanted: E): boolean;
  /** Whether a change needs a deletion and a new entry. Default: false. */
  replaces?(now: E, wanted: E): boolean;
  /** Fields that a deletion needs beside those of the row. Default: none. */
  complete?(api: WebexApi, row: Row): Promise<Values>;
  /** The body that creates the entry, or that changes `row`. */
  body(api: WebexApi, id: string, key: string, wanted: E, row: Row | undefined): Promise<Values>;
}

/** Greatest difference between two clocks of the service. */
const CLOCKS_DIFFER_MS = 60_000;

const MAX_OTHERS = 10;

/** The store of such a list. A write plans the changes from a fresh list, carries them out, and judges by the list after them. */
export class ListStore<E> implements Store<WebexApi> {
  readonly calls: readonly string[];
  readonly cost: Costs;
  readonly audit = { none: "a list does not say which of its entries was changed last" };

  constructor(private readonly spec: EntryList<E>) {
    const { list: path, bulk, item, method } = spec.place("{id}");
    this.calls = [
      `GET /organization/{orgId}/${path}`,
      `${method} /organization/{orgId}/${bulk}`,
      `PUT /organization/{orgId}/${item}/{id}`,
    ];
    this.cost = listCosts(spec.input, path);
  }

  create(api: WebexApi, inputs: Values): Promise<RemoteObject> {
    return this.apply(api, this.spec.idOf(inputs), inputs, new Set(), undefined);
  }

  /** Entries of an interrupted run are recognised by their creation time. */
  begin(api: WebexApi, inputs: Values, left: { readonly since?: number } | undefined): Promise<NotedWrite> {
    const write = (): Promise<RemoteObject> => this.apply(api, this.spec.idOf(inputs), inputs, new Set(), left?.since);
    return Promise.resolve({ before: {}, write });
  }

  async read(api: WebexApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const rows = await unlessMissing(listing(api, this.spec.place(id).list).then((found) => [...found.values()]));
    if (rows === undefined) return undefined;
    const own = new Set(marksIn(state[OWN]));
    // An adoption takes over all entries, and so does a list with `exclusive`.
    const all = state.exclusive === true || (state[OWN] === undefined && managedKeys(state).includes(this.spec.input));
    const kept = Object.fromEntries(Object.entries(state).filter(([key]) => !key.startsWith("__")));
    return this.liveOf(id, { ...kept, ...this.spec.inputsOf(id) }, rows, (row) => all || own.has(markOf(row.id)));
  }

  update(api: WebexApi, id: string, inputs: Values, state: Values): Promise<RemoteObject> {
    return this.apply(api, id, inputs, new Set(marksIn(state[OWN])), undefined);
  }

  async remove(api: WebexApi, id: string, state: Values): Promise<void> {
    const place = this.spec.place(id);
    const own = new Set(marksIn(state[OWN]));
    const rows = await unlessMissing(freshRows(api, place));
    const mine = (rows ?? []).filter((row) => own.has(markOf(row.id)));
    if (mine.length === 0) return;
    const changes = await this.deletions(api, mine);
    const { failed } = await carryOut(api, place, changes);
    if (failed.size > 0) throw new Error(failureText(this.spec.called, failed, mine.length));
  }

  /** A list is not a separate object: after a lost answer its entries show what was made. */
  find(): Promise<readonly RemoteObject[]> {
    return Promise.resolve([]);
  }

  private wantedOf(inputs: Values): Readonly<Record<string, E>> {
    return isRecord(inputs[this.spec.input]) ? (inputs[this.spec.input] as Record<string, E>) : {};
  }

  private inWords(row: Row, known: E | undefined): E {
    return known !== undefined && this.spec.same(this.spec.entryOf(row), known) ? known : this.spec.entryOf(row, known);
  }

  private liveOf(id: string, inputs: Values, rows: readonly Row[], isOwn: (row: Row) => boolean): RemoteObject {
    const keyed = rows.flatMap((row) => {
      const key = this.spec.keyOf(row);
      return key === undefined ? [] : [{ key, row }];
    });
    const own = keyed.filter(({ row }) => isOwn(row));
    const foreign = keyed.filter(({ row }) => !isOwn(row)).map(({ key }) => key);
    const others: z.output<typeof othersField> = { count: foreign.length, names: foreign.sort().slice(0, MAX_OTHERS) };
    return {
      id,
      values: {
        ...inputs,
        [this.spec.input]: Object.fromEntries(
          own.map(({ key, row }) => [key, this.inWords(row, this.wantedOf(inputs)[key])]),
        ),
        others,
        [OWN]: own
          .map(({ row }) => markOf(row.id))
          .sort()
          .join(""),
      },
    };
  }

  private async apply(
    api: WebexApi,
    id: string,
    inputs: Values,
    owned: ReadonlySet<string>,
    /** When an interrupted run began that may have made some of these; undefined where there was none. */
    left: number | undefined,
  ): Promise<RemoteObject> {
    const place = this.spec.place(id);
    const since = api.serverNow();
    const before = await freshRows(api, place);
    const wanted = this.wantedOf(inputs);
    const isOwn = (row: Row, key: string): boolean =>
      owned.has(markOf(row.id)) || inputs.exclusive === true || this.isMade(row, wanted[key], left);
    const { changes, refused } = await this.planned(api, id, before, wanted, isOwn, owned);
    const { rows, failed: unsent, made } = await carryOut(api, place, changes);
    const failed = new Map([...refused, ...unsent]);
    const known = new Set(before.map((row) => row.id));
    // The list may lag, so entries that the service reported as made are added.
    const seen = new Set(rows.map((row) => row.id));
    const late = [...made].filter(([, entry]) => !seen.has(entry));
    const ours = (row: Row): boolean => {
      const key = this.spec.keyOf(row) ?? "";
      if (owned.has(markOf(row.id)) || made.get(key) === row.id) return true;
      return key in wanted && !refused.has(key) && (known.has(row.id) || this.isMade(row, wanted[key], since));
    };
    for (const row of rows) {
      const key = this.spec.keyOf(row) ?? "";
      const want = wanted[key];
      if (want !== undefined && !failed.has(key) && !this.spec.same(this.spec.entryOf(row), want))
        failed.set(key, `it stayed ${JSON.stringify(this.spec.entryOf(row))}`);
    }
    const live = this.withLate(this.liveOf(id, inputs, rows, ours), late, wanted);
    if (failed.size === 0) return live;
    const text = failureText(this.spec.called, failed, Math.max(Object.keys(wanted).length, failed.size));
    if (live.values[OWN] === "" && owned.size === 0) throw new Error(text);
    throw new Unfinished(live, text);
  }

  /** Whether a row equals the wanted entry and was made since then. */
  private isMade(row: Row, wanted: E | undefined, since: number | undefined): boolean {
    return (
      since !== undefined &&
      wanted !== undefined &&
      this.spec.same(this.spec.entryOf(row), wanted) &&
      typeof row.createdTime === "number" &&
      row.createdTime >= since - CLOCKS_DIFFER_MS
    );
  }

  private async planned(
    api: WebexApi,
    id: string,
    rows: readonly Row[],
    wanted: Readonly<Record<string, E>>,
    isOwn: (row: Row, key: string) => boolean,
    owned: ReadonlySet<string>,
  ): Promise<{ changes: readonly Change[]; refused: ReadonlyMap<string, string> }> {
    const byKey = new Map(rows.map((row) => [this.spec.keyOf(row), row]));
    const refused = new Map<string, string>();
    const gone = rows.filter((row) => owned.has(markOf(row.id)) && !((this.spec.keyOf(row) ?? "") in wanted));
    const changes: Change[] = await this.deletions(api, gone);
    for (const [key, want] of Object.entries(wanted)) {
      const row = byKey.get(key);
      const now = row === undefined ? undefined : this.spec.entryOf(row);
      if (row !== undefined && !isOwn(row, key)) refused.set(key, foreign(row.id));
      else if (row === undefined || now === undefined) changes.push(await this.saving(api, id, key, want, undefined));
      else if (this.spec.replaces?.(now, want) === true)
        changes.push(...(await this.deletions(api, [row])), await this.saving(api, id, key, want, undefined));
      else if (!this.spec.same(now, want)) changes.push(await this.saving(api, id, key, want, row));
    }
    return { changes, refused };
  }

  private deletions(api: WebexApi, rows: readonly Row[]): Promise<Change[]> {
    return Promise.all(
      rows.map(async (row): Promise<Change> => ({
        key: this.spec.keyOf(row) ?? row.id,
        action: "DELETE",
        item: { ...row, ...(await this.spec.complete?.(api, row)) },
        isDone: (after) => !after.some(({ id }) => id === row.id),
      })),
    );
  }

  private async saving(api: WebexApi, id: string, key: string, want: E, row: Row | undefined): Promise<Change> {
    return {
      key,
      action: "SAVE",
      item: await this.spec.body(api, id, key, want, row),
      isDone: (rows) =>
        rows.some((now) => this.spec.keyOf(now) === key && this.spec.same(this.spec.entryOf(now), want)),
    };
  }

  private withLate(
    live: RemoteObject,
    late: readonly (readonly [string, string])[],
    wanted: Readonly<Record<string, E>>,
  ): RemoteObject {
    if (late.length === 0) return live;
    const entries = live.values[this.spec.input] as Record<string, unknown>;
    const own = [...marksIn(live.values[OWN]), ...late.map(([, id]) => markOf(id))].sort().join("");
    const more = Object.fromEntries(late.map(([key]) => [key, wanted[key]]));
    return { ...live, values: { ...live.values, [this.spec.input]: { ...entries, ...more }, [OWN]: own } };
  }
}

/** The list is read before and after; the requests between depend on the changes. */
export function listCosts(input: string, list: string): Costs {
  const many = (inputs: Values): number =>
    Math.ceil(Object.keys(isRecord(inputs[input]) ? inputs[input] : {}).length / 100);
  return {
    create: (inputs) => ({ own: 2 + many(inputs) }),
    update: 3,
    delete: (inputs) => ({ own: 2 + many(inputs) }),
    outdates: list,
  };
}

function foreign(id: string): string {
  return (
    `it is there already (${id}), neither made by this list nor given to it. Where a resource of this stack manages it, ` +
    "`npx datadip adopt --as-list URN` gives it to the list; else leave it out of the program, or give yours another name"
  );
}
