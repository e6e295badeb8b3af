import { appFiles, APP, deploy, deployed, KEY } from "./support/bundle";
import { assertion, JWT_GRANT, rsaPair } from "./support/keys";
import { assign, makeIntegrationUser, openOrg, text, type Data, type Reply, type TestOrg } from "./support/org";
import { create, dataDipSet, saved, soap, update } from "./support/soap";

const pair = rsaPair();
const stranger = rsaPair();
const USER = "dip@datadip.example";

let org: TestOrg;
let userId: string;

/** An org with an app that takes JWTs, open to the holders of one permission set. */
beforeEach(async () => {
  org = await openOrg();
  saved(await create(org, "PermissionSet", "DataDip", dataDipSet));
  userId = await makeIntegrationUser(org, USER);
  await assign(org, userId, "DataDip");
  deployed(await deploy(org, appFiles({ certificate: pair.certificate, permissionSet: "DataDip" })));
});
afterEach(() => org.close());

const claims = (change: Data = {}): Data => ({
  iss: KEY,
  sub: USER,
  aud: org.base,
  exp: Math.floor(org.now() / 1000) + 180,
  ...change,
});

const jwt = (change: Data = {}, key = pair.privateKey, header?: object): Promise<Reply> =>
  org.oauth({ grant_type: JWT_GRANT, assertion: assertion(claims(change), key, header) });

const refusal = ({ status, data }: Reply): string =>
  `${status} ${String(data.error)}: ${String(data.error_description)}`;

describe("the root of the host", () => {
  it("is an instance URL as well, and whoever came in there is sent on there", async () => {
    const root = org.sandbox.url;
    const asked = { grant_type: JWT_GRANT, assertion: assertion(claims({ aud: root }), pair.privateKey) };
    const answer = await fetch(`${root}//services/oauth2/token`, { method: "POST", body: new URLSearchParams(asked) });
    const grant = (await answer.json()) as Data;
    expect(grant).toMatchObject({ instance_url: root });
    expect(text(grant, "id")).toMatch(new RegExp(`^${root}/id/00D`));
    const headers = { Authorization: `Bearer ${text(grant, "access_token")}` };
    const read = async (url: string) => (await fetch(url, { headers })).json();
    expect(await read(text(grant, "id"))).toMatchObject({ username: USER, urls: { custom_domain: root } });
    for (const base of [root, `${root}/`, `${org.base}/`])
      expect(await read(`${base}/services/data/v66.0/limits`)).toHaveProperty("DailyApiRequests");
    expect(org.sandbox.requests().at(-1)).toMatchObject({ vendor: "salesforce", path: "/services/data/v66.0/limits" });
    // Nothing says that Webex reads doubled slashes so.
    await fetch(`${root}/webex//v2/site`);
    expect(org.sandbox.requests().at(-1)).toMatchObject({ vendor: "webex", path: "//v2/site" });
    expect((await fetch(root)).status).toBe(404);
  });
});

