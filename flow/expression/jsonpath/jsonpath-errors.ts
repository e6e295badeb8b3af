import { remembered } from "../../remembered";

/** Jayway's exceptions. Only `PathNotFound` means that the document does not have the path; the others are mistakes in the path. */
export type JsonPathErrorKind =
  "PathNotFound" | "InvalidPath" | "InvalidJson" | "IllegalArgument" | "JsonPath" | "IndexOutOfBounds";

/** Thrown for a path that cannot be read, and for one that finds nothing in the document. */
export class JsonPathError extends Error {
  constructor(
    readonly kind: JsonPathErrorKind,
    readonly reason: string,
  ) {
    super(`${kind}: ${reason}`);
  }
}

/** An ordinary and frequent result. It has no stack and is made once, because making one takes longer than the search for the path. */
export const pathNotFound = remembered((reason): JsonPathError => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new JsonPathError("PathNotFound", reason);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}, 500);
export const invalidPath = (reason: string): JsonPathError => new JsonPathError("InvalidPath", reason);
