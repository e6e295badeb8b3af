import { createAdaptorServer } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { FileError } from "./yaml-file";

/** @throws FileError where the text is not a port. */
export function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new FileError(`--port ${text} is not a port; give a whole number from 1 to 65535, or 0 for any free one.`);
  return port;
}

/** Resolves when the user asks for an end, by Ctrl-C or SIGTERM. */
export const askedToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });

export interface Served {
  readonly url: string;
  readonly close: () => void;
}

/** Serves `fetch` on the loopback. @throws Error where the port is taken. */
export function serveOn(port: number, fetch: (request: Request) => Promise<Response>): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({ fetch });
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new FileError(`Port ${port} of 127.0.0.1 is taken; choose another one with --port.`)
          : error,
      ),
    );
    server.listen(port, "127.0.0.1", () => {
      // A TCP server's address is always an AddressInfo; the type also covers pipes.
      const { port: given } = server.address() as AddressInfo;
      const close = (): void => {
        if ("closeAllConnections" in server) server.closeAllConnections();
        server.close();
      };
      resolve({ url: `http://127.0.0.1:${given}`, close });
    });
  });
}
