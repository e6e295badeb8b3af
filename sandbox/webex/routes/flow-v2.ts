import { isJsonObject, textOf, type JsonObject } from "../../core/json";
import { Refused } from "../webex-errors";
import { fromStored, toStored } from "../flow-v2";
import { validation } from "../flow-v2-findings";
import { createFlow, draftDocument, saveDraft } from "../flow-edits";
import { basicFlow, checkProject, flowError, flowTypeOf, namedFlow, refuseWhenLocked } from "../flows";
import { ok, type Answer, type Call, type Route } from "../route";
import { bothPrefixes } from "./flow";

const documentOf = (call: Call): JsonObject => {
  if (call.body.type === "json" && isJsonObject(call.body.value)) return call.body.value;
  throw flowError(400, "The body must be a flow as JSON");
};

const validate = (call: Call): Answer => {
  checkProject(call);
  return ok(validation(documentOf(call)));
};

/** The type comes from the query alone: a type in the body is not looked at. */
const importFlow = (call: Call): Answer => {
  checkProject(call);
  const document = documentOf(call);
  const flowType = flowTypeOf(call);
  if (textOf(document["name"]).trim() === "") throw flowError(400, "Flow name is empty");
  const result = validation(document);
  const errors = Array.isArray(result["errors"]) ? result["errors"].filter(isJsonObject) : [];
  // Known only to subflows; the dry run, which takes everything for a flow, refuses it.
  const real = errors.filter(({ message }) => flowType === "FLOW" || !textOf(message).startsWith("ACTIVITY_NOT_FOUND"));
  if (real.length > 0) throw new Refused(422, () => ({ ...result, errors: real }));
  const holder = call.entities.holder("flow", [flowType, textOf(document["name"])]);
  const existing = holder === undefined ? undefined : call.entities.get("flow", holder);
  if (existing !== undefined && call.query.get("overwrite") !== "true") {
    throw flowError(409, `A ${flowType.toLowerCase()} with the name ${textOf(document["name"])} already exists`);
  }
  if (existing !== undefined) refuseWhenLocked(call, existing);
  const stored = toStored(document, call.core.ids);
  const flow = existing === undefined ? createFlow(call, flowType, stored) : saveDraft(call, existing, stored);
  const warnings = Array.isArray(result["warnings"]) ? result["warnings"] : [];
  return {
    status: 201,
    body: { flow: basicFlow(call, flow), preflightWarnings: warnings, preflightWarningsCount: warnings.length },
  };
};

const read = (call: Call): Answer => {
  const flow = namedFlow(call);
  const { id, orgId, flowType, version, name } = basicFlow(call, flow);
  return ok({ ...fromStored(draftDocument(call, flow)), id, orgId, flowType, version, name });
};

const partly = (note: string): Pick<Route, "coverage" | "note"> => ({ coverage: "partly", note });

const routes: readonly Route[] = [
  {
    method: "POST",
    path: "/v2/flows:validate",
    handle: validate,
    ...partly("Looks at names, edges, the start, connectors of requests and isolated activities."),
  },
  {
    method: "POST",
    path: "/v2/flows:import",
    handle: importFlow,
    ...partly("Refuses what the dry run refuses; it does not know every activity that the service knows."),
  },
  { method: "GET", path: "/v2/flows/{flow}", handle: read },
];

/** Flows in the newer format. Saving them is left out: in the live service it breaks the flow for its editor. */
export const flowV2Routes: readonly Route[] = routes.flatMap((route) =>
  bothPrefixes({ ...route, path: `/{orgid}/project/{project}${route.path}` }, "bare"),
);
