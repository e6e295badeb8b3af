import { z } from "zod";
import { type Auth } from "../../../providers/http/auth";
import { HttpClient, type HttpClientOptions } from "../../../providers/http/client";
import type { HttpRequest, RequestEvent } from "../../../providers/http/request";
import { HttpError, type ErrorDialect } from "../../../providers/http/http-errors";
import { MAX_CONCURRENT, Throttle } from "../../../providers/http/throttle";
import { cut, cutInBody, json, page, type Reply, serve, type Served, silence } from "../../support/http-server";
import { NEW_YEAR, SkippingClock } from "../../support/manual-clock";

const dialect: ErrorDialect = {
  explain: (_, body) => ({ detail: typeof body === "string" ? body : JSON.stringify(body) }),
};

let server: Served;
let clock: SkippingClock;

beforeEach(async () => {
  server = await serve(json({ ok: true }));
  clock = new SkippingClock();
});
afterEach(() => server.close());

function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  const throttle = new Throttle(clock, 200);
  return new HttpClient({ baseUrl: server.url, dialect, clock, random: () => 0.5, throttle, ...options });
}

/** The error a request ends with. */
async function failing(request: HttpRequest, options: Partial<HttpClientOptions> = {}): Promise<HttpError> {
  const error: unknown = await client(options)
    .send(request)
    .catch((thrown: unknown) => thrown);
  if (error instanceof HttpError) return error;
  throw new Error(`expected an HttpError, got ${String(error)}`);
}

const get: HttpRequest = { method: "GET", path: "/thing" };
const post: HttpRequest = { method: "POST", path: "/thing", json: { a: 1 } };
const methods = (): readonly string[] => server.received.map(({ method }) => method);

