/** Set to anything, errors and resources keep their stack traces, which helps to debug a program or datadip itself. */
export const STACK_TRACES = "DATADIP_STACK_TRACES";

/**
 * Stops stack traces until the returned function is called. The SDK takes one for every property of every resource, which
 * source maps then translate: more than half of a large program's time, and 325 bytes of state for each resource. It also sets the limit
 * itself, so a plain assignment would not last: while this is on, `Error.stackTraceLimit` reads 0 and ignores writes.
 * Lost meanwhile: the frames of errors. Their messages stay.
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
