/**
 * A test environment in the realm of its worker. jest's own gives each test file a realm of its own whose global object is a Proxy:
 * there a look-up of a global takes a hundred times as long, an error of Node's file system is no `instanceof Error`, and every library
 * is evaluated anew for each file. Test files stay apart by jest's registry of modules; what a file changes on the worker itself
 * (environment variables, working folder, exit code, listeners) is put back when it ends.
 */
const vm = require("node:vm");
const { ModernFakeTimers } = require("@jest/fake-timers");
const { ModuleMocker } = require("jest-mock");

const compileFunction = vm.compileFunction;
/** Stands for the worker's own context, which Node has no name for: code compiled without a context runs in it. */
const OWN = vm.createContext({});
vm.compileFunction = (code, params, options) =>
  compileFunction(code, params, options?.parsingContext === OWN ? { ...options, parsingContext: undefined } : options);

const EVENTS = [
  "SIGINT",
  "SIGTERM",
  "SIGHUP",
  "exit",
  "beforeExit",
  "uncaughtException",
  "unhandledRejection",
  "warning",
];

/** What a test file can change on the worker, as it is now; the function returned puts it back. */
function remember() {
  const env = { ...process.env };
  const folder = process.cwd();
  const { exitCode, exit, argv } = process;
  const listeners = EVENTS.map((event) => [event, process.rawListeners(event)]);
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.chdir(folder);
    Object.assign(process, { exitCode, exit, argv });
    for (const [event, before] of listeners)
      for (const listener of process.rawListeners(event))
        if (!before.includes(listener)) process.removeListener(event, listener);
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
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  getVmContext() {
    return OWN;
  }
};