describe("the wire", () => {
  it("uses one connection for one request after the other", async () => {
    const one = client();
    for (const _ of [1, 2, 3]) await one.send(get);
    expect(server.received.map(({ connection }) => connection)).toEqual([1, 1, 1]);
  });

  it("opens no more connections than requests may be in flight", async () => {
    const one = client();
    await Promise.all(Array.from({ length: 50 }, () => one.send(get)));
    expect(server.received).toHaveLength(50);
    expect(Math.max(...server.received.map(({ connection }) => connection))).toBeLessThanOrEqual(MAX_CONCURRENT);
  });

  it("sends a fresh tracking id and asks for JSON each time", async () => {
    const one = client();
    await one.send(get);
    await one.send(get);
    const [first, second] = server.received.map(({ headers }) => headers);
    expect(first?.accept).toBe("application/json");
    expect(first?.authorization).toBeUndefined();
    expect(first?.trackingid).toMatch(/^datadip_[0-9a-f-]{36}$/);
    expect(second?.trackingid).not.toBe(first?.trackingid);
  });

  it("keeps plus signs, blanks and quotes of a query apart", async () => {
    const filter = `name=="A & B";dialledNumber=="+13125550100"`;
    await client().send({ ...get, query: { filter, page: 0, deep: true, absent: undefined } });
    const query = new URLSearchParams(server.received[0]?.url.split("?")[1]);
    expect(Object.fromEntries(query)).toEqual({ filter, page: "0", deep: "true" });
    expect(server.received[0]?.url).toContain("%2B13125550100");
  });

  it("sends JSON, forms and nothing under their own content type", async () => {
    const one = client();
    await one.send({ ...post, json: { name: "Grüße" } });
    await one.send({ method: "POST", path: "/token", form: { grant_type: "refresh_token", secret: "a&b=c+d e" } });
    await one.send({ method: "DELETE", path: "/thing" });
    await one.send({ method: "POST", path: "/soap", text: { content: "<a>ü</a>", contentType: "text/xml" } });
    const [sentJson, sentForm, sentNothing, sentText] = server.received;
    expect(sentJson?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(String(sentJson?.body))).toEqual({ name: "Grüße" });
    expect(sentForm?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const form = new URLSearchParams(String(sentForm?.body));
    expect(Object.fromEntries(form)).toEqual({ grant_type: "refresh_token", secret: "a&b=c+d e" });
    expect(sentNothing?.body).toHaveLength(0);
    expect(sentNothing?.headers["content-type"]).toBeUndefined();
    expect(sentText?.headers["content-type"]).toBe("text/xml");
    expect(String(sentText?.body)).toBe("<a>ü</a>");
  });

  it("sends multipart bytes as they are, whatever they hold, and again the same on a second try", async () => {
    const bytes = Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256));
    const trap = Buffer.concat([Buffer.from("\r\n--boundary\r\n"), bytes]);
    server.next(json({}, 503), json({}, 429, { "Retry-After": "1" }));
    const parts = [
      { name: "info", content: '{"name":"ü.wav"}', contentType: "application/json" },
      { name: "file", content: trap, contentType: "audio/wav", filename: "ü.wav" },
    ];
    await client().send({ method: "PUT", path: "/audio", parts });
    expect(server.received).toHaveLength(3);
    for (const { headers, body } of server.received) {
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1] ?? "none";
      const line = (text: string): Buffer => Buffer.from(`${text}\r\n`);
      const expected = Buffer.concat([
        line(`--${boundary}`),
        line('Content-Disposition: form-data; name="info"'),
        line("Content-Type: application/json"),
        line(""),
        line('{"name":"ü.wav"}'),
        line(`--${boundary}`),
        line('Content-Disposition: form-data; name="file"; filename="ü.wav"'),
        line("Content-Type: audio/wav"),
        line(""),
        trap,
        line(""),
        line(`--${boundary}--`),
      ]);
      expect(body.equals(expected)).toBe(true);
    }
  });

  it("uploads more than ten megabytes", async () => {
    const content = Buffer.alloc(11 * 1024 * 1024, 7);
    await client().send({ method: "PUT", path: "/a", parts: [{ name: "f", content, contentType: "audio/wav" }] });
    expect(server.received[0]?.body.length).toBeGreaterThan(content.length);
  });

  it("does not go through a proxy to this machine's loopback", async () => {
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = "http://127.0.0.1:9";
    try {
      await expect(client().send(get)).resolves.toMatchObject({ status: 200 });
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
    }
  });

  it("says the service's clock and tracking id", async () => {
    server.next(json({}, 200, { Date: "Thu, 01 Jan 2026 00:00:07 GMT", TrackingId: "theirs_1" }));
    const times: number[] = [];
    const one = client({ onServerTime: (time) => times.push(time) });
    await expect(one.send(get)).resolves.toMatchObject({ trackingId: "theirs_1", isTracked: true });
    server.next(json({}, 200, { Date: "soon" }));
    const untracked = await one.send(get);
    expect(untracked).toMatchObject({ trackingId: server.received[1]?.headers.trackingid, isTracked: false });
    expect(times).toEqual([NEW_YEAR + 7000]);
  });

  it("returns bytes as they came where the caller asks for them, and reads an error's text all the same", async () => {
    const bytes = Buffer.from([0, 128, 255]);
    const one = client();
    server.next((response) => response.writeHead(200).end(bytes), json({ why: "gone" }, 404));
    await expect(one.send({ ...get, isBinary: true })).resolves.toMatchObject({ body: bytes });
    await expect(one.send(get)).rejects.toMatchObject({ body: { why: "gone" } });
    server.next(json({ why: "gone" }, 404), (response) => response.writeHead(400).end("no"), json({ bytes: false }));
    await expect(one.send({ ...get, isBinary: true })).rejects.toMatchObject({ detail: '{"why":"gone"}' });
    await expect(one.send({ ...get, isBinary: true })).rejects.toMatchObject({ detail: "no" });
    await expect(one.send(get)).resolves.toMatchObject({ body: { bytes: false } });
  });

  it("reports each request with what is left of the quota, also one without an answer", async () => {
    const sent: RequestEvent[] = [];
    const later =
      (reply: Reply): Reply =>
      (response, request) => {
        void clock.sleep(40);
        reply(response, request);
      };
    server.next(later(json({}, 409, { "X-Left": "17" })), cut);
    const one = client({
      onRequest: (event) => sent.push(event),
      remainingCalls: (headers) => ("x-left" in headers ? Number(headers["x-left"]) : undefined),
    });
    await expect(one.send(post)).rejects.toMatchObject({ status: 409 });
    await expect(one.send(post)).rejects.toMatchObject({ status: 0 });
    const event = { method: "POST", path: "/thing" };
    expect(sent).toEqual([
      { ...event, status: 409, at: NEW_YEAR, tookMs: 40, remaining: 17 },
      { ...event, status: 0, at: NEW_YEAR + 40, tookMs: 0, remaining: undefined },
    ]);
  });

  it("hands on an answer of any status as it came, asked for once", async () => {
    server.next(json({ errors: [] }, 503, { "X-Kind": "raw" }));
    const auth: Auth = { token: () => Promise.resolve("T1"), renew: () => Promise.resolve(undefined) };
    const { status, headers, body } = await client({ auth }).exchange(get);
    expect({ status, body, kind: headers["x-kind"] }).toEqual({ status: 503, body: { errors: [] }, kind: "raw" });
    expect(server.received.map(({ headers: { authorization } }) => authorization)).toEqual(["Bearer T1"]);
    await expect(client().exchange(get)).resolves.toMatchObject({ status: 200 });
  });

  it("takes an answer without a body", async () => {
    server.next((response) => response.writeHead(204).end());
    await expect(client().send({ method: "DELETE", path: "/thing" })).resolves.toMatchObject({ status: 204, body: "" });
  });
});

