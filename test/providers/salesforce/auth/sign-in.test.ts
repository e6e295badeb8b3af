import { createPublicKey, verify } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SalesforceCredential } from "../../../../providers/salesforce/auth/credentials";
import { oauthAdvice } from "../../../../providers/salesforce/auth/oauth-errors";
import { cliLogin } from "../../../../providers/salesforce/auth/sf-cli";
import { json, page, type Received, serve, type Served } from "../../../support/http-server";
import { NEW_YEAR } from "../../../support/manual-clock";
import { apiAt, audienceIn, failing, KEYS, ORG, OWN_APP, QUERY, routes, TOKEN, tokens } from "../support/org";

let org: Served;
const rows = json({ totalSize: 1, done: true, records: [ORG] });
const expired = json([{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }], 401);

beforeEach(async () => {
  org = await serve(routes([TOKEN, tokens()], [QUERY, rows]));
});
afterEach(() => org.close());

const form = ({ body }: Received): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body.toString()));
const asked = (): readonly string[] => org.received.map(({ method, url }) => `${method} ${url.split("?")[0]}`);

describe("each way of signing in", () => {
  it("client credentials send id and secret to the org's own host", async () => {
    await apiAt(org.url).organization();
    expect(form(org.received[0] as Received)).toEqual({
      grant_type: "client_credentials",
      client_id: "key",
      client_secret: "sesame-sesame",
    });
    expect(org.received[1]?.headers.authorization).toBe("Bearer 00D!token1");
  });

  it("a JWT is signed by the key for the login host, and valid from now", async () => {
    const credential: SalesforceCredential = {
      kind: "jwt",
      clientId: "key",
      username: "u@x.example",
      privateKey: KEYS.privateKey,
    };
    await apiAt(org.url, { credential }).organization();
    const { grant_type, assertion = "" } = form(org.received[0] as Received);
    expect(grant_type).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const [header, claims = "", signature = ""] = assertion.split(".");
    expect(
      verify(
        "RSA-SHA256",
        Buffer.from(`${header}.${claims}`),
        createPublicKey(KEYS.publicKey),
        Buffer.from(signature, "base64url"),
      ),
    ).toBe(true);
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      iss: "key",
      sub: "u@x.example",
      exp: NEW_YEAR / 1000 + 180,
    });
  });

  it("a JWT is for the org's own address, and where that is refused once for the generic one, which is named", async () => {
    const refused = json({ error: "invalid_grant", error_description: "audience is invalid" }, 400);
    const credential: SalesforceCredential = {
      kind: "jwt",
      clientId: "key",
      username: "u",
      privateKey: KEYS.privateKey,
    };
    const reports: string[] = [];
    const audiences = (): readonly unknown[] => org.received.filter(({ method }) => method === "POST").map(audienceIn);
    org.next(refused);
    const api = apiAt(org.url, { credential, reports });
    await api.organization();
    org.next(expired);
    await api.query("SELECT Id FROM Case");
    const generic = "https://login.salesforce.com";
    expect(audiences()).toEqual([org.url, generic, generic]);
    expect(reports).toEqual([
      `Salesforce takes this app's sign-in for ${generic}, not for ${org.url}: \`pulumi config set salesforce:loginUrl ${generic}\` saves one call a run.`,
    ]);
    org.next(refused, refused);
    await expect(apiAt(org.url, { credential }).organization()).rejects.toThrow(/does not answer to https:\/\/login/);
    org.next(refused);
    const told = apiAt(org.url, { credential, more: { "salesforce:loginUrl": "https://portal.example" } });
    await expect(told.organization()).rejects.toThrow(/does not answer to https:\/\/portal\.example/);
    expect(audiences().slice(3)).toEqual([org.url, generic, "https://portal.example"]);
  });

  it("a refresh token goes with the secret where there is one", async () => {
    const credential: SalesforceCredential = {
      kind: "refresh-token",
      clientId: "key",
      refreshToken: "refresh-me-please",
    };
    await apiAt(org.url, { credential }).organization();
    await apiAt(org.url, { credential: { ...credential, clientSecret: "sesame-sesame" } }).organization();
    const forms = org.received.filter(({ method }) => method === "POST").map(form);
    expect(forms[0]).toEqual({ grant_type: "refresh_token", client_id: "key", refresh_token: "refresh-me-please" });
    expect(forms[1]).toMatchObject({ client_secret: "sesame-sesame" });
  });

  it("a refresh token that is rolled with it is kept, never lost", async () => {
    const kept: string[] = [];
    const keep = {
      newest: () => "the newest known",
      rolled: (...said: readonly string[]) => void kept.push(said.join(" ")),
    };
    const credential: SalesforceCredential = {
      kind: "refresh-token",
      clientId: "key",
      refreshToken: "refresh-me-please",
    };
    org.next(json({ access_token: "00D!t", refresh_token: "rolled-over" }));
    await apiAt(org.url, { credential, keep }).organization();
    expect(form(org.received[0] as Received)).toMatchObject({ refresh_token: "the newest known" });
    expect(kept).toEqual(["key refresh-me-please rolled-over"]);
  });

  it("an existing token is used as it is", async () => {
    await apiAt(org.url, { credential: { kind: "token", accessToken: "00D!mine" } }).organization();
    expect(asked()).toEqual(["GET /services/data/v66.0/query"]);
    expect(org.received[0]?.headers.authorization).toBe("Bearer 00D!mine");
  });
});

