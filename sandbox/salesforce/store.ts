import type { Json, JsonObject } from "../core/json";
import type { Core } from "../core/vendor";
import { idOf, prefixOf, to18 } from "./ids";
import type { Row } from "./soql";
import { stamp } from "./soql/dates";
import { createTables, type Tables } from "./tables";

/** The first three characters of ids, by record type. */
export class IdPrefixes {
  private readonly types: ReadonlyMap<string, string>;
  private readonly prefixes: ReadonlyMap<string, string>;

  constructor(objects: readonly { readonly name: string; readonly prefix: string }[]) {
    this.types = new Map(objects.map(({ prefix, name }) => [prefix, name]));
    this.prefixes = new Map(objects.map(({ prefix, name }) => [name, prefix]));
  }

  typeOf(id: string): string | undefined {
    return this.types.get(prefixOf(id));
  }

  of(type: string): string | undefined {
    return this.prefixes.get(type);
  }
}

/** Only `insert` makes rows, and it always sets the id. */
const asRow = (value: JsonObject): Row => value as Row;

const isLive = (row: JsonObject): boolean => row.IsDeleted !== true;

/**
 * The records of the org, without any rule; the rules are in `records/`.
 * @param hideMs how long writes stay hidden from readers @param pod see `ids.ts`
 */
export function createRecords(core: Core, tables: Tables, prefixes: IdPrefixes, pod: string, hideMs: number) {
  // A caller whose writes are hidden from readers must still see them itself.
  const present = hideMs > 0;
  const live = new WeakMap<readonly JsonObject[], readonly Row[]>();
  const withDeleted = (type: string): readonly Row[] => tables.all(type, present).map(asRow);
  const all = (type: string): readonly Row[] => {
    const every = tables.all(type, present);
    const known = live.get(every);
    if (known !== undefined) return known;
    const rows = every.filter(isLive).map(asRow);
    live.set(every, rows);
    return rows;
  };
  const typeOf = (id: string): string | undefined => prefixes.typeOf(id);
  const find = (type: string, id: string): Row | undefined => {
    const value = tables.get(type, to18(id) ?? id, present);
    return value === undefined ? undefined : asRow(value);
  };
  const get = (type: string, id: string): Row | undefined => {
    const row = find(type, id);
    return row !== undefined && isLive(row) ? row : undefined;
  };
  const put = (type: string, row: Row): Row => {
    tables.put(type, row.Id, row, hideMs);
    return row;
  };
  const systemFields = (now: string, userId: string): JsonObject => ({
    LastModifiedDate: now,
    LastModifiedById: userId,
    SystemModstamp: now,
  });
  const where = (type: string, values: JsonObject): readonly Row[] =>
    all(type).filter((row) => Object.entries(values).every(([field, value]) => row[field] === value));
  /** Removes a record: into the recycle bin if its type has one, else permanently. */
  const remove = (type: string, id: string): void => {
    const row = find(type, id);
    if (row === undefined) return;
    if ("IsDeleted" in row) put(type, { ...row, IsDeleted: true, SystemModstamp: stamp(core.clock.now()) });
    else tables.remove(type, row.Id, hideMs);
  };
  return {
    /** A record that is not in the recycle bin. */
    get,
    /** All records of a type that are not in the recycle bin, ordered by id. */
    all,
    /** Those of {@link all} whose fields have these values. */
    where,
    /** {@link all}, and the records in the recycle bin. */
    withDeleted,
    /** The type of an id by its first three characters. */
    typeOf,
    byId: (id: string): { readonly type: string; readonly row: Row } | undefined => {
      const type = typeOf(id);
      const row = type === undefined ? undefined : get(type, id);
      return type === undefined || row === undefined ? undefined : { type, row };
    },
    isDeleted: (id: string): boolean => {
      const type = typeOf(id);
      const row = type === undefined ? undefined : find(type, id);
      return row !== undefined && !isLive(row);
    },
    /** Stores a new record; sets id and system fields. */
    insert: (type: string, fields: JsonObject, userId: string): Row => {
      const prefix = prefixes.of(type);
      if (prefix === undefined) throw new Error(`The org has no type ${type}.`);
      const now = stamp(core.clock.now());
      const made = { CreatedDate: now, CreatedById: userId, ...systemFields(now, userId) };
      const Id = idOf(prefix, pod, core.ids.next(`sf-${prefix}`));
      return put(type, { ...fields, ...made, ...created(fields), Id });
    },
    /** Replaces a record and updates its system fields. */
    update: (type: string, row: Row, userId: string): Row =>
      put(type, { ...row, ...systemFields(stamp(core.clock.now()), userId) }),
    /** Changes fields as the service itself does, without an update of the system fields. */
    patch: (type: string, id: string, fields: JsonObject): void => {
      const row = find(type, id);
      if (row !== undefined) put(type, { ...row, ...fields, Id: row.Id });
    },
    remove,
    /** Removes those that {@link where} finds. */
    removeWhere: (type: string, values: JsonObject): void => where(type, values).forEach((row) => remove(type, row.Id)),
  };
}

export type Records = ReturnType<typeof createRecords>;

/** Dates and authors given by the caller, for a fresh org or a test. */
function created(fields: JsonObject): JsonObject {
  const given: [string, Json][] = [];
  for (const name of ["CreatedDate", "LastModifiedDate", "SystemModstamp", "CreatedById", "LastModifiedById"]) {
    const value = fields[name];
    if (value !== undefined && value !== null) given.push([name, value]);
  }
  return Object.fromEntries(given);
}

export interface Component {
  readonly type: string;
  readonly fullName: string;
  readonly id: string;
  /** In the form of the type's schema: texts, objects and arrays of them. */
  readonly body: JsonObject;
  readonly createdAt: number;
  readonly createdById: string;
  readonly modifiedAt: number;
  readonly modifiedById: string;
}

function asComponent(value: JsonObject): Component {
  const { type, fullName, id, body, createdAt, createdById, modifiedAt, modifiedById } = value;
  return { type, fullName, id, body, createdAt, createdById, modifiedAt, modifiedById } as Component;
}

/** The metadata of the org, without any rule. Names are compared without case. */
export const createComponents = (tables: Tables, hideMs: number) => ({
  get: (type: string, fullName: string): Component | undefined => {
    const value = tables.get(type, fullName.toLowerCase(), hideMs > 0);
    return value === undefined ? undefined : asComponent(value);
  },
  all: (type: string): readonly Component[] => tables.all(type, hideMs > 0).map(asComponent),
  put: (component: Component): void =>
    tables.put(component.type, component.fullName.toLowerCase(), { ...component }, hideMs),
  remove: (type: string, fullName: string): void => tables.remove(type, fullName.toLowerCase(), hideMs),
});

export type Components = ReturnType<typeof createComponents>;

export const openTables = (core: Core): { readonly records: Tables; readonly components: Tables } => ({
  records: createTables(core.store, core.clock, "sf-record"),
  components: createTables(core.store, core.clock, "sf-component"),
});