describe("a redirect", () => {
  it("is not followed, since it would carry the token to another address", async () => {
    server.next(json({}, 302, { Location: `${server.url}/elsewhere` }));
    const error = await failing(get);
    expect(error).toMatchObject({ failure: "no-such-route", status: 302 });
    expect(server.received.map(({ url }) => url)).toEqual(["/thing"]);
  });
});

describe("an error", () => {
  it("has the tracking id of its body, else of its headers, else the one that was sent", async () => {
    const tracked: ErrorDialect = {
      explain: (_, body) => ({ detail: "", trackingId: z.object({ id: z.string().optional() }).parse(body).id }),
    };
    const theirs = { TrackingId: "header_1" };
    server.next(json({ id: "body_1" }, 400, theirs), json({}, 400, theirs), json({}, 400));
    const ids = [];
    for (const _ of [1, 2, 3]) ids.push((await failing(get, { dialect: tracked })).trackingId);
    expect(ids).toEqual(["body_1", "header_1", server.received[2]?.headers.trackingid]);
  });

  it("has the advice of its body before that of the request", async () => {
    const advice = { conflict: "From the request." };
    server.next(json({}, 409), json({}, 409));
    expect((await failing({ ...get, advice })).message).toMatch(/From the request\.$/);
    const better: ErrorDialect = { explain: () => ({ detail: "", advice: "From the body." }) };
    const error = await failing({ ...get, advice }, { dialect: better });
    expect(error.message).toMatch(/From the body\.$/);
  });

  it.each([
    ["a gateway may", 504, 20_000, 20_000],
    ["a gateway may, for the usual time", 502, undefined, 30_000],
    ["the service itself may not", 500, 20_000, undefined],
  ])("says how long the request may still be worked on: %s", async (_, status, timeoutMs, mayWorkMs) => {
    server.next(json({}, status));
    const error = await failing({ ...post, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    expect(error.mayWorkMs).toBe(mayWorkMs);
  });
});

describe("a page instead of JSON", () => {
  it.each([
    [200, "no-such-route"],
    [403, "no-such-route"],
    [404, "no-such-route"],
    [401, "unauthorized"],
    [502, "server"],
  ])("with status %i is %s", async (status, failure) => {
    server.next(page(status));
    const error = await failing(post);
    expect(error).toMatchObject({ failure, status, detail: "a web page instead of JSON" });
    expect(error.message).not.toContain("guest network");
  });

  it("with status 429 is waited for like any other", async () => {
    server.next(page(429, { "Retry-After": "3" }));
    await client().send(post);
    expect(methods()).toEqual(["POST", "POST"]);
    expect(clock.naps[0]).toBe(3250);
  });
});

describe("a request that fails on the way", () => {
  it.each(["GET", "PUT", "DELETE"] as const)("is repeated where it is a %s", async (method) => {
    server.next(cut, cutInBody, json({}, 500), json({}, 503));
    await expect(client().send({ method, path: "/thing" })).resolves.toMatchObject({ status: 200 });
    expect(methods()).toEqual(Array.from({ length: 5 }, () => method));
    expect(clock.naps).toEqual([250, 500, 1000, 2000]);
  });

  it("is given up after the fifth try", async () => {
    server.next(...Array.from({ length: 9 }, () => cut));
    const error = await failing(get);
    expect(error).toMatchObject({ failure: "lost", status: 0 });
    expect(server.received).toHaveLength(5);
  });

  it.each([
    ["a cut connection", cut, "lost"],
    ["a cut in the answer", cutInBody, "lost"],
    ["a 500", json({}, 500), "server"],
    ["a 503 with Retry-After", json({}, 503, { "Retry-After": "1" }), "server"],
    ["a 504", json({}, 504), "server"],
  ] as const)("is never repeated where it is a POST: %s", async (_, reply, failure) => {
    server.next(reply);
    await expect(failing(post)).resolves.toMatchObject({ failure });
    expect(methods()).toEqual(["POST"]);
    expect(clock.naps).toEqual([]);
  });

  it("is repeated as a POST where the caller says that it changes nothing", async () => {
    server.next(cut, json({}, 503));
    await client().send({ ...post, repeatable: true });
    expect(methods()).toEqual(["POST", "POST", "POST"]);
  });

  it("is repeated as a POST where nothing listened: nothing was carried out", async () => {
    await server.close();
    const error = await failing(post);
    expect(error).toMatchObject({ failure: "unsent", status: 0 });
    expect(error.message).toMatch(
      /^POST \/thing got no answer \(tracking id datadip_[0-9a-f-]{36}\): ECONNREFUSED: .+\. The service was not reached and nothing was changed: check the network and the region\.$/,
    );
    expect(clock.naps).toHaveLength(4);
  });

  it("ends after its time", async () => {
    server.next(silence);
    const error = await failing({ ...post, timeoutMs: 50 });
    expect(error.failure).toBe("lost");
    expect(error.message).toMatch(
      /^POST \/thing got no answer \(tracking id \S+\): no answer within 0.05 s\. No complete answer came, so the request may or may not have been carried out\.$/,
    );
  });

  it("ends after its time in the middle of an answer", async () => {
    server.next((response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
      response.write("{");
    });
    await expect(failing({ ...post, timeoutMs: 50 })).resolves.toMatchObject({ failure: "lost" });
  });

  it("is not repeated after what repeating cannot mend", async () => {
    for (const status of [400, 403, 404, 405, 409, 412, 415]) server.next(json({}, status));
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) await failing(get);
    expect(server.received).toHaveLength(7);
  });
});

describe("a 429", () => {
  it("is waited for as the header says, in seconds, whatever the method", async () => {
    server.next(json({}, 429, { "Retry-After": "7" }));
    await client().send(post);
    expect(methods()).toEqual(["POST", "POST"]);
    expect(clock.naps).toEqual([7250]);
  });

  it("is waited for as the header says, as a date", async () => {
    const until = new Date(NEW_YEAR + 11_000).toUTCString();
    server.next(json({}, 429, { "Retry-After": until }));
    await client().send(post);
    expect(clock.naps[0]).toBe(11_250);
  });

  it("without a header is waited for a minute", async () => {
    server.next(json({}, 429));
    await client().send(get);
    expect(clock.naps[0]).toBe(60_250);
  });

  it("does not count as a try", async () => {
    server.next(...Array.from({ length: 5 }, () => json({}, 429, { "Retry-After": "1" })), json({}, 500));
    await expect(client().send(get)).resolves.toMatchObject({ status: 200 });
  });

  it("ends in an error after ten minutes of them", async () => {
    server.next(...Array.from({ length: 40 }, () => json({}, 429, { "Retry-After": "60" })));
    const error = await failing(get);
    expect(error).toMatchObject({ failure: "rate-limited", status: 429, retryAfterMs: 60_000 });
    expect(clock.now() - NEW_YEAR).toBeLessThanOrEqual(600_000);
    expect(server.received.length).toBeGreaterThan(5);
  });

  it("holds the requests of every client that shares the throttle", async () => {
    const throttle = new Throttle(clock, 200);
    server.next(json({}, 429, { "Retry-After": "30" }));
    await client({ throttle }).send(get);
    expect(clock.now() - NEW_YEAR).toBeGreaterThanOrEqual(30_000);
    const before = clock.now();
    await client({ throttle }).send(get);
    expect(clock.now() - before).toBe(200);
  });
});

describe("a 401", () => {
  /** Tokens T1, T2, ... by number of renewals. */
  class Tokens implements Auth {
    readonly refused: string[] = [];
    token(): Promise<string> {
      return Promise.resolve(`T${this.refused.length + 1}`);
    }
    renew(refused: string): Promise<string | undefined> {
      this.refused.push(refused);
      return this.token();
    }
  }
  const bearers = (): readonly (string | undefined)[] => server.received.map(({ headers }) => headers.authorization);

  it("leads to one renewal and one more try, for a POST too", async () => {
    const auth = new Tokens();
    server.next(json({}, 401));
    await client({ auth }).send(post);
    expect(bearers()).toEqual(["Bearer T1", "Bearer T2"]);
    expect(auth.refused).toEqual(["T1"]);
  });

  it("alone leads to a renewal: a refused request, which may have been sent with the best token, does not", async () => {
    const auth = new Tokens();
    server.next(json({}, 403));
    await expect(failing(post, { auth })).resolves.toMatchObject({ status: 403 });
    expect(bearers()).toEqual(["Bearer T1"]);
    expect(auth.refused).toEqual([]);
  });

  it("with a fresh token too is the end", async () => {
    const auth = new Tokens();
    server.next(json({}, 401), json({}, 401), json({}, 401));
    await expect(failing(get, { auth })).resolves.toMatchObject({ failure: "unauthorized", status: 401 });
    expect(bearers()).toEqual(["Bearer T1", "Bearer T2"]);
  });

  it("is the end where the token cannot be renewed", async () => {
    server.next(json({}, 401));
    const auth: Auth = { token: () => Promise.resolve("only"), renew: () => Promise.resolve(undefined) };
    await expect(failing(get, { auth })).resolves.toMatchObject({ failure: "unauthorized" });
    expect(server.received).toHaveLength(1);
  });

  it("keeps its own header over one of the request", async () => {
    await client({ auth: new Tokens() }).send({ ...get, headers: { "X-Extra": "1", Authorization: "Bearer mine" } });
    expect(bearers()).toEqual(["Bearer T1"]);
    expect(server.received[0]?.headers["x-extra"]).toBe("1");
  });
});
