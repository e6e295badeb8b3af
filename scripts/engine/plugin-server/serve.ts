/** Common to all processes started by Pulumi's engine: they print a port on the first line of stdout, and end when the engine ends. */

import {
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";

/** Pulumi's limit for a message between its processes. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** The message of whatever was thrown. */
const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Makes a gRPC method from a function of the request; an exception becomes the call's error. */
export const unary =
  <Q, R>(answer: (request: Q) => R | Promise<R>): handleUnaryCall<Q, R> =>
  (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({ code: status.UNKNOWN, details: reasonOf(error) });
        },
      );
  };

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });

/**
 * Serves until the engine ends. Methods that are not in `methods` are answered with "unimplemented".
 *
 * @param beforeLeaving ends the processes that this one has started
 */
export async function servePlugin(
  service: ServiceDefinition,
  methods: UntypedServiceImplementation,
  beforeLeaving: () => Promise<void>,
): Promise<void> {
  const server = new Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  server.addService(service, methods);
  const leave = (): void => {
    void beforeLeaving().then(() => process.exit(0));
  };
  process.once("SIGINT", leave);
  process.once("SIGTERM", leave);
  // The engine keeps stdin open while it runs, so this process ends even when the engine is killed.
  process.stdin.once("end", leave).resume();
  process.stdout.write(`${String(await listen(server))}\n`);
}

/** Runs a plugin's main function; an error is printed as one line on stderr, with exit code 1. */
export function runPlugin(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${name}: ${reasonOf(error)}\n`);
    process.exitCode = 1;
  });
}
