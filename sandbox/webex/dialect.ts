import { toResponse } from "../core/route";
import type { Grant } from "../core/tokens";
import type { Core } from "../core/vendor";
import { configError, frameworkError, platformError, Refused } from "./webex-errors";
import type { Answer, Route } from "./route";

/** The Webex service that answers a path. */
export function planeOf(path: string): "config" | "flow" | "platform" {
  if (path.startsWith("/v1/")) return /^\/v1\/[^/]+\/functions\b/.test(path) ? "flow" : "platform";
  return ["/organization/", "/global/"].some((start) => path.startsWith(start)) ? "config" : "flow";
}

/** The tracking id of an answer: the caller's, or a new one in the service's style. */
export function trackingIdOf(core: Core, sent: string | undefined, path: string): string {
  if (sent !== undefined && sent !== "") return sent;
  return `${planeOf(path) === "platform" ? "ROUTER" : "ccconfig"}_${core.ids.passing("tracking")}`;
}

/** Media types that are read as JSON, such as `application/merge-patch+json`. */
export const JSON_TYPES = /^application\/([a-z.-]+\+)?json/;

function neededScopes(route: Route, plane: string): readonly string[] {
  if (route.scopes !== undefined) return route.scopes;
  if (plane === "platform") return ["spark-admin:telephony_config_read"];
  return ["cjp:config", route.method === "GET" ? "cjp:config_read" : "cjp:config_write"];
}

/** 401 for a missing, unknown or expired token; checked before anything else. */
export function authenticate(core: Core, authorization: string | undefined, path: string): Grant {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const grant = core.tokens.valid(token, "access");
  if (grant?.vendor === "webex") return grant;
  throw planeOf(path) === "platform"
    ? platformError(401, "The request requires a valid access token set in the Authorization request header.")
    : configError(401, "Unauthorized Operation", "The access token is missing, invalid or expired");
}

/** 403 for a token of another organisation, or without the scope. */
export function authorize(core: Core, grant: Grant, route: Route, path: string, orgId: string | undefined): void {
  const plane = planeOf(path);
  const refuse = (reason: string): Refused =>
    plane === "platform" ? platformError(403, reason) : configError(403, "Operation is forbidden", reason);
  if (orgId !== undefined && orgId.toLowerCase() !== grant.orgId) {
    throw refuse("The security token has no permission to interact with the organization");
  }
  // The token is valid, but for another tenant; nothing of that tenant is here.
  if (grant.orgId !== core.orgId) throw refuse("The organization of the token does not exist in this data center");
  const scopes = neededScopes(route, plane);
  if (scopes.length > 0 && !scopes.some((scope) => grant.scopes.includes(scope))) {
    throw refuse(`Insufficient scope: one of ${scopes.join(", ")} is needed`);
  }
}

export const withTrackingId = (answer: Answer, trackingId: string): Response =>
  toResponse({ ...answer, headers: { ...answer.headers, TrackingId: trackingId } }, "application/json");

export const refusalToResponse = (refused: Refused, trackingId: string): Response =>
  withTrackingId({ status: refused.status, body: refused.body(trackingId) }, trackingId);

const STATUS_TEXT: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Unauthorized Operation",
  403: "Operation is forbidden",
  404: "Resource not found or URI is invalid",
  409: "Conflict",
  412: "Resource referred in other entity(s)",
  429: "Too many requests have been sent in a given amount of time and the request has been rate limited",
  500: "An Unexpected Error Occurred",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The error of a status, in the format of the service that answers the path. */
export function plainRefusal(status: number, path: string, core: Core): Refused {
  const words = STATUS_TEXT[status] ?? "Error";
  switch (planeOf(path)) {
    case "platform":
      return platformError(status, words);
    case "flow":
      return status === 500
        ? new Refused(500, () => "Oops… Something broke")
        : frameworkError(status, words, path, core);
    default:
      return configError(status, words);
  }
}
