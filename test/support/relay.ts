import { type Received, type Reply, serve, type Served } from "./http-server";

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Something between a client and a service: the work is done, and `change` says what the client gets to see of the answer. */
export interface Relay extends Served {
  /** Changes the answers to the next requests, one each. */
  afterwards(...changes: readonly ((answer: Answer) => Answer | "cut")[]): void;
  /** Changes the answer to every request whose method and path match; the newest rule wins. */
  always(pattern: RegExp, change: (answer: Answer, request: Received) => Answer): void;
}

/** A relay in front of the service at `target`, an address without a path. */
export async function relay(target: string): Promise<Relay> {
  const standing: [RegExp, (answer: Answer, request: Received) => Answer][] = [];
  const passing =
    (change?: (answer: Answer) => Answer | "cut"): Reply =>
    (response, request) => {
      const { method, url, headers, body } = request;
      const kept = Object.entries(headers).filter(([name]) => !["host", "connection", "content-length"].includes(name));
      const sent = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
      const more = body.length === 0 ? {} : { body: new Uint8Array(body) };
      const asked = fetch(`${target}${url}`, { method, headers: sent, ...more });
      const told = asked.then(async (answer) => {
        const type = answer.headers.get("content-type") ?? "";
        const date = answer.headers.get("date") ?? new Date().toUTCString();
        const whole: Answer = { status: answer.status, type, body: await answer.text() };
        const always = standing.find(([pattern]) => pattern.test(`${method} ${url}`))?.[1];
        const shown = (change ?? always)?.(whole, request) ?? whole;
        if (shown === "cut") return void response.socket?.destroy();
        response.writeHead(shown.status, { "Content-Type": shown.type, Date: date });
        response.end(shown.status === 204 ? undefined : shown.body);
      });
      // A connection that the service cuts is cut for the client too.
      told.catch(() => response.socket?.destroy());
    };
  const served = await serve(passing());
  return {
    ...served,
    afterwards: (...changes) => served.next(...changes.map(passing)),
    always: (pattern, change) => void standing.unshift([pattern, change]),
  };
}

/** The answer with another JSON body. */
export const withJson =
  (status: number, body: unknown): ((answer: Answer) => Answer) =>
  () => ({ status, type: "application/json", body: JSON.stringify(body) });
