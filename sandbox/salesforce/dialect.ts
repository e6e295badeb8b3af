import { type Json, type JsonObject, isJsonObject } from "../core/json";
import { jsonError, problemBody, type Refused, unsupportedMediaType } from "./salesforce-errors";
import type { Answer, Call } from "./route";

/** Media types that are read as JSON; a body without one counts as JSON. */
export const JSON_TYPES = /^(application\/json)?$/;
export const JSON_TYPE = "application/json;charset=UTF-8";

/** The JSON body of a call. Throws the service's own error for a body that is missing, malformed or of another media type. */
export const jsonBody = ({ body }: Pick<Call, "body">): Json => {
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
};

/** The body of a call, see {@link jsonBody}, which must be one object. */
export const objectBody = (call: Pick<Call, "body">): JsonObject => {
  const value = jsonBody(call);
  if (isJsonObject(value)) return value;
  throw jsonError("Unexpected content in the request body: an object was expected at [line:1, column:1]");
};

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
