import { z } from "zod";
import { Settings } from "../../../../providers/core/settings/settings";
import { WebexApi } from "../../../../providers/webex/client/api";
import { webexSettings } from "../../../../providers/webex/client/settings";
import { json, page, type Reply, serve, type Served } from "../../../support/http-server";
import { SkippingClock } from "../../../support/manual-clock";
import { Tenant } from "../../../support/tenant";

const anything = z.looseObject({});
const ORG = "11111111-2222-4333-8444-555555555555";
const SITES = { meta: { page: 0, totalPages: 1 }, data: [{ id: "s1", name: "Site-1" }] };
const named = (displayName: string) => json({ id: "Y2lzY28", displayName });
const THROTTLED = json({}, 429, { "Retry-After": "45" });

let server: Served;
let told: string[];
beforeEach(async () => {
  server = await serve(json(SITES));
  told = [];
});
afterEach(() => server.close());

/** Connects to the server as to a live organisation. */
function guard(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const config: Readonly<Record<string, string>> = {
    "webex:orgId": ORG,
    "webex:apiUrl": server.url,
    "webex:platformUrl": `${server.url}/v1`,
    "webex:accessToken": "pasted-token-of-test",
    ...more,
  };
  const settings = webexSettings(new Settings({ config: (key) => config[key], env: {} }), undefined);
  const report = (sentence: string): void => void told.push(sentence);
  return new WebexApi(settings, new SkippingClock(), {}, report).guard();
}

/** The one sentence with which the connection fails. */
async function refusal(reply: Reply, more: Readonly<Record<string, string>> = {}): Promise<string> {
  server.next(reply);
  return guard(more).then(
    () => "accepted",
    (error: unknown) => String(error).replace(/datadip_[0-9a-f-]{36}/, "TRK"),
  );
}

describe("the first request of a run", () => {
  const SITE = `/organization/${ORG}/v2/site?page=0&pageSize=1`;
  const PLATFORM = `/v1/organizations/${Buffer.from(`ciscospark://us/ORGANIZATION/${ORG}`).toString("base64url")}`;
  const asked = (): readonly string[] => server.received.map(({ url }) => url);

  it("proves the organisation by a site of it, and asks for the name only where one is expected", async () => {
    await expect(guard()).resolves.toBe(ORG);
    expect(asked()).toEqual([SITE]);
    server.next(json(SITES), named("Acme"));
    await expect(guard({ "webex:expectedOrgName": "Acme" })).resolves.toBe(ORG);
    expect(asked().slice(1)).toEqual([SITE, PLATFORM]);
  });

  it("takes the name from Contact Center where the platform does not tell it", async () => {
    server.next(json(SITES), json({ message: "no scope" }, 403), json({ id: ORG, name: "Acme" }));
    await expect(guard({ "webex:expectedOrgName": "Acme" })).resolves.toBe(ORG);
    expect(asked()).toEqual([SITE, PLATFORM, `/organization/${ORG}`]);
  });

  it("waits seconds for the name, not minutes, and blames no quota", async () => {
    server.next(json(SITES), json({ message: "no scope" }, 403), THROTTLED);
    await expect(guard({ "webex:expectedOrgName": "Acme" })).rejects.toThrow(
      /^Whether the organisation is called Acme cannot be seen: GET \/organization\/\S+ answered 429 .+ Nothing was changed\. Give the Service App the scope spark-admin:organizations_read, or go by webex:orgId alone: pulumi config rm webex:expectedOrgName\.$/,
    );
    expect(told).toEqual([]);
    expect(asked()).toHaveLength(3);
  });

  it("refuses a token that says another organisation, without asking anything", async () => {
    const other = "99999999-8888-4777-8666-555555555555";
    await expect(guard({ "webex:accessToken": `pasted_P0A1_${other}` })).rejects.toThrow(
      `Wrong organisation: the stack config expects ${ORG}, but the service says ${other}. Nothing was changed.`,
    );
    expect(asked()).toEqual([]);
  });

  it.each<[string, Reply]>([
    ["no permission", json({ trackingId: "t", error: { key: "403", message: [{ description: "forbidden" }] } }, 403)],
    ["no such organisation", json({ trackingId: "t", error: "Not found" }, 404)],
    ["no such route", json({ timestamp: "x", status: 404, error: "Not Found", path: "/y" }, 404)],
    ["a web page", page(404)],
  ])("says that the organisation is not visible: %s", async (_, reply) => {
    expect(await refusal(reply)).toMatch(
      new RegExp(
        `^Error: The organisation ${ORG} is not visible at 127\\.0\\.0\\.1:\\d+ with these credentials \\(\\d+\\)\\. ` +
          `Nothing was changed\\. Check webex:orgId and webex:region, and that the Service App is authorised in that organisation\\.$`,
      ),
    );
  });

  it("says that the token is wrong", async () => {
    const body = { trackingId: "t1", error: { key: "401", message: [{ description: "Unauthorized Operation" }] } };
    expect(await refusal(json(body, 401))).toBe(
      `Error: GET /organization/${ORG}/v2/site answered 401 (tracking id t1): Unauthorized Operation. ` +
        `The access token is missing, wrong or expired: renew the credentials. Nothing was changed.`,
    );
  });

  it("says that the organisation is another one", async () => {
    server.next(json(SITES));
    expect(await refusal(named("Other"), { "webex:expectedOrgName": "Acme" })).toBe(
      `Error: Wrong organisation: the stack config expects Acme, but the service says Other (${ORG}). Nothing was changed. Check webex:orgId and webex:expectedOrgName.`,
    );
  });

  it("says that something else answers", async () => {
    expect(await refusal(json("hello"))).toBe(
      `Error: GET /organization/${ORG}/v2/site answered 200 (tracking id TRK): an answer that datadip cannot read, Invalid input: expected object, received string. ` +
        `The service has changed or a proxy answers in its place: look for a newer datadip. Nothing was changed.`,
    );
  });
});

