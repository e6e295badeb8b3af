import type { JsonObject } from "../../core/json";
import { textOf } from "../../core/json";
import { badRequest } from "../salesforce-errors";
import { visibleType, type Actor, allObjects } from "../records/objects";
import { queryOrgOf, runQuery } from "../records/query";
import type { Row } from "../soql";
import { stamp } from "../soql/dates";
import type { Field, SObject } from "../sobjects/sobject";
import { isNumber, termTest, type TermTest } from "./search-terms";
import { MAX_RESULTS, parseSearch, type Returning, type Search, type SearchGroup } from "./parse";

function isIndexed(field: Field, group: SearchGroup): boolean {
  switch (group) {
    case "PHONE":
      return field.type === "phone";
    case "EMAIL":
      return field.type === "email";
    case "NAME":
      return field.spec.nameField === true || /^(First|Last)?Name$/.test(field.name);
    case "SIDEBAR":
    case "ALL":
      return ["string", "textarea", "phone", "email", "url"].includes(field.type);
  }
}

const inGroup = (object: SObject, group: SearchGroup, actor: Actor): readonly Field[] =>
  object.fields.filter((field) => isIndexed(field, group) && actor.rights.seesField(object, field));

/** The index is behind the writes by the sandbox's setting `readsAfterMs`. */
function indexedRows({ org }: Actor, object: SObject): readonly Row[] {
  const { readsAfterMs } = org.core.settings();
  const rows = org.records.all(object.name);
  if (readsAfterMs === 0) return rows;
  const horizon = stamp(org.core.clock.now() - readsAfterMs);
  return rows.filter((row) => textOf(row.SystemModstamp) <= horizon);
}

function found(actor: Actor, object: SObject, group: SearchGroup, test: TermTest): readonly Row[] {
  const fields = inGroup(object, group, actor);
  return indexedRows(actor, object).filter((row) =>
    test(
      fields
        .map((field) => ({ text: textOf(row[field.name]), isPhone: field.type === "phone" }))
        .filter(({ text }) => text !== ""),
    ),
  );
}

function recordsOf(actor: Actor, search: Search, wanted: Returning, version: string): readonly JsonObject[] {
  const object = visibleType(actor, wanted.type);
  if (!object.searchable) {
    throw badRequest("INVALID_TYPE", `sObject type '${object.name}' is not supported in a search.`);
  }
  const rows = found(actor, object, search.group, termTest(search.term));
  const fields = wanted.fields.length === 0 ? ["Id"] : wanted.fields;
  const answer = runQuery(
    `SELECT ${fields.join(", ")} FROM ${object.name} ${wanted.rest}`,
    queryOrgOf(actor, { version }),
    rows,
  );
  if (answer.kind !== "rows")
    throw badRequest("MALFORMED_SEARCH", "A search returns fields of records, not aggregates.");
  return answer.rows.map(answer.project);
}

const everyType = (actor: Actor): readonly Returning[] =>
  allObjects(actor.org)
    .filter((object) => object.searchable && actor.rights.may("read", object))
    .map(({ name }) => ({ type: name, fields: [], rest: "" }));

/**
 * Runs a search over the org.
 * @throws Refused MALFORMED_SEARCH for a term of one character, and what queries throw for a RETURNING clause
 */
export function executeSearch(actor: Actor, search: Search, version: string): readonly JsonObject[] {
  const bare = search.term.replace(/[\s"\\*?]/g, "");
  if (bare.length < 2 && !isNumber(search.term)) {
    throw badRequest("MALFORMED_SEARCH", `search term must be longer than one character: ${search.term}`);
  }
  const types = search.returning ?? everyType(actor);
  const records = types.flatMap((wanted) => recordsOf(actor, search, wanted, version));
  return records.slice(0, Math.min(search.limit, MAX_RESULTS));
}

export const runSearch = (actor: Actor, statement: string, version: string): readonly JsonObject[] =>
  executeSearch(actor, parseSearch(statement), version);
