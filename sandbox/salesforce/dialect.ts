import { type Json, type JsonObject, isJsonObject } from "../core/json";
import { parseMultipart } from "../core/multipart";
import { jsonError, problemBody, type Refused, unsupportedMediaType } from "./salesforce-errors";
import type { Answer, Body, Call } from "./route";

const parseJson = (text: string, contentType: string): Body => {
  try {
    // JSON.parse returns JSON.
    return { type: "json", value: JSON.parse(text) as Json };
  } catch (error) {
    return { type: "broken", contentType, reason: error instanceof Error ? error.message : "no JSON" };
  }
};

/** Reads a body by its media type; one without a media type counts as JSON. */
export const readBody = async (contentType: string, bytes: Buffer): Promise<Body> => {
  if (bytes.length === 0) return { type: "none" };
  const type = contentType.toLowerCase().split(";")[0]?.trim() ?? "";
  if (type === "multipart/form-data") {
    try {
      return { type: "multipart", parts: await parseMultipart(contentType, bytes) };
    } catch (error) {
      return { type: "broken", contentType, reason: error instanceof Error ? error.message : "no multipart" };
    }
  }
  const text = bytes.toString("utf8");
  if (type === "application/x-www-form-urlencoded") return { type: "form", fields: new URLSearchParams(text) };
  if (type === "" || type === "application/json") return parseJson(text, contentType);
  return { type: "text", text, contentType };
};

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

export const toResponse = ({ status, body, text, headers = {} }: Answer): Response => {
  if (text !== undefined) {
    return new Response(text.content, { status, headers: { ...headers, "Content-Type": text.type } });
  }
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "Content-Type": "application/json;charset=UTF-8" },
  });
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