describe("the JWT bearer flow", () => {
  it("opens a session of the user, with everything a client needs to go on", async () => {
    const { status, data, headers } = await jwt();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("application/json");
    expect(data).toMatchObject({
      instance_url: org.base,
      id: `${org.base}/id/${org.sandbox.salesforce.credentials.orgId}/${userId}`,
      token_type: "Bearer",
      issued_at: String(org.now()),
      scope: "api web",
    });
    expect(data).not.toHaveProperty("expires_in");
    expect(data).not.toHaveProperty("refresh_token");
    const token = text(data, "access_token");
    expect(token).toMatch(/^00D\w{12}!\w+$/);
    const identity = await org.raw("GET", new URL(text(data, "id")).pathname.replace("/salesforce", ""), undefined, {
      token,
    });
    expect(identity.data).toMatchObject({ username: USER, user_id: userId, active: true });
    const accounts = await org.query("SELECT Name FROM Account WHERE Phone = '+33123456789'", { token });
    expect(accounts.rows).toMatchObject([{ Name: "Boulangerie de la Cruz" }]);
  });

  it("takes the org's own address for an audience, which any My Domain and the loopback represent", async () => {
    for (const aud of ["https://acme.my.salesforce.com", "http://localhost:1/salesforce", `${org.base}/`])
      expect((await jwt({ aud })).status).toBe(200);
  });

  it("takes the login host of the org's kind from External Client Apps only where the org still does", async () => {
    const generic = { aud: "https://login.salesforce.com" };
    expect(refusal(await jwt(generic))).toBe("400 app_not_found: External client app is not installed in this org");
    org.sandbox.salesforce.settings({ ecaGenericHost: "accept" });
    expect((await jwt(generic)).status).toBe(200);
  });

  it("takes an expiry in milliseconds, as the sf CLI gives it, by the same rules", async () => {
    expect((await jwt({ exp: org.now() + 180_000 })).status).toBe(200);
    expect(refusal(await jwt({ exp: org.now() - 180_000 }))).toBe("400 invalid_grant: expired authorization code");
  });

  it.each<readonly [what: string, change: Data, answer: string]>([
    ["another kind of org", { aud: "https://test.salesforce.com" }, "400 invalid_grant: audience is invalid"],
    ["another's host", { aud: "https://my.salesforce.com.evil.example" }, "400 invalid_grant: audience is invalid"],
    ["a key that nobody holds", { iss: "nobody" }, "400 invalid_client_id: client identifier invalid"],
    [
      "a user that does not exist",
      { sub: "nobody@x.example" },
      "400 invalid_grant: user hasn't approved this consumer",
    ],
    [
      "a user without the permission set",
      { sub: "agent@datadip.example" },
      "400 invalid_app_access: user is not admin approved to access this app",
    ],
    ["an assertion of last year", { exp: 1_700_000_000 }, "400 invalid_grant: expired authorization code"],
    [
      "an assertion for a day",
      { exp: 1_900_000_000 },
      "400 invalid_grant: assertion expiration is too far in the future",
    ],
    ["no issuer", { iss: undefined }, "400 invalid_grant: invalid assertion"],
  ])("refuses %s", async (_what, change, answer) => {
    expect(refusal(await jwt(change))).toBe(answer);
  });

  it("refuses another's signature, another algorithm, and what is not a JWT", async () => {
    expect(refusal(await jwt({}, stranger.privateKey))).toBe("400 invalid_client: invalid client credentials");
    expect(refusal(await jwt({}, pair.privateKey, { alg: "none" }))).toBe("400 invalid_grant: invalid assertion");
    expect(refusal(await org.oauth({ grant_type: JWT_GRANT, assertion: "a.b" }))).toBe(
      "400 invalid_grant: invalid assertion",
    );
  });

  it("refuses a user who is inactive or frozen", async () => {
    const login = await org.one(`SELECT Id FROM UserLogin WHERE UserId = '${userId}'`);
    await org.api("PATCH", `/sobjects/UserLogin/${text(login, "Id")}`, { IsFrozen: true });
    expect(refusal(await jwt())).toBe("400 inactive_user: user is inactive");
    await org.api("PATCH", `/sobjects/UserLogin/${text(login, "Id")}`, { IsFrozen: false });
    expect((await jwt()).status).toBe(200);
    await org.api("PATCH", `/sobjects/User/${userId}`, { IsActive: false });
    expect(refusal(await jwt())).toBe("400 inactive_user: user is inactive");
  });

  it("needs the refresh token scope although it answers no refresh token", async () => {
    const change = { ExtlClntAppOauthSettings: { commaSeparatedOauthScopes: "Api, Web" } };
    deployed(await deploy(org, appFiles({ certificate: pair.certificate, permissionSet: "DataDip", change })));
    expect(refusal(await jwt())).toBe(
      "400 invalid_request: refresh_token scope is required and the connected app should be installed and preauthorized",
    );
  });

  it("lets nobody in who has not approved an app that users authorise themselves", async () => {
    deployed(await deploy(org, appFiles({ certificate: pair.certificate })));
    expect(refusal(await jwt())).toBe("400 invalid_grant: user hasn't approved this consumer");
    await org.admin("POST", "/salesforce/approvals", { clientId: KEY, username: USER });
    expect((await jwt()).status).toBe(200);
  });

  it("does not know an app before it has propagated", async () => {
    org.sandbox.salesforce.settings({ appPropagationSeconds: 600 });
    expect(refusal(await jwt())).toBe("400 invalid_client_id: client identifier invalid");
    org.advance(600_000);
    expect((await jwt()).status).toBe(200);
  });

  it("opens with the new certificate alone after a rotation", async () => {
    deployed(await deploy(org, appFiles({ certificate: stranger.certificate, permissionSet: "DataDip" })));
    expect((await jwt()).status).toBe(400);
    expect((await jwt({}, stranger.privateKey)).status).toBe(200);
  });

  it("knows an app no more when its policies switch it off", async () => {
    const change = { ExtlClntAppConfigurablePolicies: { isEnabled: "false" } };
    const token = text((await jwt()).data, "access_token");
    deployed(await deploy(org, appFiles({ certificate: pair.certificate, permissionSet: "DataDip", change })));
    expect(refusal(await jwt())).toBe("400 invalid_client_id: client identifier invalid");
    expect((await org.query("SELECT Id FROM Account", { token })).status).toBe(401);
  });

  it("answers JWT tokens where the app says so; REST takes them and SOAP does not", async () => {
    const change = { ExtlClntAppGlobalOauthSettings: { isNamedUserJwtEnabled: "true" } };
    deployed(await deploy(org, appFiles({ certificate: pair.certificate, permissionSet: "DataDip", change })));
    const token = text((await jwt()).data, "access_token");
    expect(token.split(".")).toHaveLength(3);
    expect((await org.query("SELECT Id FROM Account", { token })).status).toBe(200);
    const { fault } = await soap(org, "<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>", {
      token,
    });
    expect(fault).toMatch(/^sf:INVALID_SESSION_ID: /);
  });
});

