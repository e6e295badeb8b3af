import { type Route, ok, param, partly, routes, type Answer, type Call } from "../route";
import { textOf, type JsonObject } from "../../core/json";
import { callerOf, checkProject, flowError, PROJECT_ID } from "../flows";

/** Where Cisco publishes a flow route: without the prefix, with it (the routes of the older format), or nowhere. */
type Publication = "bare" | "flow-store" | "nowhere";

/** The route under both prefixes; the setting `flowLayout` decides where it answers. */
export const bothPrefixes = (route: Route, publication: Publication): readonly Route[] => [
  {
    ...route,
    path: `/flow-store${route.path}`,
    layouts: ["both", "flow-store", ...(publication === "flow-store" ? ["published"] : [])],
  },
  { ...route, layouts: ["both", ...(publication === "bare" ? ["published"] : [])] },
];

const PUBLISHED: readonly string[] = [
  "GET /flows",
  "GET /flows:search",
  "DELETE /flows/{flow}",
  "POST /flows/{flow}:publish",
  "POST /flows/{flow}:lock",
  "POST /flows/{flow}:unlock",
];
const LEGACY: readonly string[] = ["POST /flows:import", "GET /flows/{flow}:export"];

export function publicationOf(operation: string): Publication {
  if (LEGACY.includes(operation)) return "flow-store";
  return PUBLISHED.includes(operation) ? "bare" : "nowhere";
}

/** The objects that an input of an activity offers, by kind and, for connectors, by type. */
const CHOICES: Readonly<Record<string, readonly [kind: string, type?: string]>> = {
  "http-request/connectorId": ["connector", "http"],
  "http-request-v2/connectorId": ["connector", "http"],
  "play-message/connector": ["connector", "tts"],
  "queue-contact/destination": ["contact-service-queue"],
  "business-hours/businessHoursId": ["business-hours"],
};

/** The choices that the editor shows for an input. No other route lists connectors. */
function choices(call: Call): Answer {
  checkProject(call);
  const offer = CHOICES[`${param(call, "activity")}/${param(call, "input")}`];
  if (offer === undefined) throw flowError(400, `No choices for ${param(call, "activity")} ${param(call, "input")}`);
  const [kind, type] = offer;
  const part = (call.query.get("search") ?? "").toLowerCase();
  const rows = call.entities
    .listed(kind)
    .filter((entity) => type === undefined || entity.type === type)
    .map((entity): JsonObject => ({ name: textOf(entity.name), value: entity.id }))
    .filter(({ name }) => textOf(name).toLowerCase().includes(part));
  return ok({ choices: rows });
}

const project = (call: Call): JsonObject => ({ id: PROJECT_ID, orgId: call.orgId, name: "System", description: "" });

const CHOICES_ROUTES = routes({
  "GET /{orgid}/project/{project}/v2/activities/{activity}/inputs/{input}/choices": [
    choices,
    partly("Connectors, TTS connectors, queues and working hours; other inputs answer 400."),
  ],
});

/** The routes of connectors never show those of the system project, only those of projects made by users. */
const NO_CONNECTOR = [
  (): never => {
    throw flowError(404, "Connector not found");
  },
  partly("Always 404, as for the system project of every tenant."),
] as const;

const CONNECTOR = "/{orgid}/project/{project}/connector";

const OTHERS = routes({
  "GET /{orgid}/userPreferences": (call) => ok({ projectId: PROJECT_ID, user: callerOf(call) }),
  "GET /{orgid}/project": (call) => ok([project(call)]),
  "GET /{orgid}/project/{project}": (call) => {
    checkProject(call);
    return ok(project(call));
  },
  "GET /health": () => ({ status: 200, text: { content: "OK", type: "text/plain" } }),
  "GET /auth/user": (call) => ok(callerOf(call)),
  [`GET ${CONNECTOR}`]: NO_CONNECTOR,
  [`POST ${CONNECTOR}`]: NO_CONNECTOR,
  [`GET ${CONNECTOR}/{connector}`]: NO_CONNECTOR,
  [`PUT ${CONNECTOR}/{connector}`]: NO_CONNECTOR,
  [`DELETE ${CONNECTOR}/{connector}`]: NO_CONNECTOR,
});

export const flowStoreRoutes: readonly Route[] = [
  ...CHOICES_ROUTES.flatMap((route) => bothPrefixes(route, "bare")),
  ...OTHERS.flatMap((route) => bothPrefixes(route, "nowhere")),
];
