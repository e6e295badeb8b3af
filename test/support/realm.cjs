/**
 * jest runs tests in a realm of its own, where an error of Node's file system is no `instanceof Error`. In production it is:
 * this mends the difference here, in one place, so that the code under test need not know of jest.
 */
const { types } = require("node:util");

// Node makes this list once; jest's copy of `process` would make it for every request of axios, which asks for it.
Object.defineProperty(process, "allowedNodeEnvironmentFlags", { value: process.allowedNodeEnvironmentFlags });

const ordinary = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(candidate) {
    return this === Error
      ? types.isNativeError(candidate) || ordinary.call(this, candidate)
      : ordinary.call(this, candidate);
  },
});
