import type { z } from "zod";
import { rowsIn, objectWithoutNulls, textOf, type JsonObject } from "../core/json";
import { eachItem } from "./bulk";
import { isSystem, nextRevision, objectBody } from "./crud";
import type { Entity } from "./entities";
import { configError, duplicate, notFound, parsedBy, systemProtected } from "./webex-errors";
import type { Noun } from "./noun";
import { envelope, pageMeta, readPage, slice } from "./paging";
import { parseFilter, parseSearch, project } from "./query";
import { ok, param, routes, type Answer, type Call, type Route } from "./route";

/** Entries that are inside an object of a noun and have their own routes. */
export interface EntryNoun {
  readonly noun: Noun;
  /** The member of the object with the entries. */
  readonly field: string;
  readonly schema: z.ZodType<JsonObject>;
  readonly created: 200 | 201;
  readonly searchable: readonly string[];
  /** Whether `{noun}/entry` lists the entries of all objects. */
  readonly listAll?: boolean;
}

function ownerOf({ noun }: EntryNoun, call: Call): Entity {
  const owner = call.entities.seen(noun.kind, param(call, "owner"));
  if (owner === undefined) throw notFound(noun.kind, param(call, "owner"));
  return owner;
}

function entryOf(entry: EntryNoun, owner: Entity, id: string): JsonObject {
  const found = rowsIn(owner[entry.field]).find((candidate) => candidate.id === id);
  if (found === undefined) throw notFound("entry", id);
  return found;
}

/** The object with these entries, not stored yet; `write` stores it. */
function withEntries(entry: EntryNoun, call: Call, owner: Entity, entries: readonly JsonObject[]): Entity {
  if (isSystem(entry.noun, owner)) throw systemProtected("update");
  return { ...owner, [entry.field]: entries, ...nextRevision(owner, call.core.clock.now()) };
}

function write(entry: EntryNoun, call: Call, owner: Entity): void {
  call.entities.put(entry.noun.kind, owner, call.hideMs);
}

const parsedBody = (entry: EntryNoun, sent: JsonObject): JsonObject => objectWithoutNulls(parsedBy(entry.schema, sent));

function listed(entry: EntryNoun, call: Call, rows: readonly JsonObject[]): Answer {
  const filter = call.query.get("filter") ?? "";
  const search = call.query.get("search") ?? "";
  const attributes = call.query.get("attributes")?.split(",");
  const found = rows
    .filter(
      filter === "" ? () => true : parseFilter(filter, (field) => rows.some((row) => field in row) || field === "id"),
    )
    .filter(search === "" ? () => true : parseSearch(search, entry.searchable));
  const page = readPage(call.query, call.core.settings().maxPageSize);
  const data = slice(found, page).map((row) => (attributes === undefined ? row : project(row, attributes)));
  return ok(envelope(pageMeta(call.orgId, call.path, call.query, found.length, page), data));
}

function withNew(entry: EntryNoun, call: Call, owner: Entity, sent: JsonObject): { owner: Entity; made: JsonObject } {
  const body = parsedBody(entry, sent);
  if (sent.id !== undefined) throw configError(400, "New configuration cannot have an id");
  const entries = rowsIn(owner[entry.field]);
  if (entries.some((other) => other.name === body.name)) throw duplicate();
  const now = call.core.clock.now();
  const made = {
    ...body,
    id: call.core.ids.uuid(),
    organizationId: call.orgId,
    version: 0,
    createdTime: now,
    lastUpdatedTime: now,
  };
  return { owner: withEntries(entry, call, owner, [...entries, made]), made };
}

function create(entry: EntryNoun, call: Call): Answer {
  const { owner, made } = withNew(entry, call, ownerOf(entry, call), objectBody(call));
  write(entry, call, owner);
  return { status: entry.created, body: made };
}

function update(entry: EntryNoun, call: Call): Answer {
  const owner = ownerOf(entry, call);
  const id = param(call, "id");
  const before = entryOf(entry, owner, id);
  if (objectBody(call).id !== id) throw configError(400, "id in payload and URL should be same");
  const body = parsedBody(entry, objectBody(call));
  const entries = rowsIn(owner[entry.field]);
  if (entries.some((other) => other.id !== id && other.name === body.name)) throw duplicate();
  const now = call.core.clock.now();
  const after = { ...body, ...nextRevision({ ...before, id }, now), systemDefault: undefined };
  const shown = objectWithoutNulls({ ...after, organizationId: call.orgId });
  const all = entries.map((other) => (other.id === id ? shown : other));
  write(entry, call, withEntries(entry, call, owner, all));
  return ok(shown);
}

function without(entry: EntryNoun, call: Call, owner: Entity, id: string): Entity {
  const gone = entryOf(entry, owner, id);
  const left = rowsIn(owner[entry.field]).filter((other) => other !== gone);
  return withEntries(entry, call, owner, left);
}

/** Creates and deletes entries, each item separately; the object is written once. */
const bulk =
  (entry: EntryNoun) =>
  (call: Call): Answer => {
    let owner = ownerOf(entry, call);
    const each = eachItem((_call, { item, requestAction }) => {
      if (requestAction === "DELETE") {
        const id = textOf(item.id);
        owner = without(entry, call, owner, id);
        return { status: 200, operationType: "DELETE", id };
      }
      const { owner: changed, made } = withNew(entry, call, owner, objectWithoutNulls(item));
      owner = changed;
      return { status: entry.created, operationType: "CREATE", id: textOf(made.id) };
    }, `${entry.noun.kind}/entry`);
    const answer = each(call);
    write(entry, call, owner);
    return answer;
  };

/** The routes of entries: create, read, update, delete, and their v2 list. */
export function entryRoutes(entry: EntryNoun): readonly Route[] {
  const base = `/organization/{orgid}/${entry.noun.kind}`;
  const path = `${base}/{owner}/entry`;
  const ofOne = routes({
    [`GET /organization/{orgid}/v2/${entry.noun.kind}/{owner}/entry`]: (call: Call) =>
      listed(entry, call, rowsIn(ownerOf(entry, call)[entry.field])),
    [`POST ${path}`]: (call: Call) => create(entry, call),
    [`GET ${path}/{id}`]: (call: Call) => ok(entryOf(entry, ownerOf(entry, call), param(call, "id"))),
    [`PUT ${path}/{id}`]: (call: Call) => update(entry, call),
    [`DELETE ${path}/{id}`]: (call: Call) => {
      write(entry, call, without(entry, call, ownerOf(entry, call), param(call, "id")));
      return { status: 200 };
    },
    [`POST ${path}/bulk`]: bulk(entry),
  });
  const ofAll = routes({
    [`GET ${base}/entry`]: (call: Call) => {
      const owners = call.entities.listed(entry.noun.kind);
      const rows = owners.flatMap((owner) => rowsIn(owner[entry.field]));
      return listed(entry, call, rows);
    },
  });
  return [...(entry.listAll === true ? ofAll : []), ...ofOne];
}
