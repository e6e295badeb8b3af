/** Which exception Jayway throws. Only `PathNotFound` means that the document lacks the place; the others are mistakes in the path. */
export type JsonPathErrorKind =
  "PathNotFound" | "InvalidPath" | "InvalidJson" | "IllegalArgument" | "JsonPath" | "IndexOutOfBounds";

/** A path that cannot be read, or one that finds nothing in the document. */
export class JsonPathError extends Error {
  constructor(
    readonly kind: JsonPathErrorKind,
    readonly reason: string,
  ) {
    super(`${kind}: ${reason}`);
  }
}

/** An answer rather than a failure, and often given: without a stack, which takes longer than the look for the path. */
export const pathNotFound = (reason: string): JsonPathError => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new JsonPathError("PathNotFound", reason);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};
export const invalidPath = (reason: string): JsonPathError => new JsonPathError("InvalidPath", reason);
