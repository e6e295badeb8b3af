/** A call that cannot be made; the message is one or two sentences with the way out. */
export class CallError extends Error {
  override readonly name = "CallError";
}
