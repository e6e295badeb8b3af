import type { JsonObject } from "../core/json";

/** One entry of a REST error body, also used for a failed write in a collection. */
export interface Problem {
  readonly errorCode: string;
  readonly message: string;
  /** Fields at fault; only failures of a write have this member. */
  readonly fields?: readonly string[];
}

/** An error that a REST resource answers. Handlers throw it; their writes are then undone. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${problem.errorCode}: ${problem.message}`);
  }
}

const refuse = (status: number, errorCode: string, message: string): Refused =>
  new Refused(status, { message, errorCode });

/** A write that breaks a rule of the data: 400, with the fields at fault. */
export const badWrite = (errorCode: string, message: string, fields: readonly string[] = []): Refused =>
  new Refused(400, { message, errorCode, fields });

export const badRequest = (errorCode: string, message: string): Refused => refuse(400, errorCode, message);

export const notFound = (message = "The requested resource does not exist"): Refused =>
  refuse(404, "NOT_FOUND", message);

export const entityIsDeleted = (): Refused => refuse(404, "ENTITY_IS_DELETED", "entity is deleted");

export const invalidSession = (message = "Session expired or invalid"): Refused =>
  refuse(401, "INVALID_SESSION_ID", message);

export const forbidden = (errorCode: string, message: string): Refused => refuse(403, errorCode, message);

export const insufficientAccess = (): Refused =>
  new Refused(403, {
    message: "insufficient access rights on object id",
    errorCode: "INSUFFICIENT_ACCESS_OR_READONLY",
    fields: [],
  });

export const methodNotAllowed = (method: string, allowed: readonly string[]): Refused =>
  refuse(405, "METHOD_NOT_ALLOWED", `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(",")}`);

export const unsupportedMediaType = (contentType: string): Refused =>
  refuse(
    415,
    "UNSUPPORTED_MEDIA_TYPE",
    `Content-Type header specified in HTTP request is not supported: ${contentType}`,
  );

export const jsonError = (message: string): Refused => refuse(400, "JSON_PARSER_ERROR", message);

export const requiredMissing = (fields: readonly string[]): Refused =>
  badWrite("REQUIRED_FIELD_MISSING", `Required fields are missing: [${fields.join(", ")}]`, fields);

export const duplicateValue = (field: string, holder: string): Refused =>
  badWrite(
    "DUPLICATE_VALUE",
    `duplicate value found: ${field} duplicates value on record with id: ${holder.slice(0, 15)}`,
  );

export const brokenReference = (fields: readonly string[] = []): Refused =>
  badWrite("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", fields);

/** The problem as an entry of an error list. */
export const problemBody = ({ message, errorCode, fields }: Problem): JsonObject => ({
  message,
  errorCode,
  ...(fields === undefined ? {} : { fields }),
});
