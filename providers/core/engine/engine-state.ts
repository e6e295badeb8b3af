import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { z } from "zod";
import type * as Grpc from "@grpc/grpc-js";
import type * as Engine from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as Messages from "@pulumi/pulumi/proto/engine_pb";
import { systemClock } from "../../http/clock";
import { engineRun } from "../telemetry/call-log";
import { report } from "../telemetry/report";
import { projectRoot, backendOf } from "../settings/project";
import { stackOf } from "./holdings";
import type { StateReader } from "./this-stack";
import { endRequests } from "../../http/last-requests";

const MAX_STATE_BYTES = 512 * 1024 * 1024;
const EXPORT_TIMEOUT_MS = 60_000;
const CALL_TIMEOUT_MS = 5_000;

let root: string | undefined;
let backend: string | undefined;

/** The state of the stack that this process's engine works on, from the engine and from the CLI. */
export const engineState: StateReader = {
  root: async () => {
    if (root !== undefined) return root;
    // Without an answer of the engine, the content of the state must prove which stack it belongs to.
    const urn = await rootResource().catch(() => "");
    return (root = urn === "" ? undefined : stackOf(urn));
  },
  exportOf: async (stack) => {
    const named = stack === undefined ? [] : ["--stack", stack];
    // The engine overwrites the state file in a folder, so a reader can see half of it.
    for (let attempt = 1; ; attempt += 1) {
      const exported = await asked(["stack", "export", "--non-interactive", "--color=never", ...named]);
      if (typeof exported === "string") return exported;
      if (attempt === MAX_ATTEMPTS || !HALF_WRITTEN.test(exported.message)) throw exported;
      await systemClock.sleep(PAUSE_MS * attempt);
    }
  },
  stacks: listed,
  backend: () => (backend ??= backendOf(process.env, projectRoot())),
  warn,
};

const MAX_ATTEMPTS = 6;
const PAUSE_MS = 100;
const HALF_WRITTEN = /failed to load checkpoint|unexpected end of JSON|unmarshal/i;

/** The project's stacks, by the names that the CLI accepts. */
async function listed(): Promise<readonly string[]> {
  const text = await asked(["stack", "ls", "--json", "--non-interactive", "--color=never"]);
  if (typeof text !== "string") throw text;
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(text))
    .map(({ name }) => name);
}

/** The CLI's output, or its error message. */
function asked(args: readonly string[]): Promise<string | Error> {
  const options = { cwd: projectRoot(), maxBuffer: MAX_STATE_BYTES, timeout: EXPORT_TIMEOUT_MS };
  return new Promise((done) => {
    execFile("pulumi", args, options, (error, stdout, stderr) => {
      const said = stderr.split("\n").find((line) => line.startsWith("error:"));
      done(error === null ? stdout : new Error(said?.replace(/^error:\s*/, "") ?? error.message));
    });
  });
}

interface Sdk {
  readonly grpc: typeof Grpc;
  readonly engine: typeof Engine;
  readonly messages: typeof Messages;
}

let loaded: Sdk | undefined;

/** Parts of the SDK, loaded when needed, as few runs use them. `require` returns no types; these are the modules' types. */
export function sdk(): Sdk {
  if (loaded !== undefined) return loaded;
  const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  return (loaded = {
    grpc: load("@grpc/grpc-js") as typeof Grpc,
    engine: load("./proto/engine_grpc_pb") as typeof Engine,
    messages: load("./proto/engine_pb") as typeof Messages,
  });
}

/**
 * The URN of the stack, which the program's SDK sends to the engine; empty where no program runs.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/engine.proto
 */
async function rootResource(): Promise<string> {
  const { messages } = sdk();
  const request = new messages.GetRootResourceRequest();
  const answer = await call<Messages.GetRootResourceResponse>((client, ...rest) =>
    client.getRootResource(request, ...rest),
  );
  return answer?.getUrn() ?? "";
}

/** Shows a warning through the engine; as a plain line where the engine does not answer. */
async function warn(sentence: string): Promise<void> {
  const { messages } = sdk();
  const request = new messages.LogRequest();
  request.setSeverity(messages.LogSeverity.WARNING);
  request.setMessage(sentence);
  const shown = await call<unknown>((client, ...rest) => client.log(request, ...rest)).then(
    (answer) => answer !== undefined,
    () => false,
  );
  if (!shown) report(`warning: ${sentence}`);
}

type Done<T> = (error: Grpc.ServiceError | null, answer: T) => void;

/** One call to the engine that started this process; undefined where there is none. */
async function call<T>(
  ask: (
    client: Engine.EngineClient,
    metadata: Grpc.Metadata,
    options: Partial<Grpc.CallOptions>,
    done: Done<T>,
  ) => unknown,
): Promise<T | undefined> {
  const address = engineRun(process.argv, process.env)?.run;
  if (address === undefined) return undefined;
  const { grpc, engine } = sdk();
  const client = new engine.EngineClient(address, grpc.credentials.createInsecure());
  const options = { deadline: Date.now() + CALL_TIMEOUT_MS };
  return new Promise<T>((done, failed) => {
    ask(client, new grpc.Metadata(), options, (error, answer) => (error === null ? done(answer) : failed(error)));
  }).finally(() => client.close());
}

let watching = false;

/**
 * Ends this process when the engine that started it has died: sends nothing new, waits for the running requests and notes what they
 * made. Does nothing in other processes, or the second time.
 *
 * Watches the engine's address instead of the parent process, which is a shell that lives as long as this process.
 */
export function endWithEngine(): void {
  const mine = engineRun(process.argv, process.env);
  if (watching || mine?.role !== "provider") return;
  watching = true;
  const { grpc, engine } = sdk();
  const channel = new engine.EngineClient(mine.run, grpc.credentials.createInsecure()).getChannel();
  const { READY, TRANSIENT_FAILURE } = grpc.connectivityState;
  let wasReady = false;
  const watch = (): void => {
    const state = channel.getConnectivityState(true);
    wasReady ||= state === READY;
    // An engine that never answered may still be starting.
    if (wasReady && state === TRANSIENT_FAILURE) return void endRequests().then(() => process.exit(1));
    channel.watchConnectivityState(state, Infinity, watch);
  };
  watch();
}
