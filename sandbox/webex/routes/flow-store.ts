import { textOf, type JsonObject } from "../../core/json";
import { callerOf, checkProject, flowError, PROJECT_ID } from "../flows";
import { ok, param, type Answer, type Call, type Route } from "../route";
import { bothPrefixes } from "./flow-publications";

/** The objects that an input of an activity offers, by kind and, for connectors, by type. */
const CHOICES: Readonly<Record<string, readonly [kind: string, type?: string]>> = {
  "http-request/connectorId": ["connector", "http"],
  "http-request-v2/connectorId": ["connector", "http"],
  "play-message/connector": ["connector", "tts"],
  "queue-contact/destination": ["contact-service-queue"],
  "business-hours/businessHoursId": ["business-hours"],
};

/** The choices that the editor shows for an input. No other route lists connectors. */
const choices = (call: Call): Answer => {
  checkProject(call);
  const offer = CHOICES[`${param(call, "activity")}/${param(call, "input")}`];
  if (offer === undefined) throw flowError(400, `No choices for ${param(call, "activity")} ${param(call, "input")}`);
  const [kind, type] = offer;
  const part = (call.query.get("search") ?? "").toLowerCase();
  const rows = call.entities
    .listed(kind)
    .filter((entity) => type === undefined || entity["type"] === type)
    .map((entity): JsonObject => ({ name: textOf(entity["name"]), value: entity.id }))
    .filter(({ name }) => textOf(name).toLowerCase().includes(part));
  return ok({ choices: rows });
};

const project = (call: Call): JsonObject => ({ id: PROJECT_ID, orgId: call.orgId, name: "System", description: "" });

const choicesRoute: Route = {
  method: "GET",
  path: "/{orgid}/project/{project}/v2/activities/{activity}/inputs/{input}/choices",
  handle: choices,
  coverage: "partly",
  note: "Connectors, TTS connectors, queues and working hours; other inputs answer 400.",
};

const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/{orgid}/userPreferences",
    handle: (call) => ok({ projectId: PROJECT_ID, user: callerOf(call) }),
  },
  { method: "GET", path: "/{orgid}/project", handle: (call) => ok([project(call)]) },
  {
    method: "GET",
    path: "/{orgid}/project/{project}",
    handle: (call) => {
      checkProject(call);
      return ok(project(call));
    },
  },
  { method: "GET", path: "/health", handle: () => ({ status: 200, text: "OK" }) },
  { method: "GET", path: "/auth/user", handle: (call) => ({ status: 200, body: callerOf(call) }) },
];

/** This route never shows connectors of the system project, only those of projects made by users. */
const connectors: readonly Route[] = [
  ...(["GET", "POST"] as const).map((method) => [method, ""] as const),
  ...(["GET", "PUT", "DELETE"] as const).map((method) => [method, "/{connector}"] as const),
].map(([method, tail]) => ({
  method,
  path: `/{orgid}/project/{project}/connector${tail}`,
  handle: () => {
    throw flowError(404, "Connector not found");
  },
  coverage: "partly",
  note: "Always 404, as for the system project of every tenant.",
}));

export const flowStoreRoutes: readonly Route[] = [
  ...bothPrefixes(choicesRoute, "bare"),
  ...[...routes, ...connectors].flatMap((route) => bothPrefixes(route, "nowhere")),
];