describe("a person who waits", () => {
  it("is told why, once, in words", async () => {
    server.next(THROTTLED, THROTTLED);
    await guard();
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]).toBe(
      "Webex asks to wait 45 s: the quota of this client id is used up. datadip continues by itself.",
    );
  });
});

describe("the token of a service app", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());
  beforeEach(() => tenant.reset());
  const tokens = (): number => tenant.sandbox.requests().filter(({ path }) => path === "/v1/access_token").length;

  it("is asked for once, however many requests there are", async () => {
    const { api } = await tenant.connect();
    await Promise.all(Array.from({ length: 16 }, () => api.list("v2/team", anything)));
    expect(tokens()).toBe(1);
  });

  it("is renewed where it expired meanwhile", async () => {
    tenant.sandbox.settings({ tokenTtlSeconds: 100 });
    const { api } = await tenant.connect();
    tenant.sandbox.settings({ clockOffsetMs: 200_000 });
    await Promise.all(Array.from({ length: 8 }, () => api.list("v2/team", anything)));
    expect(tokens()).toBe(2);
    tenant.sandbox.settings({ clockOffsetMs: 0 });
  });

  it("that is rolled is kept for the next run", async () => {
    tenant.sandbox.settings({ rollRefreshTokens: true });
    const configured = { ...tenant.sandbox.credentials };
    await tenant.connect({ credentials: configured });
    expect(tenant.sandbox.credentials.refreshToken).not.toBe(configured.refreshToken);
    await expect(tenant.connect({ credentials: configured })).resolves.toMatchObject({ tenant: tenant.orgId });
    await expect(tenant.connect({ credentials: configured })).resolves.toMatchObject({ tenant: tenant.orgId });
  });

  describe("that cannot be had", () => {
    let gate: Served;
    beforeEach(async () => {
      gate = await serve(json({ message: "wrong" }, 400));
    });
    afterEach(() => gate.close());
    const said = async (url = gate.url): Promise<string> => {
      const config: Readonly<Record<string, string>> = {
        "webex:orgId": ORG,
        "webex:apiUrl": server.url,
        "webex:platformUrl": `${url}/v1`,
        "webex:clientId": "C1",
        "webex:clientSecret": "secret-of-test",
        "webex:refreshToken": "token-of-test",
      };
      const settings = new Settings({ config: (key) => config[key], env: {} });
      const api = new WebexApi(webexSettings(settings, undefined), new SkippingClock(), {}, () => undefined);
      return api.guard().then(
        () => "",
        (error: unknown) => (error instanceof Error ? error.message : ""),
      );
    };

    it.each([
      ["refused", json({ message: "invalid_client" }, 401), /client id, client secret or refresh token is wrong/],
      [
        "somewhere else",
        json({ message: "no such path" }, 404),
        /answered 404.*remove webex:platformUrl or correct it/,
      ],
      ["redirected", page(302, { Location: "https://guest.example" }), /answered 302.*no proxy or guest network/],
      ["answered by a guest network", page(200), /a web page instead of JSON.*no proxy or guest network/],
    ])("where it is %s says what to do about that", async (_where, reply, advice) => {
      gate.next(reply);
      const message = await said();
      expect(message).toMatch(advice);
      expect(/client secret/.test(message)).toBe(advice.source.includes("client secret"));
    });

    it("where there is no way to the service is not blamed on the client secret", async () => {
      const { url } = gate;
      await gate.close();
      const message = await said(url);
      expect(message).toMatch(/ECONNREFUSED.*The service was not reached and nothing was changed: check the network/);
      expect(message).not.toContain("client secret");
      gate = await serve(json({}));
    });

    it("is asked for again after a gateway's 502", async () => {
      gate.next(json({}, 502), page(502));
      expect(await said()).toMatch(/answered 400.*client secret/);
      expect(gate.received).toHaveLength(3);
    });
  });

  it("that is wrong is one sentence with what to do", async () => {
    const credentials = { ...tenant.sandbox.credentials, refreshToken: "canary-wrong-token" };
    const connecting = tenant.connect({ credentials });
    await expect(connecting).rejects.toThrow(
      /^POST \/access_token answered 40[01] .+The Service App's client id, client secret or refresh token is wrong or expired: authorise it again in Control Hub, Apps, Service Apps\. Nothing was changed\.$/,
    );
    await expect(connecting).rejects.not.toThrow(/canary/);
  });
});
