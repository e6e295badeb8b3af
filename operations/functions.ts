import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { z } from "zod";
import type { Exchange, HttpAnswer, HttpRequest } from "../flow/simulate";

/** Runs custom functions of Contact Center as the platform does: `handle(request, response)`. */

/** Source by the function's name or id. */
export type Functions = Readonly<Record<string, { readonly file: string; readonly source: string }>>;

const SECONDS = 5;
const MEGABYTES = 32;
/** Time of a function on the call's clock, independent of this machine. */
const DELAY_MS = 150;

/** Code of the worker: runs the source in a context without any API, in which code cannot be made from text. */
const WORKER = `
const { workerData } = require("node:worker_threads");
const { Script, createContext } = require("node:vm");
const { port, flag, file, source, inputs } = workerData;
// Errors of this realm that reach the function must not lead it to this realm's constructors.
for (const made of [function () {}, async function () {}, function* () {}, async function* () {}])
  Object.defineProperty(Object.getPrototypeOf(made), "constructor", { value: undefined });
const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
const before = 'const module = { exports: {} }; let exports = module.exports; const console = { log() {}, info() {}, warn() {}, error() {}, debug() {} };';
const after = ';(async () => {' +
  'const found = typeof handle === "function" ? handle : typeof module.exports === "function" ? module.exports : module.exports.handle;' +
  'if (typeof found !== "function") throw new Error("it exports no function called handle");' +
  'const response = {};' +
  'const answer = await found(JSON.parse(' + JSON.stringify(JSON.stringify({ inputs })) + '), response);' +
  'return JSON.stringify((answer ?? response).data ?? null);' +
  '})()';
const done = (message) => {
  port.postMessage(message);
  Atomics.store(new Int32Array(flag), 0, 1);
  Atomics.notify(new Int32Array(flag), 0);
};
const failed = (error) => {
  const [, line] = new RegExp(/[.]c?js:([0-9]+)/).exec(String(error && error.stack)) ?? [];
  done({ error: String((error && error.message) ?? error) + (line === undefined ? "" : " (line " + line + ")") });
};
try {
  const script = new Script(before + "\\n" + source + "\\n" + after, { filename: file, lineOffset: -1 });
  script.runInContext(context).then((text) => done({ text: String(text) }), failed);
} catch (error) {
  failed(error);
}
`;

const outcome = z.union([z.object({ text: z.string() }), z.object({ error: z.string() })]);
type Outcome = z.output<typeof outcome>;

/** The source as a script, which cannot have exports: the function is found by its name. */
const asScript = (source: string): string =>
  source
    .replace(/^([ \t]*)export\s+default\s+/gm, "$1module.exports = ")
    .replace(/^([ \t]*)export\s*\{[^}]*\};?/gm, "$1")
    .replace(/^([ \t]*)export\s+(?=(?:async|function|const|let|var|class)\b)/gm, "$1");

/** Runs `source` to its end in a locked worker, while this thread waits. Never throws. */
export function runFunction({ file, source }: Functions[string], inputs: unknown, seconds = SECONDS): Outcome {
  const flag = new SharedArrayBuffer(4);
  const { port1, port2 } = new MessageChannel();
  const name = /\.c?js$/.test(file) ? file : `${file}.js`;
  const worker = new Worker(WORKER, {
    eval: true,
    workerData: { port: port2, flag, file: name, source: asScript(source), inputs },
    transferList: [port2],
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 8 },
  });
  // An error shows as a missing answer at the deadline.
  worker.on("error", () => undefined);
  Atomics.wait(new Int32Array(flag), 0, 0, seconds * 1_000);
  const received = outcome.safeParse(receiveMessageOnPort(port1)?.message);
  port1.close();
  void worker.terminate();
  if (received.success) return received.data;
  return { error: `gave no answer within ${seconds} s and ${MEGABYTES} MB` };
}

/** Runs the given functions; passes all other requests to `answer`. */
export const withFunctions =
  <Answer>(functions: Functions, answer: (request: HttpRequest, earlier: readonly Exchange[]) => Answer) =>
  (request: HttpRequest, earlier: readonly Exchange[]): Answer | HttpAnswer => {
    const { method, url, body } = request;
    const known = method === "FUNCTION" && Object.hasOwn(functions, url) ? functions[url] : undefined;
    if (known === undefined) return answer(request, earlier);
    const outcome = runFunction(known, JSON.parse(body));
    return "error" in outcome
      ? { failure: `${known.file}: ${outcome.error}`, delayMs: DELAY_MS }
      : { status: 200, body: outcome.text, delayMs: DELAY_MS };
  };
