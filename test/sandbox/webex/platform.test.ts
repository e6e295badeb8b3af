import { ROUTES } from "../../../sandbox/webex/nouns";
import { coverage, coverageText } from "../../../sandbox/coverage";
import { sharedTenant } from "../support/shared";
import { list, member, mint, text, type Data, type Reply } from "../support/tenant";

const tenant = sharedTenant();

async function refresh(change: Readonly<Record<string, string>> = {}): Promise<{ status: number; data: Data }> {
  const { clientId, clientSecret, refreshToken } = tenant().sandbox.credentials;
  const form = {
    grant_type: "refresh_token",
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    ...change,
  };
  const answer = await fetch(`${tenant().sandbox.url}/webex/v1/access_token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  return { status: answer.status, data: (await answer.json()) as Data };
}

describe("the token route", () => {
  it("changes a refresh token for an access token that works and says its life", async () => {
    const { status, data } = await refresh();
    expect(status).toBe(200);
    expect(data).toMatchObject({
      expires_in: 1_209_600,
      refresh_token_expires_in: 7_776_000,
      refresh_token: tenant().sandbox.credentials.refreshToken,
      token_type: "Bearer",
    });
    const token = text(data, "access_token");
    expect(token.split("_").at(-1)).toBe(tenant().orgId);
    expect((await tenant().api("GET", "v2/site", undefined, { token })).status).toBe(200);
  });

  it("refuses wrong credentials and other grants in the platform's words", async () => {
    expect((await refresh({ client_secret: "wrong" })).status).toBe(401);
    expect((await refresh({ client_id: "wrong" })).status).toBe(401);
    expect((await refresh({ grant_type: "client_credentials" })).status).toBe(400);
    const { status, data } = await refresh({ refresh_token: "wrong" });
    expect(status).toBe(400);
    expect(text(data, "message")).toContain("refresh token");
    expect(list(data, "errors")).toHaveLength(1);
    expect(text(data, "trackingId")).toMatch(/^ROUTER_/);
  });

  it("rolls the refresh token where the tenant is set so, and refuses the old one", async () => {
    tenant().sandbox.settings({ rollRefreshTokens: true });
    const { refreshToken: old } = tenant().sandbox.credentials;
    const { data } = await refresh();
    expect(data.refresh_token).not.toBe(old);
    expect(tenant().sandbox.credentials.refreshToken).toBe(data.refresh_token);
    expect((await refresh({ refresh_token: old })).status).toBe(400);
    expect((await refresh()).status).toBe(200);
  });

  it("lets tokens live as long as the tenant is set", async () => {
    tenant().sandbox.settings({ tokenTtlSeconds: 60 });
    const { data } = await refresh();
    const token = text(data, "access_token");
    expect(data.expires_in).toBe(60);
    tenant().sandbox.settings({ clockOffsetMs: 60_000 });
    expect((await tenant().api("GET", "v2/site", undefined, { token })).status).toBe(401);
  });

  it("is logged with the client's id and without a secret", async () => {
    await refresh();
    const log = tenant().sandbox.requests();
    expect(log.at(-1)).toMatchObject({ path: "/v1/access_token", clientId: tenant().sandbox.credentials.clientId });
    expect(JSON.stringify(log)).not.toContain(tenant().sandbox.credentials.clientSecret);
  });
});

describe("the organisation", () => {
  it("has a name and a subscription, and a public id that leads to it", async () => {
    const { data } = await tenant().raw("GET", `/webex/organization/${tenant().orgId}`);
    expect(data).toMatchObject({ id: tenant().orgId, name: "Datadip Sandbox", subscriptionType: "SUBSCRIPTION" });
    const me = (await tenant().raw("GET", "/webex/v1/people/me")).data;
    const address = Buffer.from(text(me, "orgId"), "base64url").toString();
    expect(address).toBe(`ciscospark://us/ORGANIZATION/${tenant().orgId}`);
  });

  it("is closed to tokens of another one, which still know whose they are", async () => {
    const other = "11111111-1111-4111-8111-111111111111";
    const token = await mint(tenant().sandbox.url, { orgId: other });
    expect((await tenant().raw("GET", `/webex/organization/${other}`, undefined, { token })).status).toBe(403);
    expect((await tenant().raw("GET", `/webex/organization/${other}`)).status).toBe(403);
  });
});

