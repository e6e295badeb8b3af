import { objectIn, textOf, textsIn, type Json, type JsonObject } from "../core/json";
import type { Entity } from "./entities";
import { Refused } from "./webex-errors";
import { param, type Call } from "./route";

/** The project of every organisation. */
export const PROJECT_ID = "5e5c9ad6d61f870d6d778c1b";

export const TAGS = ["Live", "Latest", "Test", "Dev"] as const;

/** A lock ends after this time unless it is refreshed. */
const LOCK_MS = 15 * 60_000;

/** An error of the flow store. It has another shape than the framework's errors, so a missing flow differs from a missing route. */
export const flowError = (status: number, message: string): Refused =>
  new Refused(status, () => ({ code: String(status), message, details: [] }));

/** The answer of the flow store to a request that it cannot handle, without details. */
export const broken = (): Refused => new Refused(500, () => "Oops… Something broke");

const iso = (ms: Json | undefined): string => new Date(typeof ms === "number" ? ms : 0).toISOString();

/** The user name of the caller in the flow store. */
export const callerOf = (call: Call): string => `${call.grant.clientId.slice(0, 24)}@sandbox.example`;

/** The flow type of a call. The older query parameter, with a space, also works. */
export function flowTypeOf(call: Call): string {
  const type = call.query.get("flowType") ?? call.query.get("Flow Type") ?? "FLOW";
  if (type !== "FLOW" && type !== "SUBFLOW") throw flowError(400, `Invalid flow type: ${type}`);
  return type;
}

/** Calls for any other project answer 404. */
export function checkProject(call: Call): void {
  if (param(call, "project") !== PROJECT_ID) throw flowError(404, `Project ${param(call, "project")} not found`);
}

export function namedFlow(call: Call): Entity {
  checkProject(call);
  const flow = call.entities.seen("flow", param(call, "flow"));
  if (flow === undefined) throw flowError(404, `Flow ${param(call, "flow")} not found`);
  return flow;
}

export function tagsOf(flow: Entity): Readonly<Record<string, string>> {
  const tags = objectIn(flow.tags);
  return Object.fromEntries(Object.entries(tags).map(([tag, version]) => [tag, textOf(version)]));
}

export const versionIdsOf = (flow: Entity): readonly string[] => textsIn(flow.versionIds);

/** A stored version. `draft` and `latest` are valid as ids. */
export function versionOf(call: Call, flow: Entity, wanted: string): Entity {
  const id = wanted === "draft" ? flow.draftId : wanted === "latest" ? versionIdsOf(flow).at(-1) : wanted;
  const version = call.entities.get("flow-version", textOf(id));
  if (version?.flowId === flow.id) return version;
  throw flowError(
    404,
    `Flow ${flow.id} has no version ${wanted}${wanted === "latest" ? ": it was never published" : ""}`,
  );
}

/** A version as exports return it: the imported document with the members that the server sets. */
export function exported(flow: Entity, version: Entity): JsonObject {
  const document = objectIn(version.document);
  return {
    ...document,
    orgId: flow.organizationId,
    version: version.number,
    id: version.id,
    flowId: flow.id,
    flowType: flow.flowType,
    comment: version.comment ?? "",
    createdBy: version.createdBy,
    createdDate: iso(version.createdTime),
    lastModifiedBy: version.lastModifiedBy,
    lastModifiedDate: iso(version.lastUpdatedTime),
  };
}

/** The tags of a flow in the shape of the API. */
export const shownTags = (flow: Entity): readonly JsonObject[] =>
  Object.entries(tagsOf(flow)).map(([tag, versionId]) => ({
    id: tag,
    displayName: tag,
    flowVersionId: versionId,
    // A version's number is its position among the published ones. This avoids reading the large documents.
    versionNumber: versionIdsOf(flow).indexOf(versionId) + 1,
    default: tag === "Latest",
  }));

/** The user who holds the lock; undefined when nobody does or the lock has ended. */
export function lockHolder(call: Call, flow: Entity): string | undefined {
  const at = flow.lockedTime;
  const alive = typeof at === "number" && at + LOCK_MS > call.core.clock.now();
  return alive ? textOf(flow.lockedBy) : undefined;
}

export function refuseWhenLocked(call: Call, flow: Entity): void {
  const holder = lockHolder(call, flow);
  if (holder !== undefined && holder !== callerOf(call)) {
    throw flowError(409, `Flow ${textOf(flow.name)} is locked by ${holder}`);
  }
}

/** A flow without its content, as lists and imports return it. */
export function basicFlow(call: Call, flow: Entity): JsonObject {
  const lockedBy = lockHolder(call, flow);
  return {
    id: flow.id,
    orgId: call.orgId,
    name: flow.name,
    description: flow.description ?? "",
    flowType: flow.flowType,
    status: versionIdsOf(flow).length > 0 ? "Published" : "Draft",
    version: versionIdsOf(flow).length,
    tags: shownTags(flow),
    tagHistories: flow.tagHistories ?? {},
    assignedRS: [],
    associatedChannels: [],
    createdBy: flow.createdBy,
    createdDate: iso(flow.createdTime),
    lastModifiedBy: flow.lastModifiedBy,
    lastModifiedDate: iso(flow.lastUpdatedTime),
    ...(lockedBy === undefined ? {} : { lockedBy, lockedAt: iso(flow.lockedTime) }),
  };
}

/** A flow with its draft and its latest version. */
export function wholeFlow(call: Call, flow: Entity): JsonObject {
  const latest = versionIdsOf(flow).at(-1);
  return {
    ...basicFlow(call, flow),
    draftVersion: exported(flow, versionOf(call, flow, "draft")),
    ...(latest === undefined ? {} : { latestVersion: exported(flow, versionOf(call, flow, latest)) }),
    flowVersions: versionIdsOf(flow),
    preferences: [],
    projectId: PROJECT_ID,
    validating: true,
  };
}
