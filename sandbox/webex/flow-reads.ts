import { picked, textOf } from "../core/json";
import type { Entity } from "./entities";
import {
  basicFlow,
  checkProject,
  exported,
  flowError,
  flowTypeOf,
  namedFlow,
  PROJECT_ID,
  shownTags,
  versionIdsOf,
  versionOf,
} from "./flows";
import { ok, param, type Answer, type Call } from "./route";

const DEFAULT_SIZE = 10;
const MAX_SIZE = 100;

function number(call: Call, name: string, fallback: number): number {
  const value = Number(call.query.get(name) ?? fallback);
  if (!Number.isInteger(value) || value < 0) throw flowError(400, `${name} must be a whole number, 0 or more`);
  return value;
}

/** The rows of the page that a call asks for, and what the page says about itself. */
function paged<T>(call: Call, found: readonly T[], defaultSize: number) {
  const currentPage = number(call, "page", 0);
  const pageSize = Math.min(Math.max(number(call, "size", defaultSize), 1), MAX_SIZE);
  const rows = found.slice(currentPage * pageSize, (currentPage + 1) * pageSize);
  const totalPages = Math.ceil(found.length / pageSize);
  return { rows, pageInfo: { currentPage, totalRecords: found.length, pageSize, totalPages } };
}

function matching(call: Call): readonly Entity[] {
  // Another project answers an empty list.
  if (param(call, "project") !== PROJECT_ID) return [];
  const type = flowTypeOf(call);
  const ids = call.query
    .getAll("ids")
    .flatMap((list) => list.split(","))
    .filter((id) => id !== "");
  const part = (call.query.get("partialNameSearch") ?? "").toLowerCase();
  return call.entities
    .listed("flow")
    .filter((flow) => flow.flowType === type)
    .filter((flow) => ids.length === 0 || ids.includes(flow.id))
    .filter((flow) => textOf(flow.name).toLowerCase().includes(part));
}

/** `GET flows`: an array unless pagination is asked for. */
export const list =
  (alwaysPaged: boolean) =>
  (call: Call): Answer => {
    const { rows, pageInfo } = paged(call, matching(call), DEFAULT_SIZE);
    const data = rows.map((flow) => basicFlow(call, flow));
    return ok(alwaysPaged || call.query.get("includePagination") === "true" ? { data, ...pageInfo } : data);
  };

/** `GET flows:search`: here the search respects case. */
export function search(call: Call): Answer {
  checkProject(call);
  const wanted = call.query.get("query") ?? "";
  const found = call.entities.listed("flow").filter((flow) => textOf(flow.name).includes(wanted));
  const { rows, pageInfo } = paged(call, found, MAX_SIZE);
  const shown = ["orgId", "id", "name", "flowType", "lastModifiedDate"];
  return ok({ pageInfo, data: rows.map((flow) => picked(basicFlow(call, flow), shown)) });
}

const VERSION_MEMBERS = [
  ...["id", "flowId", "name", "comment", "version", "tags"],
  ...["createdBy", "createdDate", "lastModifiedBy", "lastModifiedDate"],
];

/** `GET flows/{flow}/versions`, newest first. */
export function versions(call: Call): Answer {
  const flow = namedFlow(call);
  const tags = shownTags(flow);
  const rows = versionIdsOf(flow)
    .map((id) => {
      const own = tags.filter(({ flowVersionId }) => flowVersionId === id).map((tag) => tag.id ?? null);
      return picked({ ...exported(flow, versionOf(call, flow, id)), tags: own }, VERSION_MEMBERS);
    })
    .toReversed();
  return ok(paged(call, rows, MAX_SIZE).rows);
}

/** `POST flows:unique-name`. */
export function isUnique(call: Call): Answer {
  checkProject(call);
  const name = call.query.get("flowName") ?? "";
  if (name === "") throw flowError(400, "flowName is required");
  const holder = call.entities.holder("flow", [flowTypeOf(call), name]);
  return ok({ isUnique: holder === undefined || holder === call.query.get("flowId") });
}

/** `GET flows:check`: the flows that refer to an object, or whose name contains a text. */
export function usedBy(call: Call): Answer {
  checkProject(call);
  const target = ["globalVar", "epId", "skillId", "businessHour", "flowId"]
    .map((name) => call.query.get(name))
    .find((value) => value !== null);
  const part = call.query.get("search");
  if (target === undefined && part === null) throw flowError(400, "No search parameter provided");
  const users = call.entities.referrers(target ?? "").filter(({ kind }) => kind === "flow");
  const found = call.entities
    .listed("flow")
    .filter(({ id }) => target === undefined || users.some((user) => user.id === id))
    .filter(({ name }) =>
      textOf(name)
        .toLowerCase()
        .includes((part ?? "").toLowerCase()),
    );
  return ok(found.map((flow) => basicFlow(call, flow)));
}