describe("Webex Calling", () => {
  const numbers = async (query: string): Promise<readonly Data[]> =>
    list((await tenant().raw("GET", `/webex/v1/telephony/config/numbers${query}`)).data, "phoneNumbers");

  it("has places with numbers, most of them free", async () => {
    const places = list((await tenant().raw("GET", "/webex/v1/telephony/config/locations")).data, "locations");
    expect(places.map(({ name }) => name)).toEqual(["Headquarters", "Chicago", "London", "Paris"]);
    const paris = await numbers(`?locationId=${text(places[3], "id")}`);
    expect(paris).toHaveLength(10);
    expect(text(paris[0], "phoneNumber")).toMatch(/^\+33/);
    expect(await numbers(`?locationId=${text(places[3], "id")}&available=true`)).toHaveLength(9);
    const [named] = list(
      (await tenant().raw("GET", "/webex/v1/telephony/config/locations?name=London")).data,
      "locations",
    );
    expect(named?.timeZone).toBe("Europe/London");
  });

  it("pages by start and max and names the next page in a header", async () => {
    const page = (path: string): Promise<Reply> => tenant().raw("GET", `/webex${path}`);
    const one = await page("/v1/telephony/config/numbers?max=100");
    expect(list(one.data, "phoneNumbers")).toHaveLength(100);
    const next = /<([^>]+)>; rel="next"/.exec(one.headers.get("link") ?? "")?.[1] ?? "";
    const two = await page(next);
    expect(list(two.data, "phoneNumbers")).toHaveLength(40);
    expect(two.headers.get("link")).toBeNull();
    expect(member(list(two.data, "phoneNumbers")[0], "location").name).not.toBe("Headquarters");
  });

  it("wants the platform's own scope and answers in its own words", async () => {
    const token = await mint(tenant().sandbox.url, { scopes: ["cjp:config"] });
    const refused = await tenant().raw("GET", "/webex/v1/telephony/config/numbers", undefined, { token });
    expect([refused.status, list(refused.data, "errors")]).toMatchObject([403, [{}]]);
    const missing = await tenant().raw("GET", "/webex/v1/telephony/config/numbers", undefined, { token: undefined });
    expect([missing.status, typeof missing.data.message]).toEqual([401, "string"]);
  });
});

describe("a fresh tenant", () => {
  it("holds the system's own objects and nothing that must be earned", async () => {
    const count = async (kind: string): Promise<number> =>
      (await tenant().admin("GET", `state/webex/${kind}`)).rows.length;
    for (const kind of ["team", "contact-service-queue", "entry-point", "dial-number", "flow", "cad-variable"]) {
      expect([kind, await count(kind)]).toEqual([kind, 0]);
    }
    const connectors = (await tenant().admin("GET", "state/webex/connector")).rows;
    expect(connectors.map(({ type }) => type)).toEqual(["tts"]);
    const music = await tenant().api("GET", 'v2/audio-file?filter=name=="defaultmusic_on_hold.wav"');
    expect(music.rows).toHaveLength(1);
    const users = (await tenant().api("GET", "v2/user")).rows;
    const [site] = (await tenant().api("GET", "v2/site")).rows;
    expect(users.every((user) => user.siteId === site?.id)).toBe(true);
    const idle = await tenant().api("GET", "v2/auxiliary-code?filter=workTypeCode==IDLE_CODE");
    expect(idle.rows.length).toBeGreaterThan(0);
  });
});

describe("the coverage matrix", () => {
  it("has one row for every registered route, and a reason wherever something is missing", () => {
    const rows = coverage().webex ?? [];
    const listed = new Set(rows.map(({ operation }) => operation));
    const routes = ROUTES.filter(({ path }) => !path.startsWith("/flow-store"));
    expect(routes.filter(({ method, path }) => !listed.has(`${method} ${path}`))).toEqual([]);
    expect(rows.filter(({ state, note }) => state !== "emulated" && note === "")).toEqual([]);
    expect(coverageText()).toContain("partly    POST /v1/access_token");
  });

  it("has no operation twice", () => {
    const keys = ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]+\}/g, "{}")}`);
    expect(keys.filter((key, position) => keys.indexOf(key) !== position)).toEqual([]);
  });
});
