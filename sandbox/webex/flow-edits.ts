import { objectIn, isJsonObject, textOf, type Json, type JsonObject } from "../core/json";
import type { Entity } from "./entities";
import { heldBy } from "./flow-documents";
import { callerOf, flowError, refuseWhenLocked, tagsOf, versionIdsOf, versionOf } from "./flows";
import type { Call } from "./route";

/** Stores a flow with everything that its draft and its tagged versions refer to. */
export function putFlow(call: Call, flow: Entity): Entity {
  const versions = [textOf(flow.draftId), ...Object.values(tagsOf(flow))];
  const documents = versions.map((id) => call.entities.get("flow-version", id)?.document).filter(isJsonObject);
  const held = [...new Set(documents.flatMap(heldBy))].filter((id) => id !== flow.id);
  const after = { ...flow, heldIds: held };
  call.entities.put("flow", after, call.hideMs);
  return after;
}

function putVersion(
  call: Call,
  version: { readonly id: string; readonly flowId: string; readonly number: number; readonly document: JsonObject },
  comment: string,
): void {
  const now = call.core.clock.now();
  const before = call.entities.get("flow-version", version.id);
  call.entities.put("flow-version", {
    ...version,
    comment,
    createdBy: before?.createdBy ?? callerOf(call),
    createdTime: before?.createdTime ?? now,
    lastModifiedBy: callerOf(call),
    lastUpdatedTime: now,
  });
}

export function draftDocument(call: Call, flow: Entity): JsonObject {
  const { document } = versionOf(call, flow, "draft");
  return objectIn(document);
}

/** Replaces the draft of a flow; the flow keeps its id, its tags and its versions. */
export function saveDraft(call: Call, flow: Entity, document: JsonObject): Entity {
  putVersion(call, { id: textOf(flow.draftId), flowId: flow.id, number: 0, document }, textOf(document.comment));
  return putFlow(call, {
    ...flow,
    description: textOf(document.description),
    version: Number(flow.version) + 1,
    lastModifiedBy: callerOf(call),
    lastUpdatedTime: call.core.clock.now(),
  });
}

/** Creates a flow that has only a draft. */
export function createFlow(call: Call, flowType: string, document: JsonObject): Entity {
  const now = call.core.clock.now();
  const id = call.core.ids.objectId();
  const draftId = call.core.ids.objectId();
  putVersion(call, { id: draftId, flowId: id, number: 0, document }, textOf(document.comment));
  return putFlow(call, {
    id,
    organizationId: call.orgId,
    name: textOf(document.name),
    description: textOf(document.description),
    flowType,
    version: 0,
    draftId,
    versionIds: [],
    tags: {},
    tagHistories: {},
    createdBy: callerOf(call),
    createdTime: now,
    lastModifiedBy: callerOf(call),
    lastUpdatedTime: now,
  });
}

/** Makes a version from the draft and moves `Latest` and the given tags to it. */
export function publishDraft(call: Call, flow: Entity, comment: string, tags: readonly string[]): Entity {
  const document = draftDocument(call, flow);
  const id = call.core.ids.objectId();
  const number = versionIdsOf(flow).length + 1;
  putVersion(call, { id, flowId: flow.id, number, document }, comment);
  const moved = [...new Set(["Latest", ...tags])];
  const histories = objectIn(flow.tagHistories);
  const step = { fvId: id, fvName: textOf(flow.name), forkFrom: textOf(flow.draftId) };
  return putFlow(call, {
    ...flow,
    version: Number(flow.version) + 1,
    versionIds: [...versionIdsOf(flow), id],
    tags: { ...tagsOf(flow), ...Object.fromEntries(moved.map((tag) => [tag, id])) },
    tagHistories: {
      ...histories,
      ...Object.fromEntries(
        moved.map((tag) => {
          const past = histories[tag];
          const steps: readonly Json[] = Array.isArray(past) ? past : [];
          return [tag, [...steps, step]];
        }),
      ),
    },
    lastModifiedBy: callerOf(call),
    lastUpdatedTime: call.core.clock.now(),
  });
}

/**
 * Saves an imported document: as the draft of the flow that has its name, where the call asks for that, or as a new flow.
 * @param overwrites the value of `overwrite` that asks for it @param stored makes what is stored of the document
 */
export function importDocument(
  call: Call,
  flowType: string,
  document: JsonObject,
  overwrites: string,
  stored: (document: JsonObject) => JsonObject = (same) => same,
): Entity {
  const name = textOf(document.name);
  const holder = call.entities.holder("flow", [flowType, name]);
  const existing = holder === undefined ? undefined : call.entities.get("flow", holder);
  if (existing === undefined) return createFlow(call, flowType, stored(document));
  if (call.query.get("overwrite") !== overwrites)
    throw flowError(409, `A ${flowType.toLowerCase()} with the name ${name} already exists`);
  refuseWhenLocked(call, existing);
  return saveDraft(call, existing, stored(document));
}
