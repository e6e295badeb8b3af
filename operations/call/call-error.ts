/** A call that cannot be made; the message is one or two sentences that say what to do. */
export class CallError extends Error {
  override readonly name = "CallError";
}
