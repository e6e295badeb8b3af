import { createRequire } from "node:module";
import type { Server } from "@grpc/grpc-js";
import type { Message } from "google-protobuf";
import { endWithEngine, engineState, sdk } from "../../../../providers/core/engine/engine-state";

/** What a provider's process asks of the engine that started it; a gRPC server of the SDK's own definition stands for the engine. */

const { grpc, engine, messages } = sdk();
const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
// The package has no types for a file of it; this is its one class.
const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js") as { readonly Empty: new () => Message };

const URN = "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev";

let running: Server | undefined;
const shown: [number, string][] = [];
let asked = 0;

/** Starts an engine that answers with this URN, or refuses; this process is then its provider. */
async function start(urn: string | undefined): Promise<void> {
  const server = new grpc.Server();
  const refusal = { code: grpc.status.INTERNAL };
  server.addService(engine.EngineService, {
    getRootResource: (_: unknown, done: (error: object | null, answer?: unknown) => void) => {
      asked += 1;
      const answer = new messages.GetRootResourceResponse();
      answer.setUrn(urn ?? "");
      done(urn === undefined ? refusal : null, answer);
    },
    log: (
      call: { readonly request: InstanceType<typeof messages.LogRequest> },
      done: (error: object | null, answer?: unknown) => void,
    ) => {
      shown.push([call.request.getSeverity(), call.request.getMessage()]);
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  running = server;
  process.argv = [...process.argv.slice(0, 2), `127.0.0.1:${port}`];
}
const stop = (): void => running?.forceShutdown();
afterEach(stop);

it("the stack of a run is not known from an engine that refuses or runs no program, and is asked for until it is", async () => {
  await start(undefined);
  expect(await engineState.root()).toBeUndefined();
  stop();
  await start("");
  expect(await engineState.root()).toBeUndefined();
  stop();
  await start(URN);
  expect(await engineState.root()).toBe("dev::acme");
  stop();
  expect(await engineState.root()).toBe("dev::acme");
  expect(asked).toBe(3);
});

it("a warning is shown by the engine", async () => {
  await start(URN);
  await engineState.warn("Look at this.");
  expect(shown).toEqual([[messages.LogSeverity.WARNING, "Look at this."]]);
});

it("a provider ends when its engine has, after the running requests, and once", async () => {
  await start(URN);
  const exits: unknown[] = [];
  const exited = new Promise<void>((resolve) => {
    // Restored by the test environment.
    process.exit = ((code: unknown) => {
      exits.push(code);
      resolve();
    }) as never;
  });
  endWithEngine();
  endWithEngine();
  // Answers come after the first connection is there.
  for (const _ of [1, 2, 3]) await engineState.warn("Still here.");
  expect(exits).toEqual([]);
  stop();
  await exited;
  expect(exits).toEqual([1]);
});
