import type { AddressInfo, Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { Env } from "./vendor";

/** How long an idle connection is kept open. */
const KEEP_ALIVE_MS = 600_000;

export interface Listening {
  /** `http://127.0.0.1:{port}` */
  readonly url: string;
  /** Stops listening, cuts open connections, and resolves when no handler is running any more. */
  readonly close: () => Promise<void>;
}

/** @param port 0 for any free port. @throws Error when the port is taken. */
export const listen = (fetch: Hono<Env>["fetch"], port: number, unref = false): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const running = new Set<Promise<unknown>>();
    const server = createAdaptorServer({
      fetch: (request, env) => {
        const answer = Promise.resolve(fetch(request, env));
        running.add(answer);
        return answer.finally(() => running.delete(answer));
      },
    });
    // Node's default of 5 s would cut the pooled connections of slow clients.
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = KEEP_ALIVE_MS;
    // Open connections keep the process alive, like the listener.
    if (unref) server.on("connection", (socket: Socket) => socket.unref());
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new Error(`Port ${port} of 127.0.0.1 is taken; choose another one with --port.`) : error);
    });
    server.listen(port, "127.0.0.1", () => {
      if (unref) server.unref();
      // The address of a TCP server is always an AddressInfo; the type also covers pipes.
      const address = server.address() as AddressInfo;
      const close = async (): Promise<void> => {
        const closed = new Promise((done) => server.close(done));
        if ("closeAllConnections" in server) server.closeAllConnections();
        await closed;
        await Promise.allSettled(running);
      };
      resolve({ url: `http://127.0.0.1:${address.port}`, close });
    });
  });
