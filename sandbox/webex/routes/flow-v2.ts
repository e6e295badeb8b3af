import { isJsonObject, type JsonObject } from "../../core/json";
import { fromStored } from "../flow-v2";
import { validation } from "../flow-v2-findings";
import { draftDocument } from "../flow-edits";
import { basicFlow, checkProject, flowError, namedFlow } from "../flows";
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

const read = (call: Call): Answer => {
  const flow = namedFlow(call);
  const { id, orgId, flowType, version, name } = basicFlow(call, flow);
  return ok({ ...fromStored(draftDocument(call, flow)), id, orgId, flowType, version, name });
};

const routes: readonly Route[] = [
  {
    method: "POST",
    path: "/v2/flows:validate",
    handle: validate,
    coverage: "partly",
    note: "Looks at names, edges, the start, connectors of requests and isolated activities.",
  },
  { method: "GET", path: "/v2/flows/{flow}", handle: read },
];

/** Flows in the newer format. Importing and saving them is left out: in the live service a save breaks the flow for its editor. */
export const flowV2Routes: readonly Route[] = routes.flatMap((route) =>
  bothPrefixes({ ...route, path: `/{orgid}/project/{project}${route.path}` }, "bare"),
);
