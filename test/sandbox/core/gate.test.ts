import { request } from "node:http";
import { buildQueue, first, siteBody } from "../support/bodies";
import { call, mint, openTenant, text, type Tenant } from "../support/tenant";

let tenant: Tenant;
let now = 1_800_000_000_000;

beforeEach(async () => {
  now = 1_800_000_000_000;
  tenant = await openTenant({ clock: { now: () => now } });
});
afterEach(() => tenant.close());

describe("the quota", () => {
  beforeEach(() => tenant.sandbox.settings({ quotaPerMinute: 2 }));

  it("answers 429 with the seconds that are left of the window, then serves again", async () => {
    await tenant.api("GET", "v2/site");
    now += 20_000;
    await tenant.api("GET", "v2/site");
    const refused = await tenant.api("GET", "v2/site");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("40");
    expect(text(refused.data, "trackingId")).toMatch(/^ccconfig_/);
    now += 39_999;
    expect((await tenant.api("GET", "v2/site")).status).toBe(429);
    now += 1;
    expect((await tenant.api("GET", "v2/site")).status).toBe(200);
  });

  it("asks for a whole second where less is left, never for none", async () => {
    await tenant.api("GET", "v2/site");
    await tenant.api("GET", "v2/site");
    now += 59_500;
    const refused = await tenant.api("GET", "v2/site");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  });

  it("counts each client id for itself", async () => {
    const other = await mint(tenant.sandbox.url, { clientId: "another app" });
    await tenant.api("GET", "v2/site");
    await tenant.api("GET", "v2/site");
    expect((await tenant.api("GET", "v2/site", undefined, { token: other })).status).toBe(200);
    expect((await tenant.api("GET", "v2/site")).status).toBe(429);
  });

  it("counts the platform apart from the contact centre, and tokens not at all", async () => {
    await tenant.api("GET", "v2/site");
    await tenant.api("GET", "v2/site");
    expect((await tenant.raw("GET", "/webex/v1/people/me")).status).toBe(200);
    const { clientId, clientSecret, refreshToken } = tenant.sandbox.credentials;
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    for (let times = 0; times < 3; times += 1) {
      const answer = await fetch(`${tenant.sandbox.url}/webex/v1/access_token`, { method: "POST", body: form });
      expect(answer.status).toBe(200);
    }
  });

  it("is off at 0", async () => {
    tenant.sandbox.settings({ quotaPerMinute: 0 });
    for (let times = 0; times < 5; times += 1) expect((await tenant.api("GET", "v2/site")).status).toBe(200);
  });
});

