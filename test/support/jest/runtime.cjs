const { createRequire, isBuiltin } = require("node:module");
const { sep } = require("node:path");
const { default: Runtime } = require("jest-runtime");

const LIBRARY = `${sep}node_modules${sep}`;

/**
 * jest's runtime, but a library is loaded by Node, once for each worker, and not once for each test file. Our own modules are loaded for
 * each file as ever: no test sees what another left in them.
 */
module.exports = class SharedLibraries extends Runtime {
  requireModuleOrMock(from, name) {
    if (/^[./]/.test(name) || isBuiltin(name) || name.startsWith("@jest/"))
      return super.requireModuleOrMock(from, name);
    const require = createRequire(from);
    const path = require.resolve(name);
    return path.includes(LIBRARY) ? require(path) : super.requireModuleOrMock(from, name);
  }
};
