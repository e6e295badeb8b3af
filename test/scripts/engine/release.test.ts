/** The official release where it cannot be had: no route, a silent firewall, a server that refuses. */

import { createServer, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { ensureEngine } from "../../../scripts/engine/ensure";
import { SILENT } from "../../../scripts/engine/progress";
import { Machine } from "./fakes";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => {
  machine.remove();
});

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${String(address.port)}`;
}

/** What the bootstrap says about the release before it goes on to the next source. */
async function passedOver(releaseOrigin: string, firstAnswerMs: number): Promise<string> {
  machine.go("ok");
  const said: string[] = [];
  const progress = { ...SILENT, say: (line: string) => said.push(line) };
  const env = machine.env({ DATADIP_ENGINE_SOURCES: "" });
  const engine = await ensureEngine({ env, releaseOrigin, firstAnswerMs, progress });
  expect(engine.source).toBe("go-modules");
  return said.find((line) => line.startsWith("Passed over")) ?? "";
}

describe("the official release", () => {
  it("is passed over when nothing answers at its address", async () => {
    const server = createServer();
    const origin = await listening(server);
    server.close();
    await once(server, "close");
    expect(await passedOver(origin, 30_000)).toMatch(
      /^Passed over: the official release cannot be downloaded \(127\.0\.0\.1:\d+: .*ECONNREFUSED/,
    );
  });

  it("is passed over when a firewall swallows the question", async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => sockets.add(socket));
    const origin = await listening(server);
    expect(await passedOver(origin, 200)).toMatch(/no answer within 0\.2 s/);
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });

  it("is passed over when a proxy refuses it", async () => {
    const server = createHttpServer((_request, response) => response.writeHead(403).end());
    const origin = await listening(server);
    expect(await passedOver(origin, 30_000)).toMatch(/127\.0\.0\.1:\d+ answered 403/);
    server.closeAllConnections();
    server.close();
  });
});
