import http from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  /** With the query, as sent. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** The same number for requests over the same connection. */
  readonly connection: number;
}

export type Reply = (response: http.ServerResponse, request: Received) => void;

export interface Served {
  /** `http://127.0.0.1:{port}` */
  readonly url: string;
  readonly received: readonly Received[];
  /** Replies to the next requests, one each, before the standing one is used. */
  next(...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

/** A server that answers by script. */
export async function serve(standing: Reply): Promise<Served> {
  const received: Received[] = [];
  const script: Reply[] = [];
  const connections = new Map<Socket, number>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const connection = connections.get(request.socket) ?? connections.size + 1;
      connections.set(request.socket, connection);
      const { method = "", url = "", headers } = request;
      const got = { method, url, headers, body: Buffer.concat(chunks), connection };
      received.push(got);
      (script.shift() ?? standing)(response, got);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is always an AddressInfo; the type also covers pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    next: (...replies) => void script.push(...replies),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };

export const page =
  (status: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", ...headers });
    response.end("<!doctype html><html><body><h1>Sign in to the guest network</h1></body></html>");
  };

/** Cuts the connection before a byte of the answer. */
export const cut: Reply = (response) => response.socket?.destroy();

/** Cuts the connection in the middle of the answer's body. */
export const cutInBody: Reply = (response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
  response.write('{"half":');
  setImmediate(() => response.socket?.destroy());
};

/** Never answers. */
export const silence: Reply = () => undefined;
