/** Why a text or document is not a flow. */
export type FlowFormatCode =
  "not-json" | "truncated" | "too-big" | "too-deep" | "duplicate-key" | "not-a-flow" | "wrong-format" | "malformed";

/** The input cannot be used as a flow at all. The message is one or two sentences for an administrator. */
export class FlowFormatError extends Error {
  override readonly name = "FlowFormatError";
  constructor(
    readonly code: FlowFormatCode,
    message: string,
  ) {
    super(message);
  }
}

/** `error` with the file name in front of its message. */
export const inSource = (error: FlowFormatError, source: string | undefined): FlowFormatError =>
  source === undefined ? error : new FlowFormatError(error.code, `${source}: ${error.message}`);

/** A flow definition that cannot become a flow. Thrown for what the TypeScript compiler does not catch. */
export class FlowDefinitionError extends Error {
  override readonly name = "FlowDefinitionError";
}

/** The message of whatever was thrown. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
