/**
 * Loaded before a program. The SDK prints a thrown error with `util.inspect(error, { colors: true })`. That call takes a minute and
 * gigabytes of memory when a line of the stack ends in `node_modules/@pulumi/output.ts` or the like, as the SDK's lines do:
 * https://github.com/nodejs/node/issues/64011, fixed in Node 26 but not in 20. So errors are inspected without colours.
 */

import util from "node:util";

const original = util.inspect;

function inspect(value: unknown, ...options: unknown[]): string {
  if (value instanceof Error) return original(value, { colors: false });
  return String(Reflect.apply(original, util, [value, ...options]));
}

// Callers read its defaults and its symbol from the function.
Object.defineProperties(inspect, Object.getOwnPropertyDescriptors(original));
Object.defineProperty(util, "inspect", { value: inspect, configurable: true, enumerable: true, writable: true });
