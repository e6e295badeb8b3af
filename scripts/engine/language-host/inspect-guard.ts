/**
 * Loaded before a program. The SDK shows a thrown error through `util.inspect(error, { colors: true })`, and that does not come back for a
 * minute and takes gigabytes when a line of the stack ends in `node_modules/@pulumi/output.ts` or the like, as the SDK's do:
 * https://github.com/nodejs/node/issues/64011, mended in Node 26 but not in 20. Errors are therefore inspected without colours.
 */

import util from "node:util";

const original = util.inspect;

function inspect(value: unknown, ...options: unknown[]): string {
  if (value instanceof Error) return original(value, { colors: false });
  return String(Reflect.apply(original, util, [value, ...options]));
}

// Its defaults and its symbol are read off the function.
Object.defineProperties(inspect, Object.getOwnPropertyDescriptors(original));
Object.defineProperty(util, "inspect", { value: inspect, configurable: true, enumerable: true, writable: true });