describe("faults", () => {
  it("answer instead of the work, as often as wished, after the calls to skip", async () => {
    tenant.sandbox.fail({ method: "get", path: "/v2/site", status: 503, times: 2, skip: 1, retryAfter: 7 });
    const statuses: number[] = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await tenant.api("GET", "v2/site")).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  it("carry Retry-After and the service's own error body", async () => {
    tenant.sandbox.fail({ path: "/v2/site", status: 500, retryAfter: 7 });
    const answer = await tenant.api("GET", "v2/site");
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(answer.data.error).toMatchObject({ key: "500" });
  });

  it("carry HTML where JSON is expected", async () => {
    tenant.sandbox.fail({ path: "/v2/site", status: 502, body: "<html>Bad gateway</html>" });
    const answer = await tenant.api("GET", "v2/site");
    expect([answer.status, answer.headers.get("content-type"), answer.text]).toEqual([
      502,
      "text/html",
      "<html>Bad gateway</html>",
    ]);
  });

  it("carry no body where none may be", async () => {
    tenant.sandbox.fail({ path: "/v2/site", status: 204, body: "lost" });
    const answer = await tenant.api("GET", "v2/site");
    expect([answer.status, answer.text]).toEqual([204, ""]);
  });

  it("leave calls alone that differ in method, path or vendor", async () => {
    tenant.sandbox.fail({ method: "POST", path: "/site", status: 500 });
    tenant.sandbox.fail({ path: "/site/*", status: 500 });
    tenant.sandbox.fail({ vendor: "salesforce", status: 500 });
    expect((await tenant.api("GET", "v2/site")).status).toBe(200);
    expect((await tenant.api("GET", "site")).status).toBe(200);
  });

  it("meet items by a star and any depth by two", async () => {
    const site = await first(tenant, "v2/site");
    tenant.sandbox.fail({ path: "/site/*", status: 500 });
    expect((await tenant.api("GET", `site/${text(site, "id")}`)).status).toBe(500);
    tenant.sandbox.fail({ path: "/organization/**/incoming-references", status: 500 });
    expect((await tenant.api("GET", `site/${text(site, "id")}/incoming-references`)).status).toBe(500);
  });

  it("cut the connection before the work", async () => {
    const { multimediaProfileId } = await first(tenant, "v2/site");
    tenant.sandbox.fail({ method: "POST", path: "/site", reset: true });
    await expect(tenant.api("POST", "site", siteBody(String(multimediaProfileId)))).rejects.toThrow();
    expect((await tenant.admin("GET", "state/webex/site")).rows).toHaveLength(1);
  });

  it("lose the answer after the work", async () => {
    const { multimediaProfileId } = await first(tenant, "v2/site");
    tenant.sandbox.fail({ method: "POST", path: "/site", loseResponse: true });
    await expect(tenant.api("POST", "site", siteBody(String(multimediaProfileId)))).rejects.toThrow();
    expect((await tenant.admin("GET", "state/webex/site")).rows.map(({ name }) => name)).toEqual(["Site-1", "Lyon"]);
  });

  it("keep a write from every reader for a while", async () => {
    const { multimediaProfileId } = await first(tenant, "v2/site");
    tenant.sandbox.fail({ method: "POST", path: "/site", readsAfterMs: 1000 });
    const { data } = await tenant.api("POST", "site", siteBody(String(multimediaProfileId)));
    expect((await tenant.api("GET", `site/${text(data, "id")}`)).status).toBe(404);
    now += 1000;
    expect((await tenant.api("GET", `site/${text(data, "id")}`)).status).toBe(200);
  });

  it("are listed with their counts and removed through the admin API", async () => {
    await tenant.admin("POST", "faults", { path: "/v2/site", status: 500, times: 3 });
    await tenant.api("GET", "v2/site");
    expect((await tenant.admin("GET", "faults")).rows).toMatchObject([{ seen: 1, hits: 1 }]);
    await tenant.admin("DELETE", "faults");
    expect((await tenant.api("GET", "v2/site")).status).toBe(200);
  });

  it("refuse a rule with a misspelt member", async () => {
    const refused = await tenant.admin("POST", "faults", { path: "/v2/site", stauts: 500 });
    expect(refused.status).toBe(400);
    expect(refused.data.message).toContain("stauts");
  });
});

describe("lagging reads", () => {
  it("show lists as they were before the write and items as they are", async () => {
    const { multimediaProfileId } = await first(tenant, "v2/site");
    tenant.sandbox.settings({ readsAfterMs: 5000 });
    const { data } = await tenant.api("POST", "site", siteBody(String(multimediaProfileId)));
    const id = text(data, "id");
    expect((await tenant.api("GET", `site/${id}`)).status).toBe(200);
    expect((await tenant.api("GET", "v2/site")).rows).toHaveLength(1);
    now += 5000;
    expect((await tenant.api("GET", "v2/site")).rows).toHaveLength(2);
    await tenant.api("DELETE", `site/${id}`);
    expect((await tenant.api("GET", "v2/site")).rows).toHaveLength(2);
    now += 5000;
    expect((await tenant.api("GET", "v2/site")).rows).toHaveLength(1);
  });
});

describe("the request log", () => {
  it("remembers each call in order, without its token, and admin calls not at all", async () => {
    tenant.sandbox.clearRequests();
    await buildQueue(tenant);
    await tenant.api("GET", "nowhere?access_token=secret&page=1");
    await tenant.admin("GET", "health");
    const log = tenant.sandbox.requests();
    expect(log.map(({ method, path, status }) => `${method} ${path.split("/").slice(3).join("/")} ${status}`)).toEqual([
      "GET v2/site 200",
      "GET v2/audio-file 200",
      "POST team 201",
      "POST contact-service-queue 201",
      "GET nowhere 404",
    ]);
    expect(log.at(-1)).toMatchObject({
      vendor: "webex",
      at: now,
      pid: process.pid,
      query: "access_token=***&page=1",
      clientId: tenant.sandbox.credentials.clientId,
    });
    expect(JSON.stringify(log)).not.toContain(tenant.token);
  });

  it("is emptied by a DELETE", async () => {
    await tenant.api("GET", "v2/site");
    await tenant.admin("DELETE", "requests");
    expect((await tenant.admin("GET", "requests")).text).toBe("[]");
  });
});

describe("settings", () => {
  it("change alone and refuse what is misspelt", async () => {
    await tenant.admin("PUT", "settings", { maxPageSize: 3 });
    expect((await tenant.admin("PUT", "settings", { latencyMs: 1 })).data).toMatchObject({
      maxPageSize: 3,
      latencyMs: 1,
    });
    const refused = await tenant.admin("PUT", "settings", { latency: 1 });
    expect([refused.status, refused.data.message]).toEqual([400, expect.stringContaining("latency")]);
  });

  it("move the tenant's clock", async () => {
    tenant.sandbox.settings({ clockOffsetMs: 86_400_000 });
    const { multimediaProfileId } = await first(tenant, "v2/site");
    const { data } = await tenant.api("POST", "site", siteBody(String(multimediaProfileId)));
    expect(data.createdTime).toBe(now + 86_400_000);
  });
});

describe("the admin API", () => {
  it("says what there is when asked for what there is not", async () => {
    expect((await tenant.admin("GET", "state/webex/sites")).data.message).toContain("site, multimedia-profile");
    expect((await tenant.admin("GET", "nothing")).status).toBe(404);
    const elsewhere = await call(`${tenant.sandbox.url}/elsewhere`, "GET", undefined, {});
    expect([elsewhere.status, elsewhere.data.message]).toEqual([404, expect.stringContaining("/webex")]);
  });

  it("keeps its paths from the page that answers all others", async () => {
    await tenant.close();
    tenant = await openTenant({ page: () => Promise.resolve(new Response("a page")) });
    expect((await tenant.raw("POST", "/", {})).text).toBe("a page");
    const message = "The admin API has no POST /sandbox/nothing.";
    expect((await tenant.admin("POST", "nothing", {})).data).toEqual({ message });
  });

  it("lets a person edit past all rules, and the version says", async () => {
    const site = await first(tenant, "v2/site");
    const path = `state/webex/site/${text(site, "id")}`;
    now += 10;
    await tenant.admin("PATCH", path, { description: "by hand", active: null });
    const after = (await tenant.api("GET", `site/${text(site, "id")}`)).data;
    expect(after).toMatchObject({ description: "by hand", version: 1, lastUpdatedTime: now });
    expect(after).not.toHaveProperty("active");
    expect((await tenant.admin("DELETE", path)).status).toBe(204);
    expect((await tenant.admin("GET", path)).status).toBe(404);
    expect((await tenant.admin("PATCH", path, {})).status).toBe(404);
  });

  it("makes objects past all rules but not two of one name", async () => {
    const made = await tenant.admin("POST", "state/webex/team", { name: "Night", siteId: "anywhere" });
    expect(made.status).toBe(201);
    expect((await tenant.api("GET", `team/${text(made.data, "id")}`)).data).toMatchObject({
      name: "Night",
      version: 0,
    });
    expect((await tenant.admin("POST", "state/webex/team", { name: "night", siteId: "anywhere" })).status).toBe(409);
  });

  it("refuses bodies that are no JSON object", async () => {
    expect((await tenant.admin("POST", "state/webex/site", [1])).status).toBe(400);
    const broken = await fetch(`${tenant.sandbox.url}/sandbox/settings`, { method: "PUT", body: "{" });
    expect(broken.status).toBe(400);
  });
});

describe("web pages", () => {
  /** A request with headers that a browser sets and `fetch` here does not let be set. */
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>, body = ""): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(`${tenant.sandbox.url}${path}`, { method, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  const port = (): string => new URL(tenant.sandbox.url).port;

  it.each([
    ["by a name of their own that leads here", { Host: "evil.example" }],
    ["by a name that begins like ours", { Host: "127.0.0.1.evil.example:4510" }],
    ["from another site", { Origin: "https://evil.example" }],
    ["from a page without a place, such as a file", { Origin: "null" }],
    ["as the browser itself says", { "Sec-Fetch-Site": "cross-site" }],
  ])("reach neither the admin API nor a cloud %s", async (_how, headers) => {
    expect(await send("GET", "/sandbox/credentials", headers)).toBe(403);
    expect(await send("POST", "/sandbox/reset", headers)).toBe(403);
    expect(await send("POST", "/salesforce/services/oauth2/token", headers, "grant_type=password")).toBe(403);
    expect((await tenant.api("GET", "v2/site")).status).toBe(200);
  });

  it.each(["127.0.0.1", "localhost", "[::1]"])("of %s itself do", async (name) => {
    const headers = { Host: `${name}:${port()}`, Origin: `http://${name}:8080` };
    expect(await send("GET", "/sandbox/health", headers)).toBe(200);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "cannot change anything by a form of %s, whatever else it says",
    async (type) => {
      expect(await send("POST", "/sandbox/faults", { "Content-Type": type }, '{"status":500}')).toBe(403);
      expect(await send("POST", "/sandbox/faults", { "Content-Type": "application/json" }, '{"status":500}')).toBe(201);
    },
  );
});
