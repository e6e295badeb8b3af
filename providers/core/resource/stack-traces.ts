/** If this variable is set, errors and resources keep their stack traces, for debugging a program or datadip itself. */
export const STACK_TRACES = "DATADIP_STACK_TRACES";

/**
 * Stops stack traces until the returned function is called. The SDK takes one for every property of every resource, which source maps
 * then translate: more than half of a large program's time, and 325 bytes of state for each resource. The SDK also sets the limit
 * itself, so until then `Error.stackTraceLimit` reads 0 and ignores writes. Errors lose their frames and keep their messages.
 */
export function pauseStackTraces(env: NodeJS.ProcessEnv = process.env): () => void {
  if (env[STACK_TRACES] !== undefined) return () => undefined;
  const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  Object.defineProperty(Error, "stackTraceLimit", { configurable: true, get: () => 0, set: () => undefined });
  return () => {
    if (before === undefined) Reflect.deleteProperty(Error, "stackTraceLimit");
    else Object.defineProperty(Error, "stackTraceLimit", before);
  };
}
