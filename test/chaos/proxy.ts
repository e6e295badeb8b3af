import { cut, json, page, type Received, type Reply, serve } from "../support/http-server";
import type { Random } from "../support/random";

/** What can happen to a request. `before`: the service never sees it; `after`: it has done the work. */
export const FAULTS = [
  "429 with Retry-After",
  "429 without",
  "503 before",
  "reset before",
  "502 after",
  "lost answer",
  "half an answer",
  "foreign answer",
  "doubled",
] as const;
type Fault = (typeof FAULTS)[number];

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the service answers to a request. */
export async function forwarded(target: string, { method, url, headers, body }: Received): Promise<Answered> {
  const kept = Object.entries(headers).filter(([name]) => !["host", "connection", "content-length"].includes(name));
  const sent = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: sent,
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  const names = ["content-type", "date", "retry-after", "trackingid"];
  const shown = names.flatMap((name): [string, string][] => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { status: answer.status, headers: Object.fromEntries(shown), body: await answer.text() };
}

/** Tells an answer as it came. */
export const tell =
  ({ status, headers, body }: Answered): Reply =>
  (response) => {
    response.writeHead(status, headers);
    response.end(status === 204 ? undefined : body);
  };

/** A network that fails by a seed, in front of a service. */
export interface BadNetwork {
  readonly url: string;
  /** From now on each request meets a fault as often as this, from 0 to 1. */
  rate: number;
  /** After so many requests more the client is dead: the last one is carried out and never answered, later ones are not sent. */
  killAfter: number;
  readonly isDead: boolean;
  /** Requests that the service got twice, such as `POST /path`. */
  readonly doubled: readonly string[];
  revive(): void;
  close(): Promise<void>;
}

/** @param target address of the service without a path. */
export async function badNetwork(target: string, random: Random): Promise<BadNetwork> {
  let dead = false;
  const doubled: string[] = [];
  const forward = (received: Received): Promise<Answered> => forwarded(target, received);
  const half =
    ({ status, headers, body }: Answered): Reply =>
    (response) => {
      response.writeHead(status, { ...headers, "Content-Length": "100000" });
      response.write(body.slice(0, body.length / 2));
      setImmediate(() => response.socket?.destroy());
    };
  const after: Partial<Record<Fault, (answer: Answered) => Reply>> = {
    "502 after": () => page(502),
    "lost answer": () => cut,
    "half an answer": half,
    "foreign answer": () => json({ status: "welcome", network: "guest" }),
  };
  const before: Partial<Record<Fault, Reply>> = {
    "429 with Retry-After": json({ message: "slow down" }, 429, { "Retry-After": "1" }),
    "429 without": json({ message: "slow down" }, 429),
    "503 before": page(503),
    "reset before": cut,
  };
  const replyTo = async (request: Received, fault: Fault | undefined): Promise<Reply> => {
    const early = fault === undefined ? undefined : before[fault];
    if (early !== undefined) return early;
    const answer = await forward(request);
    if (fault === "doubled") {
      doubled.push(`${request.method} ${request.url}`);
      await forward(request);
    }
    const late = fault === undefined ? undefined : after[fault];
    return (late ?? tell)(answer);
  };
  const network = {
    rate: 0,
    killAfter: Number.POSITIVE_INFINITY,
    url: "",
    doubled,
    get isDead() {
      return dead;
    },
    revive: () => {
      dead = false;
      network.killAfter = Number.POSITIVE_INFINITY;
    },
    close: () => served.close(),
  };
  const served = await serve((response, request) => {
    if (dead) return cut(response, request);
    if (/access_token$/.test(request.url))
      return void forward(request).then((answer) => tell(answer)(response, request));
    network.killAfter -= 1;
    dead = network.killAfter <= 0;
    const fault = random.next() < network.rate ? random.pick(FAULTS) : undefined;
    const reply = dead ? forward(request).then(() => cut) : replyTo(request, fault);
    reply.then((say) => say(response, request)).catch(() => response.socket?.destroy());
  });
  network.url = served.url;
  return network;
}
