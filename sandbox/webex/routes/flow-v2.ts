import { isJsonObject, textOf, type JsonObject } from "../../core/json";
import { Refused } from "../webex-errors";
import { fromStored, toStored } from "../flow-v2";
import { validation } from "../flow-v2-findings";
import activities from "../activities.json";
import { importDocument } from "../flow-edits";
import { basicFlow, checkProject, flowError, flowTypeOf, namedFlow, versionOf } from "../flows";
import { ok, partly, routes, type Answer, type Call, type Route } from "../route";
import { bothPrefixes } from "./flow-store";

function documentOf(call: Call): JsonObject {
  if (call.body.type === "json" && isJsonObject(call.body.value)) return call.body.value;
  throw flowError(400, "The body must be a flow as JSON");
}

function validate(call: Call): Answer {
  checkProject(call);
  return ok(validation(documentOf(call)));
}

function validateDraft(call: Call): Answer {
  const stored = versionOf(call, namedFlow(call), "draft").document;
  return ok(validation(fromStored(isJsonObject(stored) ? stored : {})));
}

/** Only the query gives the type; a type in the body is ignored. */
function importFlow(call: Call): Answer {
  checkProject(call);
  const document = documentOf(call);
  const flowType = flowTypeOf(call);
  if (textOf(document.name).trim() === "") throw flowError(400, "Flow name is empty");
  const result = validation(document);
  const errors = Array.isArray(result.errors) ? result.errors.filter(isJsonObject) : [];
  // This activity exists only in subflows. The dry run takes every document for a flow and refuses it.
  const real = errors.filter(({ message }) => flowType === "FLOW" || message !== "ACTIVITY_NOT_FOUND: end-subflow");
  if (real.length > 0) throw new Refused(422, () => ({ ...result, errors: real }));
  const flow = importDocument(call, flowType, document, "true", (sent) => toStored(sent, call.core.ids));
  const warnings = Array.isArray(result.warnings) ? result.warnings : [];
  return {
    status: 201,
    body: { flow: basicFlow(call, flow), preflightWarnings: warnings, preflightWarningsCount: warnings.length },
  };
}

function read(call: Call, wanted: string): Answer {
  const flow = namedFlow(call);
  const stored = versionOf(call, flow, wanted).document;
  const { id, orgId, flowType, version, name } = basicFlow(call, flow);
  return ok({ ...fromStored(isJsonObject(stored) ? stored : {}), id, orgId, flowType, version, name });
}

/** Subflows have their own start and end activities. */
function offered(call: Call): Answer {
  checkProject(call);
  const isOther = (name: string): boolean => flowTypeOf(call) === "FLOW" && /-subflow$/.test(name);
  return ok(activities.filter(({ activityName }) => !isOther(activityName)));
}

function activity(call: Call): Answer {
  checkProject(call);
  const found = activities.find(({ activityName }) => activityName === call.params.activity);
  if (found === undefined) throw flowError(404, `Activity ${textOf(call.params.activity)} not found`);
  return ok(found);
}

const table = routes({
  "POST /v2/flows:validate": [
    validate,
    partly("Looks at names, edges, the start, connectors of requests and isolated activities."),
  ],
  "POST /v2/flows:import": [importFlow, partly("Refuses what the dry run refuses.")],
  "GET /v2/flows/{flow}:validate": [validateDraft, partly("Looks at what the dry run looks at.")],
  "GET /v2/activities/{activity}": [activity, partly("As far as the list has it; no JSON Schema.")],
  "GET /v2/flows/{flow}": (call) => read(call, "draft"),
  "GET /v2/flows/{flow}:export": (call) => read(call, call.query.get("version") ?? "latest"),
  "GET /v2/activities": [
    offered,
    partly(
      "The 52 activities whose names are public, with their inputs and ports as far as those are; no JSON Schema.",
    ),
  ],
});

/** Flows in the newer format. Saving is not emulated: in the live service it makes the flow unusable in the editor. */
export const flowV2Routes: readonly Route[] = table.flatMap((route) =>
  bothPrefixes({ ...route, path: `/{orgid}/project/{project}${route.path}` }, "bare"),
);