describe("tokens", () => {
  it("are got once, however many requests wait for one", async () => {
    const api = apiAt(org.url);
    await Promise.all(Array.from({ length: 10 }, () => api.query("SELECT Id FROM Account")));
    expect(asked().filter((request) => request.startsWith("POST"))).toHaveLength(1);
  });

  it("are renewed once after a 401, and the request is sent again once", async () => {
    const api = apiAt(org.url);
    await api.query("SELECT Id FROM Account");
    org.next(expired);
    await api.query("SELECT Id FROM Case");
    expect(asked().slice(2)).toEqual([
      "GET /services/data/v66.0/query",
      "POST /services/oauth2/token",
      "GET /services/data/v66.0/query",
    ]);
    expect(org.received.at(-1)?.headers.authorization).toBe("Bearer 00D!token2");
  });

  it("that stay refused end in one sentence with the way out", async () => {
    await org.close();
    org = await serve(routes([TOKEN, tokens()], [QUERY, expired]));
    const error = await failing(apiAt(org.url).organization());
    expect(error.message).toMatch(
      /INVALID_SESSION_ID Session expired or invalid\. The session has expired: .* Nothing was changed\.$/,
    );
    expect(asked()).toHaveLength(4);
  });

  it("are not renewed where another would help no more", async () => {
    const odd = json(
      [{ message: "This session is not valid for use with the REST API", errorCode: "INVALID_SESSION_ID" }],
      401,
    );
    await org.close();
    org = await serve(routes([TOKEN, tokens()], [QUERY, odd]));
    await expect(apiAt(org.url).organization()).rejects.toThrow(/give it the scope api/);
    expect(asked()).toEqual(["POST /services/oauth2/token", "GET /services/data/v66.0/query"]);
  });

  it("that somebody pasted cannot be renewed, and the sentence says so", async () => {
    org.next(expired);
    await expect(
      apiAt(org.url, { credential: { kind: "token", accessToken: "00D!mine" } }).organization(),
    ).rejects.toThrow(/with salesforce:accessToken renew that token/);
  });
});

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm */
describe("what a refused sign-in advises", () => {
  const context = {
    grant: "jwt",
    instanceUrl: "https://acme.my.salesforce.com",
    audience: "https://login.salesforce.com",
  } as const;

  it.each([
    ["invalid_client_id", "client identifier invalid", /does not know this consumer key.*2 to 10 minutes/],
    ["invalid_client", "invalid client credentials", /private key does not belong to the certificate/],
    ["invalid_grant", "user hasn't approved this consumer", /admin-approved users and add the user's permission set/],
    [
      "invalid_grant",
      "audience is invalid",
      /^The org does not answer to https:\/\/login\.salesforce\.com: a JWT is for https:\/\/acme\.my\.salesforce\.com \(External/,
    ],
    [
      "app_not_found",
      "External client app is not installed in this org",
      /sign in at https:\/\/acme\.my\.salesforce\.com, which is also the URL of the connector's form/,
    ],
    ["invalid_grant", "expired authorization code", /set this machine's clock right/],
    ["invalid_grant", "authentication failure", /Login History says why/],
    [
      "invalid_request",
      "refresh_token scope is required and the connected app should be installed and preauthorized",
      /Add the scope RefreshToken/,
    ],
    ["invalid_app_access", "user is not admin approved to access this app", /for approved users only/],
    ["OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app", /for approved users only/],
    ["OAUTH_APP_BLOCKED", "", /The org blocks this app/],
    ["unsupported_grant_type", "grant type not supported", /My Domain alone/],
    ["invalid_grant", "request not supported on this domain", /My Domain alone/],
    ["invalid_grant", "no client credentials user enabled", /set clientCredentialsFlowUser/],
  ])("%s: %s", (error, description, advice) => expect(oauthAdvice(error, description, context)).toMatch(advice));

  it("differs for a secret and a key", () => {
    expect(
      oauthAdvice("invalid_client", "invalid client credentials", { ...context, grant: "client-credentials" }),
    ).toBe("The consumer secret is wrong: check salesforce:clientSecret.");
    expect(oauthAdvice("something_new", "never seen", context)).toBeUndefined();
  });

  it("reaches the person, without the secret", async () => {
    org.next(json({ error: "invalid_client", error_description: "invalid client credentials" }, 400));
    const error = await failing(apiAt(org.url).organization());
    expect(error.message).toMatch(
      /answered 400 .*invalid_client: invalid client credentials\. The consumer secret is wrong/,
    );
    expect(error.message).not.toContain(OWN_APP.kind === "client-credentials" ? OWN_APP.clientSecret : "");
  });
});

describe("the org", () => {
  it("is refused where the stack expects another", async () => {
    const { guarded } = playing({ "salesforce:expectedOrgId": "00D000000000002" });
    await expect(guarded()).rejects.toThrow(
      /^Wrong org: the stack config expects 00D000000000002.*is Acme \(00D000000000001EAA\).*Nothing was changed/,
    );
  });

  it("is the expected one by either form of its id", async () => {
    await expect(playing({ "salesforce:expectedOrgId": "00D000000000001" }).guarded()).resolves.toMatchObject({
      id: "00D000000000001EAA",
    });
  });

  it.each([
    ["an Enterprise org", { OrganizationType: "Enterprise Edition" }, true],
    ["a trial", { OrganizationType: "Enterprise Edition", TrialExpirationDate: "2026-02-01T00:00:00.000+0000" }, false],
    ["a sandbox", { OrganizationType: "Enterprise Edition", IsSandbox: true }, false],
    ["a Developer Edition", {}, false],
  ])("%s", async (_, fields, refused) => {
    await org.close();
    org = await serve(routes([TOKEN, tokens()], [QUERY, json({ done: true, records: [{ ...ORG, ...fields }] })]));
    const running = playing({}).guarded();
    if (!refused) return expect(running).resolves.toMatchObject({ isProduction: false });
    await expect(running).rejects.toThrow(
      /is a production org \(Enterprise Edition\), which datadip does not touch unless told to\. Nothing was changed\..*pulumi config set datadip:allowProduction true$/,
    );
    await expect(playing({ "datadip:allowProduction": "true" }).guarded()).resolves.toMatchObject({
      isProduction: true,
    });
  });

  it("that is older than this package is met at its own version, and the person is told", async () => {
    const reports: string[] = [];
    const unknown = json([{ errorCode: "NOT_FOUND", message: "The requested resource does not exist" }], 404);
    org.next(tokens(), unknown, json([{ version: "64.0" }, { version: "65.0" }]));
    const api = apiAt(org.url, { reports });
    await api.organization();
    expect(asked().slice(1)).toEqual([
      "GET /services/data/v66.0/query",
      "GET /services/data",
      "GET /services/data/v65.0/query",
    ]);
    expect(api.apiVersion).toBe("65.0");
    expect(reports).toEqual([
      "The org does not know API version 66.0 yet: using 65.0. Fields that came later are refused.",
    ]);
  });

  it("in maintenance shows a page, which is said in one sentence", async () => {
    await org.close();
    org = await serve(routes([TOKEN, tokens()], [QUERY, page(503)]));
    await expect(apiAt(org.url).organization()).rejects.toThrow(
      /answered 503 .*a web page instead of an answer\. Salesforce is down for maintenance or overloaded: see https:\/\/status\.salesforce\.com and run again\. Nothing was changed\.$/,
    );
  });

  it("that is gone shows another page", async () => {
    await org.close();
    org = await serve(page(200));
    await expect(apiAt(org.url).organization()).rejects.toThrow(/No API answers there: check salesforce:instanceUrl/);
  });

  function playing(more: Readonly<Record<string, string>>) {
    return { guarded: () => apiAt(org.url, { more }).guard() };
  }
});

describe("limits", () => {
  const used = (message: string) => json([{ message, errorCode: "REQUEST_LIMIT_EXCEEDED" }], 403);

  it("of the day are not tried again", async () => {
    org.next(tokens(), used("TotalRequests Limit exceeded."));
    await expect(apiAt(org.url).organization()).rejects.toThrow(/API requests of the last 24 hours are used up/);
    expect(asked()).toHaveLength(2);
  });

  it("of the moment are, a little later", async () => {
    org.next(tokens(), used("ConcurrentRequests (Concurrent API Requests) Limit exceeded."));
    await expect(apiAt(org.url).organization()).resolves.toMatchObject({ name: "Acme" });
    expect(asked()).toHaveLength(3);
  });
});

it("queries every page", async () => {
  const records = (name: string) => [{ attributes: { type: "Account" }, Name: name }];
  await org.close();
  org = await serve(
    routes(
      [TOKEN, tokens()],
      [/GET .*query\/01g/, json({ done: true, records: records("B") })],
      [
        QUERY,
        json({ done: false, nextRecordsUrl: "/services/data/v66.0/query/01g000000000001-2000", records: records("A") }),
      ],
    ),
  );
  await expect(apiAt(org.url).query("SELECT Name FROM Account WHERE Name = 'A+B'")).resolves.toEqual([
    { Name: "A" },
    { Name: "B" },
  ]);
  expect(new URL(org.received[1]?.url ?? "", org.url).searchParams.get("q")).toBe(
    "SELECT Name FROM Account WHERE Name = 'A+B'",
  );
});

describe("the sf CLI's login", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "datadip-sf-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A CLI that answers by what it is asked. */
  function installed(answers: Readonly<Record<string, unknown>>, code = 0): NodeJS.ProcessEnv {
    const script = `#!${process.execPath}\nconst a = ${JSON.stringify(answers)}; const k = process.argv.slice(2).join(" ");\nprocess.stdout.write(JSON.stringify(a[k] ?? { message: "unexpected: " + k }));\nprocess.exit(k in a ? ${code} : 1);\n`;
    writeFileSync(join(folder, "sf"), script);
    chmodSync(join(folder, "sf"), 0o755);
    return { PATH: folder };
  }
  const HIDDEN = "[REDACTED] Use 'sf org auth show-access-token' to view";
  const acme = { instanceUrl: "https://acme.my.salesforce.com" };

  it("is read from an older CLI", async () => {
    const env = installed({
      "org display --target-org dev --json": { result: { ...acme, accessToken: "00D!old-cli" } },
    });
    await expect(cliLogin("dev", env)).resolves.toEqual({ accessToken: "00D!old-cli", ...acme });
  });

  it("is asked for by name where the CLI hides it", async () => {
    const env = installed({
      "org display --json": { result: { ...acme, accessToken: HIDDEN } },
      "org auth show-access-token --no-prompt --json": { result: { accessToken: "00D!new-cli" } },
    });
    await expect(cliLogin(undefined, env)).resolves.toEqual({ accessToken: "00D!new-cli", ...acme });
  });

  it("is never a placeholder", async () => {
    const env = installed({
      "org display --json": { result: { ...acme, accessToken: HIDDEN } },
      "org auth show-access-token --no-prompt --json": { result: { accessToken: HIDDEN } },
    });
    await expect(cliLogin(undefined, env)).rejects.toThrow(
      /hides its access token from datadip: update it \(sf update\)/,
    );
  });

  it("is explained where there is none", async () => {
    await expect(
      cliLogin(undefined, installed({ "org display --json": { message: "No default environment found." } }, 1)),
    ).rejects.toThrow(
      /^The sf CLI's login cannot be used: No default environment found\. Sign in \(sf org login web --alias dev\)/,
    );
    await expect(cliLogin(undefined, { PATH: join(folder, "nowhere") })).rejects.toThrow(
      /^No Salesforce credentials: set salesforce:clientId/,
    );
  });

  it("is refused where it leads to another org than the stack", async () => {
    const env = installed({ "org display --json": { result: { ...acme, accessToken: "00D!other" } } });
    const error = await failing(apiAt(org.url, { credential: { kind: "cli" }, env }).organization());
    expect(error.message).toMatch(
      /^The sf CLI is signed in to https:\/\/acme\.my\.salesforce\.com, but the stack config names http:\/\/127/,
    );
  });
});