describe("client credentials", () => {
  const request = (change: Readonly<Record<string, string>> = {}) => {
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    return org.oauth({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, ...change });
  };

  it("acts as the execution user, with no scope that represents a person", async () => {
    const { data } = await request();
    expect(data).toMatchObject({ scope: "api", instance_url: org.base });
    const info = await org.raw("GET", "/services/oauth2/userinfo", undefined, { token: text(data, "access_token") });
    expect(info.data).toMatchObject({
      preferred_username: "deploy@datadip.example",
      organization_id: org.sandbox.salesforce.credentials.orgId,
    });
  });

  it("takes id and secret from a Basic header when the form names no client", async () => {
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` });
    const form = { grant_type: "client_credentials" };
    const url = "/services/oauth2/token";
    const good = await org.raw("POST", url, new URLSearchParams(form), {
      token: null,
      headers: basic(`${clientId}:${clientSecret}`),
    });
    expect(good.status).toBe(200);
    const ignored = await org.raw(
      "POST",
      url,
      new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }),
      { token: null, headers: basic("nobody:nothing") },
    );
    expect(ignored.status).toBe(200);
  });

  it("refuses a wrong secret, a wrong key, and an app without the flow", async () => {
    expect(refusal(await request({ client_secret: "wrong" }))).toBe("400 invalid_client: invalid client credentials");
    expect(refusal(await request({ client_id: "wrong" }))).toBe("400 invalid_client_id: client identifier invalid");
    expect(refusal(await request({ client_id: KEY, client_secret: `${KEY}Secret` }))).toMatch(/^400 invalid_grant: /);
  });

  it("works when both the settings and the policies of an app allow it", async () => {
    const change = {
      ExtlClntAppGlobalOauthSettings: { isClientCredentialsFlowEnabled: "true" },
      ExtlClntAppOauthConfigurablePolicies: { isClientCredentialsFlowEnabled: "true", clientCredentialsFlowUser: USER },
    };
    deployed(await deploy(org, appFiles({ permissionSet: "DataDip", change })));
    const { data } = await request({ client_id: KEY, client_secret: `${KEY}Secret` });
    expect((await org.query("SELECT Id FROM Case LIMIT 1", { token: text(data, "access_token") })).rows).toHaveLength(
      1,
    );
    const half = { ...change, ExtlClntAppGlobalOauthSettings: { isClientCredentialsFlowEnabled: "false" } };
    deployed(await deploy(org, appFiles({ permissionSet: "DataDip", change: half })));
    expect((await request({ client_id: KEY, client_secret: `${KEY}Secret` })).status).toBe(400);
  });
});

describe("refresh tokens", () => {
  const refresh = (refreshToken: string, more: Readonly<Record<string, string>> = {}) =>
    org.oauth({ grant_type: "refresh_token", client_id: "PlatformCLI", refresh_token: refreshToken, ...more });

  it("opens session after session, as the sf CLI does without a secret", async () => {
    const { refreshToken } = org.sandbox.salesforce.credentials;
    const [one, two] = [await refresh(refreshToken), await refresh(refreshToken)];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.data.access_token).not.toBe(two.data.access_token);
  });

  it("refuses an unknown token and one of another app", async () => {
    const { refreshToken } = org.sandbox.salesforce.credentials;
    expect(refusal(await refresh("unknown"))).toBe("400 invalid_grant: expired access/refresh token");
    expect((await refresh(refreshToken, { client_id: KEY, client_secret: `${KEY}Secret` })).status).toBe(400);
  });

  it("replaces the token on each use where the app rotates, and the old one dies", async () => {
    const change = { ExtlClntAppGlobalOauthSettings: { isRefreshTokenRotationEnabled: "true" } };
    deployed(await deploy(org, appFiles({ change })));
    const approval = await org.admin("POST", "/salesforce/approvals", { clientId: KEY, username: USER });
    const first = text(approval.data, "refresh_token");
    const app = { client_id: KEY, client_secret: `${KEY}Secret` };
    expect(refusal(await refresh(first, { client_id: KEY }))).toBe("400 invalid_client: invalid client credentials");
    const answer = await refresh(first, app);
    const second = text(answer.data, "refresh_token");
    expect((await refresh(first, app)).status).toBe(400);
    expect((await refresh(second, app)).status).toBe(200);
  });
});

describe("the password grant", () => {
  const request = () => {
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    return org.oauth({
      grant_type: "password",
      client_id: clientId,
      client_secret: clientSecret,
      username: "admin@datadip.example",
      password: "secret-word-1",
    });
  };

  it("is blocked, as in every org made since 2023", async () => {
    expect(refusal(await request())).toBe("400 invalid_grant: authentication failure");
  });

  it("does not work with an external client app even where it is allowed", async () => {
    saved(await update(org, "OauthOidcSettings", "OauthOidc", { blockOAuthUnPwFlow: "false" }));
    expect(refusal(await request())).toBe("400 unsupported_grant_type: grant type not supported");
  });

  it("works with a connected app in an org that still allows both", async () => {
    org.sandbox.salesforce.settings({ allowConnectedApps: true });
    saved(await update(org, "OauthOidcSettings", "OauthOidc", { blockOAuthUnPwFlow: "false" }));
    const oauthConfig = {
      callbackUrl: "http://localhost:1717/OauthRedirect",
      consumerKey: "LegacyKey0123456789",
      consumerSecret: "LegacySecret0123456789",
      scopes: ["Api", "RefreshToken"],
    };
    saved(await create(org, "ConnectedApp", "Legacy", { contactEmail: "a@x.example", label: "Legacy", oauthConfig }));
    const admin = await org.one("SELECT Id FROM User WHERE Username = 'admin@datadip.example'");
    const path = `/sobjects/User/${text(admin, "Id")}/password`;
    expect((await org.api("POST", path, { NewPassword: "secret-word-1" })).status).toBe(204);
    const fields = {
      grant_type: "password",
      client_id: "LegacyKey0123456789",
      client_secret: "LegacySecret0123456789",
      username: "admin@datadip.example",
    };
    expect((await org.oauth({ ...fields, password: "secret-word-1" })).status).toBe(200);
    expect(refusal(await org.oauth({ ...fields, password: "wrong" }))).toBe(
      "400 invalid_grant: authentication failure",
    );
  });
});

describe("tokens", () => {
  it("refuses a grant that does not exist", async () => {
    expect(refusal(await org.oauth({ grant_type: "magic" }))).toBe(
      "400 unsupported_grant_type: grant type not supported",
    );
    expect(refusal(await org.oauth({ grant_type: "constructor" }))).toBe(
      "400 unsupported_grant_type: grant type not supported",
    );
    expect(refusal(await org.oauth({}))).toBe("400 unsupported_grant_type: grant type not supported");
  });

  it("reads a form that comes in chunks, without a length", async () => {
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    });
    const body = new ReadableStream({
      start: (controller) => {
        for (const piece of form.toString().match(/.{1,7}/g) ?? []) controller.enqueue(Buffer.from(piece));
        controller.close();
      },
    });
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    // Node wants to be told that the body is read while it is sent; its types do not know the member.
    const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
    expect((await fetch(`${org.base}/services/oauth2/token`, init)).status).toBe(200);
  });

  it("revokes a session, and with a refresh token every session of its app and user", async () => {
    const { refreshToken } = org.sandbox.salesforce.credentials;
    const fields = { grant_type: "refresh_token", client_id: "PlatformCLI", refresh_token: refreshToken };
    const token = text((await org.oauth(fields)).data, "access_token");
    const revoke = (value: string) =>
      org.raw("POST", "/services/oauth2/revoke", new URLSearchParams({ token: value }), { token: null });
    const ended = await revoke(token);
    expect([ended.status, ended.text]).toEqual([200, ""]);
    expect((await org.query("SELECT Id FROM Account", { token })).status).toBe(401);
    expect((await org.query("SELECT Id FROM Account")).status).toBe(200);
    expect((await revoke(refreshToken)).status).toBe(200);
    expect((await org.query("SELECT Id FROM Account")).status).toBe(401);
    expect((await revoke("unknown")).status).toBe(400);
  });

  it("says of a token whether it is alive, to its own app alone", async () => {
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    const own = text(
      (await org.oauth({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret })).data,
      "access_token",
    );
    const look = async (token: string, fields: Readonly<Record<string, string>>) =>
      (await org.raw("POST", "/services/oauth2/introspect", new URLSearchParams({ token, ...fields }), { token: null }))
        .data;
    const app = { client_id: clientId, client_secret: clientSecret };
    expect(await look(own, app)).toMatchObject({
      active: true,
      client_id: clientId,
      username: "deploy@datadip.example",
      scope: "api",
    });
    expect(await look(own, { client_id: KEY, client_secret: `${KEY}Secret` })).toEqual({ active: false });
    expect(await look("unknown", app)).toEqual({ active: false });
    expect(await look(own, { client_id: clientId, client_secret: "wrong" })).toMatchObject({ error: "invalid_client" });
  });

  it("shows identities only with a good token of that very user", async () => {
    const { orgId } = org.sandbox.salesforce.credentials;
    const admin = text(await org.one("SELECT Id FROM User WHERE Username = 'admin@datadip.example'"), "Id");
    const path = `/id/${orgId}/${admin}`;
    const byQuery = await org.raw(
      "GET",
      `${path}?format=json&oauth_token=${encodeURIComponent(org.token)}`,
      undefined,
      { token: null },
    );
    expect(byQuery.data).toMatchObject({ user_id: admin, urls: { rest: `${org.base}/services/data/v{version}/` } });
    expect((await org.raw("GET", `/id/${orgId.slice(0, 15)}/${admin.slice(0, 15)}`)).status).toBe(200);
    expect(await org.raw("GET", path, undefined, { token: null })).toMatchObject({
      status: 403,
      text: "Missing_OAuth_Token",
    });
    expect(await org.raw("GET", path, undefined, { token: "wrong" })).toMatchObject({
      status: 403,
      text: "Bad_OAuth_Token",
    });
    expect((await org.raw("GET", `/id/${orgId}/${userId}`)).status).toBe(403);
    expect((await org.raw("GET", "/services/oauth2/userinfo", undefined, { token: "wrong" })).status).toBe(403);
  });

  it("ends a session after two hours without a call, and each call extends it", async () => {
    const HOUR = 3_600_000;
    org.advance(1.5 * HOUR);
    expect((await org.query("SELECT Id FROM Account LIMIT 1")).status).toBe(200);
    org.advance(1.5 * HOUR);
    expect((await org.query("SELECT Id FROM Account LIMIT 1")).status).toBe(200);
    org.advance(2 * HOUR);
    const over = await org.query("SELECT Id FROM Account LIMIT 1");
    expect([over.status, over.text]).toEqual([
      401,
      '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]',
    ]);
    const { fault } = await soap(org, "<listMetadata/>");
    expect(fault).toBe(
      "sf:INVALID_SESSION_ID: INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session",
    );
  });

  it("ends with the user, the app, or a word to the sandbox", async () => {
    const token = text((await jwt()).data, "access_token");
    const works = async () => (await org.query("SELECT Id FROM Account LIMIT 1", { token })).status;
    await org.api("PATCH", `/sobjects/User/${userId}`, { IsActive: false });
    expect(await works()).toBe(401);
    await org.api("PATCH", `/sobjects/User/${userId}`, { IsActive: true });
    expect(await works()).toBe(200);
    org.sandbox.salesforce.expireSessions();
    expect(await works()).toBe(401);
  });

  it("ends when the app becomes open to others only, for the deployer's own session too", async () => {
    const token = text((await jwt()).data, "access_token");
    saved(await create(org, "PermissionSet", "Others", { label: "Others" }));
    deployed(await deploy(org, appFiles({ certificate: pair.certificate, permissionSet: "Others" })));
    expect((await org.query("SELECT Id FROM Account", { token })).status).toBe(401);
    expect(refusal(await jwt())).toBe("400 invalid_app_access: user is not admin approved to access this app");
  });

  it("lets a user with Use Any API Client through every external client app", async () => {
    saved(
      await create(org, "PermissionSet", "AnyClient", {
        label: "Any",
        userPermissions: { enabled: "true", name: "UseAnyApiClient" },
      }),
    );
    const agent = await org.one("SELECT Id FROM User WHERE Username = 'agent@datadip.example'");
    await assign(org, text(agent, "Id"), "AnyClient");
    expect((await jwt({ sub: "agent@datadip.example" })).status).toBe(200);
  });

  it("needs the scope api for REST", async () => {
    const { data } = await org.admin("POST", "/salesforce/tokens", { scopes: ["web"] });
    const { status, rows } = await org.query("SELECT Id FROM Account", { token: text(data, "access_token") });
    expect([status, rows[0]?.message]).toEqual([401, "This session is not valid for use with the REST API"]);
  });

  it(`names the app ${APP} to queries through the permission set it is open to`, async () => {
    const { rows } = await org.query("SELECT Parent.Name, SetupEntityType FROM SetupEntityAccess");
    expect(rows).toMatchObject([{ Parent: { Name: "DataDip" }, SetupEntityType: "ExternalClientApplication" }]);
  });
});
