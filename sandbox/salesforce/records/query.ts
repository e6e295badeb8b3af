import { z } from "zod";
import { catching } from "../../core/catching";
import { textOf, type JsonObject } from "../../core/json";
import { badRequest } from "../salesforce-errors";
import { idOf } from "../ids";
import { columnsOf, executeQuery, SoqlError, type QueryAnswer, type QueryOrg, type Row } from "../soql";
import { type Actor, visibleObject } from "./objects";

/** Most records of a page. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm */
const MIN_BATCH = 200;
const MAX_BATCH = 2000;
/** Most open cursors of one user; the oldest is closed first. */
const MAX_CURSORS = 10;
const CURSOR_LIFE_MS = 172_800_000;

/** How a caller wants the records returned. */
export interface QueryOptions {
  /** For the URLs of records. */
  readonly version: string;
  readonly deleted?: boolean;
  readonly batchSize?: number;
}

/** The number in `batchSize=500`; the largest page when there is none. */
export function batchSizeOf(header: string | undefined): number {
  const wanted = Number(/batchSize\s*=\s*(\d+)/i.exec(header ?? "")?.[1] ?? MAX_BATCH);
  return Math.min(MAX_BATCH, Math.max(MIN_BATCH, wanted));
}

export const recordUrl = (version: string, type: string, id: string): string =>
  `/services/data/v${version}/sobjects/${type}/${id}`;

/** The org as the queries of a user see it. */
export function queryOrgOf({ org, userId, rights }: Actor, { version, deleted = false }: QueryOptions): QueryOrg {
  const objects = new Map<string, ReturnType<QueryOrg["object"]>>();
  return {
    object: (name) => {
      const key = name.toLowerCase();
      if (!objects.has(key)) objects.set(key, visibleObject(org, rights, name));
      return objects.get(key);
    },
    rows: deleted ? org.records.withDeleted : org.records.all,
    byId: org.records.byId,
    now: org.core.clock.now(),
    timeZone: textOf(org.records.get("User", userId)?.TimeZoneSidKey, "UTC"),
    urlOf: (type, id) => recordUrl(version, type, id),
  };
}

/** Runs the query engine; its refusal becomes the answer 400. */
function refusing<T>(soql: string, ask: () => T): T {
  if (soql.trim() === "") throw badRequest("MALFORMED_QUERY", "SOQL statements cannot be empty");
  return catching(SoqlError, ask, ({ errorCode, message }) => {
    throw badRequest(errorCode, message);
  });
}

/** Runs a query; a refusal of the engine becomes the answer 400. */
export const runQuery = (soql: string, org: QueryOrg, only?: readonly Row[]): QueryAnswer =>
  refusing(soql, () => executeQuery(soql, org, only));

/** The columns of a query instead of its records. https://github.com/salesforcecli/plugin-data, `retrieveColumns` */
export const queryColumns = (actor: Actor, soql: string, options: QueryOptions): JsonObject =>
  refusing(soql, () => columnsOf(soql, queryOrgOf(actor, options)));

const cursorSchema = z.object({
  id: z.string(),
  userId: z.string(),
  soql: z.string(),
  type: z.string(),
  deleted: z.boolean(),
  /** Ids of all records of the answer, in order. The records are read when their page is fetched. */
  rowIds: z.array(z.string()),
  batchSize: z.number(),
  madeAt: z.number(),
});
type Cursor = z.output<typeof cursorSchema>;

function openCursor(actor: Actor, cursor: Omit<Cursor, "id" | "userId" | "madeAt">): Cursor {
  const { core, pod } = actor.org;
  return core.store.transaction(() => {
    const serial = core.ids.next("sf-01g");
    const own = core.store.entries(["sf-cursor"], cursorSchema).filter(({ value }) => value.userId === actor.userId);
    for (const { key } of own.slice(0, Math.max(0, own.length + 1 - MAX_CURSORS))) core.store.remove(key);
    const made: Cursor = { ...cursor, id: idOf("01g", pod, serial), userId: actor.userId, madeAt: core.clock.now() };
    core.store.put(["sf-cursor", made.id], made);
    return made;
  });
}

function pageOf(
  total: number,
  offset: number,
  size: number,
  records: readonly JsonObject[],
  nextUrl: (offset: number) => string,
): JsonObject {
  const next = offset + size;
  if (next >= total) return { totalSize: total, done: true, records };
  return { totalSize: total, done: false, nextRecordsUrl: nextUrl(next), records };
}

export function firstPage(actor: Actor, soql: string, options: QueryOptions): JsonObject {
  const answer = runQuery(soql, queryOrgOf(actor, options));
  if (answer.kind === "count") return { totalSize: answer.total, done: true, records: [] };
  const size = options.batchSize ?? MAX_BATCH;
  if (answer.kind === "aggregates") {
    if (answer.records.length > size) {
      throw badRequest(
        "EXCEEDED_ID_LIMIT",
        "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch",
      );
    }
    return { totalSize: answer.records.length, done: true, records: answer.records };
  }
  const { rows, project, type } = answer;
  const records = rows.slice(0, size).map(project);
  if (rows.length <= size) return { totalSize: rows.length, done: true, records };
  const deleted = options.deleted === true;
  const cursor = openCursor(actor, { soql, type, deleted, rowIds: rows.map(({ Id }) => Id), batchSize: size });
  return pageOf(
    rows.length,
    0,
    size,
    records,
    (offset) => `/services/data/v${options.version}/query/${cursor.id}-${offset}`,
  );
}

/** A further page by its locator, `01g...-2000`. Throws INVALID_QUERY_LOCATOR for one that is unknown, expired or another user's. */
export function nextPage(actor: Actor, locator: string, options: QueryOptions): JsonObject {
  const { core, records } = actor.org;
  const [id = "", at = ""] = locator.split("-");
  const offset = Number(at);
  const cursor = core.store.get(["sf-cursor", id], cursorSchema);
  const good = cursor?.userId === actor.userId && core.clock.now() - cursor.madeAt < CURSOR_LIFE_MS;
  if (cursor === undefined || !good || !/^\d+$/.test(at) || offset >= cursor.rowIds.length) {
    throw badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
  }
  const answer = runQuery(cursor.soql, queryOrgOf(actor, { ...options, deleted: cursor.deleted }), []);
  if (answer.kind !== "rows") throw badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
  const known = new Map((cursor.deleted ? records.withDeleted : records.all)(cursor.type).map((row) => [row.Id, row]));
  const rows = cursor.rowIds.slice(offset, offset + cursor.batchSize).map((rowId) => known.get(rowId));
  const found = rows.filter((row) => row !== undefined).map(answer.project);
  const url = (next: number): string => `/services/data/v${options.version}/query/${cursor.id}-${next}`;
  return pageOf(cursor.rowIds.length, offset, cursor.batchSize, found, url);
}
