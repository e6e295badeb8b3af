import type { JsonObject } from "../core/json";
import { namedEntity, referrersOf, show } from "./crud";
import type { Entity } from "./entities";
import { configError } from "./webex-errors";
import { omittedBy, typeOf, type Noun } from "./noun";
import { envelope, pageMeta, readPage, slice } from "./paging";
import { isScalarField, parseFilter, parseSearch, parseSort, project } from "./query";
import { ok, type Answer, type Call } from "./route";

const ALWAYS_KNOWN = ["id", "name", "description", "version", "systemDefault"];

/** Whether a noun's objects can have a field: it is in the schema or in one of the objects. */
const knownField = (entities: readonly Entity[], noun: Noun, field: string): boolean =>
  [...ALWAYS_KNOWN, ...noun.fields].includes(field) || entities.some((entity) => field in entity);

function matching(noun: Noun, call: Call, version: "" | "v2" | "v3"): readonly Entity[] {
  const all = call.entities.listed(noun.kind);
  const filter = call.query.get("filter");
  const search = call.query.get("search");
  const allowed = (field: string): boolean =>
    version === ""
      ? field === "id"
      : !omittedBy(noun, call.query, call.core.settings().listArrays).includes(field) &&
        knownField(all, noun, field) &&
        isScalarField(all, field);
  const byFilter = filter === null || filter === "" ? () => true : parseFilter(filter, allowed);
  const isSearched = search !== null && search !== "" && version !== "";
  const bySearch = isSearched ? parseSearch(search, noun.searchable) : () => true;
  const found = all.filter((entity) => byFilter(entity) && bySearch(entity));
  const { sortable } = noun;
  if (sortable === undefined || version === "") return found;
  return found.toSorted(parseSort(call.query.get("sort") ?? sortable[0] ?? "", sortable));
}

/** A row of a list, without the members that lists leave out, and with only the requested attributes. */
function rowOf(noun: Noun, call: Call, version: string, whole: boolean): (entity: Entity) => JsonObject {
  const attributes = call.query
    .get("attributes")
    ?.split(",")
    .map((name) => name.trim());
  const omitted = whole
    ? []
    : omittedBy(noun, call.query, version === "" ? "omitted" : call.core.settings().listArrays);
  return (entity) => {
    const shown = Object.entries(show(noun, call, entity)).filter(([key]) => !omitted.includes(key));
    const row = Object.fromEntries(shown);
    return attributes === undefined ? row : project(row, attributes);
  };
}

/** `GET {version}/{noun}`. */
export const listEntities =
  (noun: Noun, version: "" | "v2" | "v3") =>
  (call: Call): Answer => {
    const found = matching(noun, call, version);
    const whole = call.query.get("singleObjectResponse") === "true";
    if (whole && found.length !== 1) {
      throw configError(
        400,
        "singleObjectResponse is supported for exactly one record",
        `${found.length} records found`,
      );
    }
    const page = readPage(call.query, call.core.settings().maxPageSize);
    const rows = slice(found, page).map(rowOf(noun, call, version, whole));
    if (version === "") return ok(rows);
    return ok(envelope(pageMeta(call.orgId, call.path, call.query, found.length, page), rows));
  };

/** A time outside the calendar is returned as 1970-01-01. */
function isoOf(value: unknown): string {
  const time = new Date(typeof value === "number" ? value : 0);
  return (Number.isNaN(time.getTime()) ? new Date(0) : time).toISOString();
}

/** `GET {noun}/{id}/incoming-references`: one type of referrer per call, the first one unless `type` asks for another. */
export const incomingReferences =
  (noun: Noun) =>
  (call: Call): Answer => {
    const entity = namedEntity(noun, call);
    const referrers = referrersOf(noun, call, entity);
    const types = [...new Set(referrers.map(({ type }) => type))].toSorted();
    const wanted = call.query.get("type") ?? types[0];
    const rows = referrers.filter(({ type }) => type === wanted);
    const page = readPage(call.query, call.core.settings().maxPageSize);
    const data = slice(rows, page).map(({ kind, id, name }) => {
      const source = call.entities.get(kind, id);
      return {
        id,
        name,
        additionalAttributes: {},
        createdDate: isoOf(source?.createdTime),
        lastModifiedDate: isoOf(source?.lastUpdatedTime),
        ...(typeof source?.version === "number" ? { version: source.version } : {}),
      };
    });
    const meta = {
      ...pageMeta(call.orgId, call.path, call.query, rows.length, page),
      referencedEntities: types,
      currentEntity: typeOf(noun),
    };
    return ok({ description: "list of referenced entities", meta, data });
  };
