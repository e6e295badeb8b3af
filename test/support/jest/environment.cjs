/**
 * A test environment in the realm of its worker. jest's own gives each test file a realm of its own whose global object is a Proxy:
 * there a look-up of a global takes a hundred times as long, an error of Node's file system is no `instanceof Error`, and every library
 * is evaluated anew for each file. Test files stay apart by jest's registry of modules; what a file changes on the worker itself
 * (environment variables, working folder, exit code, handlers of signals) is put back when it ends.
 */
const { AsyncLocalStorage } = require("node:async_hooks");
const vm = require("node:vm");
const { ModernFakeTimers } = require("@jest/fake-timers");
const { ModuleMocker } = require("jest-mock");

/** Stands for the worker's own context, which Node has no name for: code compiled without a context runs in it. */
const OWN = vm.createContext({});
const compileFunction = vm.compileFunction;
/** V8's compiled code of each module, by file: every test file evaluates our modules anew, none needs to compile them anew. */
const compiled = new Map();

vm.compileFunction = (code, params, options) => {
  if (options?.parsingContext !== OWN) return compileFunction(code, params, options);
  const known = compiled.get(options.filename);
  const cachedData = known?.code === code ? known.data : undefined;
  const here = {
    ...options,
    importModuleDynamically: undefined,
    parsingContext: undefined,
    cachedData,
    produceCachedData: cachedData === undefined,
  };
  const result = compileFunction(code, params, here);
  if (result.cachedData !== undefined) compiled.set(options.filename, { code, data: result.cachedData });
  return result;
};

/** Storages that a test file has used. Node 20 asks each at every promise, so those of files that ended are switched off. */
const storages = new Set();
for (const method of ["run", "enterWith"]) {
  const own = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    storages.add(this);
    return own.apply(this, args);
  };
}

/** What jest keeps on the global object for one test file: its state, its handlers of events, what `jest.setTimeout` said. */
const OF_ONE_FILE =
  /^(EVENT_HANDLERS|JEST_STATE_SYMBOL|TEST_TIMEOUT_SYMBOL|(LOG_ERRORS_BEFORE_|WAIT_BEFORE_)?RETRY.*)$/;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** What a test file can change on the worker, as it is now; the function returned puts it back. */
function remember() {
  const env = { ...process.env };
  const folder = process.cwd();
  const { exitCode, exit, argv } = process;
  const listeners = SIGNALS.map((signal) => [signal, process.rawListeners(signal)]);
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.chdir(folder);
    Object.assign(process, { exitCode, exit, argv });
    for (const [signal, before] of listeners)
      for (const listener of process.rawListeners(signal))
        if (!before.includes(listener)) process.removeListener(signal, listener);
  };
}

module.exports = class WorkerEnvironment {
  constructor({ projectConfig }) {
    this.restore = remember();
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.restore();
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (OF_ONE_FILE.test(symbol.description)) delete globalThis[symbol];
    for (const storage of storages) storage.disable();
    storages.clear();
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  getVmContext() {
    return OWN;
  }
};
