import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { z } from "zod";
import type * as Grpc from "@grpc/grpc-js";
import type * as Engine from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as Messages from "@pulumi/pulumi/proto/engine_pb";
import { systemClock } from "../../http/clock";
import { engineRun } from "../telemetry/call-log";
import { report } from "../telemetry/report";
import { projectRoot } from "../settings/project";
import { backendOf } from "../settings/project";
import { stackOf } from "./holdings";
import type { StateReader } from "./this-stack";

const MAX_STATE_BYTES = 512 * 1024 * 1024;
const EXPORT_TIMEOUT_MS = 60_000;
const CALL_TIMEOUT_MS = 5_000;

let root: string | undefined;

/** The state of the stack that the engine of this process works on, by the engine itself and by the CLI. */
export const engineState: StateReader = {
  root: async () => {
    if (root !== undefined) return root;
    // An engine that does not answer is one that does not know: the state itself must then prove whose it is.
    const urn = await rootResource().catch(() => "");
    return (root = urn === "" ? undefined : stackOf(urn));
  },
  exportOf: async (stack) => {
    const named = stack === undefined ? [] : ["--stack", stack];
    // The engine writes the state of a folder in place, so that a reader can meet half of it.
    for (let attempt = 1; ; attempt += 1) {
      const exported = await asked(["stack", "export", "--non-interactive", "--color=never", ...named]);
      if (typeof exported === "string") return exported;
      if (attempt === MAX_ATTEMPTS || !HALF_WRITTEN.test(exported.message)) throw exported;
      await systemClock.sleep(PAUSE_MS * attempt);
    }
  },
  stacks: listed,
  backend: () => backendOf(process.env, projectRoot()),
  warn,
};

const MAX_ATTEMPTS = 6;
const PAUSE_MS = 100;
const HALF_WRITTEN = /failed to load checkpoint|unexpected end of JSON|unmarshal/i;

/** The project's stacks, by the names that the CLI takes. */
async function listed(): Promise<readonly string[]> {
  const text = await asked(["stack", "ls", "--json", "--non-interactive", "--color=never"]);
  if (typeof text !== "string") throw text;
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(text))
    .map(({ name }) => name);
}

/** What the CLI prints, or its own sentence of why it does not. */
function asked(args: readonly string[]): Promise<string | Error> {
  const options = { cwd: projectRoot(), maxBuffer: MAX_STATE_BYTES, timeout: EXPORT_TIMEOUT_MS };
  return new Promise((done) => {
    execFile("pulumi", args, options, (error, stdout, stderr) => {
      const said = stderr.split("\n").find((line) => line.startsWith("error:"));
      done(error === null ? stdout : new Error(said?.replace(/^error:\s*/, "") ?? error.message));
    });
  });
}

/** The SDK's own parts, loaded when they are needed: few runs ask. `require` knows no types; these are what the modules are. */
export function sdk(): { grpc: typeof Grpc; engine: typeof Engine; messages: typeof Messages } {
  const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  return {
    grpc: load("@grpc/grpc-js") as typeof Grpc,
    engine: load("./proto/engine_grpc_pb") as typeof Engine,
    messages: load("./proto/engine_pb") as typeof Messages,
  };
}

/**
 * The URN of the stack itself, which the program's SDK tells the engine; empty where no program runs.
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

/** Shows a warning as the engine's own; where it does not answer, as a plain line. */
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

/** One call of the engine that started this process; undefined outside of one. */
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
