import { remembered } from "../../remembered";
import { JavaError } from "../java/text";
import { compilePath } from "./compile";
import { JsonPathError, invalidPath } from "./jsonpath-errors";
import { newSession, readPath } from "./evaluate";
import { parseBody } from "./json-smart";
import type { JsonValue } from "./json-value";
import type { Path } from "./path";

export { JsonPathError, type JsonPathErrorKind } from "./jsonpath-errors";
export { printJson, type JsonValue } from "./json-value";
export { isDefinite, type Path } from "./path";
export { parseDocument } from "./json-smart";

export type Compiled =
  { readonly ok: true; readonly path: Path } | { readonly ok: false; readonly error: JsonPathError };
export type Found =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly error: JsonPathError };

function guarded<Result>(work: () => Result): Result | JsonPathError {
  try {
    return work();
  } catch (error) {
    if (error instanceof JsonPathError) return error;
    if (error instanceof JavaError) return invalidPath(error.message);
    throw error;
  }
}

/** Compiles a path of Jayway JsonPath 2.10.0. */
export function parseJsonPath(source: string): Compiled {
  const path = guarded(() => compilePath(source));
  if (!(path instanceof JsonPathError)) return { ok: true, path };
  // In Jayway every failure of the compiler is an invalid path.
  return { ok: false, error: path.kind === "IllegalArgument" ? path : new JsonPathError("InvalidPath", path.reason) };
}

/** Applies a path to a parsed document. A null document is refused, as in Jayway. */
export function evaluateJsonPath(path: Path, document: JsonValue): Found {
  if (document === null) return { ok: false, error: new JsonPathError("IllegalArgument", "the document is null") };
  const value = guarded(() => readPath(path, document, newSession(document)));
  return value instanceof JsonPathError ? { ok: false, error: value } : { ok: true, value };
}

/** Reads a response body with Jayway's permissive reader: a body that is not JSON is one text. */
export const readBody = remembered((text): Found => {
  const value = guarded(() => parseBody(text));
  return value instanceof JsonPathError ? { ok: false, error: value } : { ok: true, value };
}, 200);

/** Applies a path to a response body, like one row of the mapping of an HTTP or Parse activity. */
export function applyJsonPath(source: string, body: string): Found {
  const compiled = parseJsonPath(source);
  if (!compiled.ok) return compiled;
  const document = readBody(body);
  return document.ok ? evaluateJsonPath(compiled.path, document.value) : document;
}
