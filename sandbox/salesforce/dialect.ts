import { type Json, type JsonObject, isJsonObject } from "../core/json";
import { jsonError, problemBody, Refused, unsupportedMediaType } from "./salesforce-errors";
import type { Answer, Call } from "./route";
import type { Refusal } from "../core/vendor";
import { serviceFault, soapFault } from "./metadata/soap";

/** Media types that are read as JSON; a body without one counts as JSON. */
export const JSON_TYPES = /^(application\/json)?$/;
export const JSON_TYPE = "application/json;charset=UTF-8";

/** The JSON body of a call. Throws the service's own error for a body that is missing, malformed or of another media type. */
export function jsonBody({ body }: Pick<Call, "body">): Json {
  switch (body.type) {
    case "json":
      return body.value;
    case "none":
      throw jsonError("The HTTP entity body is required, but this request has no entity body.");
    case "broken":
      throw jsonError(`Unexpected content in the request body: ${body.reason}`);
    case "text":
      throw unsupportedMediaType(body.contentType);
    default:
      throw unsupportedMediaType(body.type === "form" ? "application/x-www-form-urlencoded" : "multipart/form-data");
  }
}

/** The body of a call, see {@link jsonBody}, which must be one object. */
export function objectBody(call: Pick<Call, "body">): JsonObject {
  const value = jsonBody(call);
  if (isJsonObject(value)) return value;
  throw jsonError("Unexpected content in the request body: an object was expected at [line:1, column:1]");
}

/** The error list of REST resources, with one problem. */
export const refusalAnswer = ({ status, problem }: Refused): Answer => ({ status, body: [problemBody(problem)] });

const page = (title: string, text: string): string =>
  `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body>\n</html>\n`;

export const html = (status: number, title: string, text: string): Answer => ({
  status,
  text: { content: page(title, text), type: "text/html;charset=UTF-8" },
});

/** The answer of every path while the instance is being maintained. */
export const maintenancePage = (): Answer =>
  html(
    503,
    "Salesforce: We are down for maintenance",
    "We are down for maintenance. Sorry for the inconvenience. We'll be back shortly.",
  );

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const PROBLEMS: Readonly<Record<number, readonly [errorCode: string, message: string]>> = {
  400: ["UNKNOWN_EXCEPTION", "Bad Request"],
  401: ["INVALID_SESSION_ID", "Session expired or invalid"],
  403: ["REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."],
  404: ["NOT_FOUND", "The requested resource does not exist"],
  420: ["UNKNOWN_EXCEPTION", "An unexpected error occurred. Please retry your request."],
  429: ["REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."],
  500: [
    "UNKNOWN_EXCEPTION",
    "An unexpected error occurred. Please include this ErrorId if you contact support: 1-1 (1)",
  ],
  503: ["SERVER_UNAVAILABLE", "Server is temporarily unavailable for maintenance"],
};

/** Statuses that a proxy in front of the service answers, as a page. */
const FROM_THE_EDGE = new Set([502, 504]);

/** The error of a status, in the format of the service that answers the path. */
export function plainRefusal({ status, path }: Pick<Refusal, "status" | "path">): Answer {
  if (FROM_THE_EDGE.has(status))
    return html(status, "upstream connect error", "upstream connect error or disconnect/reset before headers");
  const [errorCode, message] = PROBLEMS[status] ?? ["UNKNOWN_EXCEPTION", "An unexpected error occurred."];
  if (path.startsWith("/services/Soap/")) return soapFault(serviceFault(errorCode, message), status);
  if (path.startsWith("/services/oauth2/")) {
    return { status, body: { error: errorCode.toLowerCase(), error_description: message } };
  }
  return refusalAnswer(new Refused(status, { errorCode, message }));
}
