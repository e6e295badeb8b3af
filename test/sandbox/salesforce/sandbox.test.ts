import { salesforceCoverage, missingFamily, NOT_EMULATED } from "../../../sandbox/salesforce/coverage";
import { REST_ROUTES, ROUTES } from "../../../sandbox/salesforce/routes";
import { created, errorCode, openOrg, text, type TestOrg } from "./support/org";
import { create, readOne, saved, soap } from "./support/soap";

let org: TestOrg;

beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

const site = { disableProtocolSecurity: "false", isActive: "true", url: "https://webexapis.com" };

describe("faults", () => {
  it.each<readonly [status: number, rest: unknown, soapFault: RegExp, oauth: string]>([
    [
      401,
      { errorCode: "INVALID_SESSION_ID", message: "Session expired or invalid" },
      /^sf:INVALID_SESSION_ID: /,
      "invalid_session_id",
    ],
    [
      403,
      { errorCode: "REQUEST_LIMIT_EXCEEDED", message: "TotalRequests Limit exceeded." },
      /^sf:REQUEST_LIMIT_EXCEEDED: /,
      "request_limit_exceeded",
    ],
    [
      503,
      { errorCode: "SERVER_UNAVAILABLE", message: "Server is temporarily unavailable for maintenance" },
      /^sf:SERVER_UNAVAILABLE: /,
      "server_unavailable",
    ],
    [
      418,
      { errorCode: "UNKNOWN_EXCEPTION", message: "An unexpected error occurred." },
      /^sf:UNKNOWN_EXCEPTION: /,
      "unknown_exception",
    ],
  ])("speak the dialect of the path: %d", async (status, rest, soapFault, oauth) => {
    org.sandbox.fail({ vendor: "salesforce", status, times: 3 });
    const query = await org.query("SELECT Id FROM Account");
    expect([query.status, query.json]).toEqual([status, [rest]]);
    const call = await soap(org, "<listMetadata/>");
    expect([call.status, call.fault]).toEqual([status, expect.stringMatching(soapFault)]);
    const token = await org.oauth({ grant_type: "password" });
    expect([token.status, token.data.error]).toEqual([status, oauth]);
    expect((await org.query("SELECT Id FROM Account")).status).toBe(200);
  });

  it("come from in front of the service as pages", async () => {
    org.sandbox.fail({ vendor: "salesforce", status: 502, path: "/query" });
    const { status, headers, text: page } = await org.query("SELECT Id FROM Account");
    expect([status, headers.get("content-type")]).toEqual([502, "text/html;charset=UTF-8"]);
    expect(page).toContain("upstream connect error");
  });

  it("lose the answer of a create that was done", async () => {
    org.sandbox.fail({ vendor: "salesforce", method: "POST", path: "/sobjects/Account", loseResponse: true });
    await expect(org.api("POST", "/sobjects/Account", { Name: "Lost" })).rejects.toThrow();
    expect(await org.one("SELECT Name FROM Account WHERE Name = 'Lost'")).toBeDefined();
  });

  it("hide what a call wrote from every reader, and not from the call itself", async () => {
    org.sandbox.fail({ vendor: "salesforce", method: "POST", path: "/sobjects/Case", readsAfterMs: 5000 });
    const id = created(await org.api("POST", "/sobjects/Case", { Subject: "Late", Comments: "also late" }));
    expect((await org.api("GET", `/sobjects/Case/${id}`)).status).toBe(404);
    expect((await org.query("SELECT Id FROM Case WHERE Subject = 'Late'")).rows).toEqual([]);
    org.advance(5000);
    expect((await org.api("GET", `/sobjects/Case/${id}/CaseComments`)).rows).toMatchObject([
      { CommentBody: "also late" },
    ]);
  });

  it("hide a component while its call goes on to make others of it", async () => {
    org.sandbox.fail({ vendor: "salesforce", path: "/services/Soap/m/66.0", readsAfterMs: 5000 });
    saved(await create(org, "ExternalClientApplication", "Late", { contactEmail: "a@x.example", label: "Late" }));
    expect(await readOne(org, "ExternalClientApplication", "Late")).toEqual({ "@xsi:nil": "true" });
    org.advance(5000);
    expect(await readOne(org, "ExtlClntAppConfigurablePolicies", "Late_defaultPolicy")).toMatchObject({
      externalClientApplication: "Late",
    });
  });

  it("put the whole org under maintenance, as a page on every path", async () => {
    await org.admin("PUT", "/salesforce/settings", { maintenance: true });
    for (const path of [
      "/services/data/v66.0/limits",
      "/services/data",
      "/services/oauth2/token",
      "/services/Soap/m/66.0",
      "/lightning/page/home",
    ]) {
      const { status, headers, text: page } = await org.raw("GET", path);
      expect([status, headers.get("content-type")]).toEqual([503, "text/html;charset=UTF-8"]);
      expect(page).toContain("down for maintenance");
    }
    org.sandbox.salesforce.settings({ maintenance: false });
    expect((await org.api("GET", "/limits")).status).toBe(200);
  });

  it("leave no token, secret or assertion in the log", async () => {
    const { clientSecret, accessToken, refreshToken, clientId } = org.sandbox.salesforce.credentials;
    await org.oauth({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
    await org.raw("GET", `/id/x/y?oauth_token=${encodeURIComponent(accessToken)}`, undefined, { token: null });
    await org.raw("GET", `/services/oauth2/revoke?token=${refreshToken}`, undefined, { token: null });
    const log = JSON.stringify(org.sandbox.requests());
    for (const secret of [clientSecret, accessToken, encodeURIComponent(accessToken), refreshToken])
      expect(log).not.toContain(secret);
    expect(org.sandbox.requests()[0]).toMatchObject({ path: "/services/oauth2/token", clientId });
  });
});

describe("a fresh org", () => {
  it("is the same on every machine, id by id", async () => {
    const other = await openOrg();
    const everything = async (from: TestOrg) => {
      const found: unknown[] = [];
      for (const type of [
        "Account",
        "Contact",
        "Case",
        "CaseComment",
        "User",
        "Profile",
        "PermissionSet",
        "Organization",
      ]) {
        found.push((await from.query(`SELECT FIELDS(STANDARD) FROM ${type}`)).rows);
      }
      return found;
    };
    expect(await everything(other)).toEqual(await everything(org));
    await other.close();
  });

  it("knows numbers in several spellings and countries, twins, people without a company, and names that need care", async () => {
    const column = async (field: string, type: string) =>
      (await org.query(`SELECT ${field} FROM ${type} WHERE ${field} != null`)).rows.map((row) => String(row[field]));
    const phones = [
      ...(await column("Phone", "Account")),
      ...(await column("Phone", "Contact")),
      ...(await column("MobilePhone", "Contact")),
    ];
    const digits = phones.map((phone) => phone.replace(/\D/g, ""));
    expect(phones.filter((phone) => phone.startsWith("+")).length).toBeGreaterThan(5);
    expect(phones.some((phone) => /^\(\d{3}\) \d{3}-\d{4}$/.test(phone))).toBe(true);
    expect(phones.some((phone) => /^\d{10}$/.test(phone))).toBe(true);
    for (const country of ["1", "33", "44", "49", "81"])
      expect(digits.some((number) => number.startsWith(country))).toBe(true);
    expect((await org.query("SELECT COUNT() FROM Account WHERE Phone LIKE '%773%9050'")).data.totalSize).toBe(2);
    expect((await org.query("SELECT COUNT() FROM Contact WHERE AccountId = null")).data.totalSize).toBeGreaterThan(0);
    const names = (await column("Name", "Account")).join("|");
    for (const mark of ["'", '"', "%", "&", "é", "ö", "日"]) expect(names).toContain(mark);
    expect(
      (await org.query("SELECT Name, COUNT(Id) FROM Contact GROUP BY Name HAVING COUNT(Id) > 1")).rows,
    ).toHaveLength(1);
    expect((await org.query("SELECT COUNT() FROM Case WHERE IsClosed = true")).data.totalSize).toBe(2);
    expect((await org.query("SELECT COUNT() FROM Case WHERE ContactId = null")).data.totalSize).toBeGreaterThan(0);
  });

  it("answers the newest open case of a contact, as the data dip asks for it", async () => {
    const soql =
      "SELECT Subject FROM Case WHERE Contact.LastName = 'Rogers' AND IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1";
    expect(await org.one(soql)).toMatchObject({ Subject: "Change of delivery address" });
  });
});

describe("a directory", () => {
  it("is one org for all who open it, anybody who writes", async () => {
    const other = await openOrg(org.dir);
    expect(other.sandbox.salesforce.credentials).toEqual(org.sandbox.salesforce.credentials);
    const count = async (from: TestOrg) => (await from.query("SELECT COUNT() FROM Account")).data.totalSize;
    expect(await count(other)).toBe(await count(org));
    created(await other.api("POST", "/sobjects/Account", { Name: "From the other" }));
    expect(await org.one("SELECT Name FROM Account WHERE Name = 'From the other'")).toBeDefined();
    created(await org.api("POST", "/sobjects/Account", { Name: "From this one" }));
    expect(await count(other)).toBe(await count(org));
    saved(await create(other, "RemoteSiteSetting", "Shared", site));
    expect(await readOne(org, "RemoteSiteSetting", "Shared")).toMatchObject({ fullName: "Shared" });
    other.sandbox.salesforce.settings({ maintenance: true });
    expect((await org.api("GET", "/limits")).status).toBe(503);
    await other.close();
  });

  it("is fresh again after a reset, and tokens stay good", async () => {
    created(await org.api("POST", "/sobjects/Account", { Name: "Gone after the reset" }));
    saved(await create(org, "RemoteSiteSetting", "Gone", site));
    org.sandbox.salesforce.settings({ dailyApiRequests: 5 });
    org.sandbox.reset();
    expect((await org.query("SELECT COUNT() FROM Account WHERE Name = 'Gone after the reset'")).data.totalSize).toBe(0);
    expect(await readOne(org, "RemoteSiteSetting", "Gone")).toEqual({ "@xsi:nil": "true" });
    expect(org.sandbox.salesforce.settings()).toMatchObject({ dailyApiRequests: 15_000 });
  });

  it("goes back to a snapshot, and never gives an id twice", async () => {
    const snapshot = org.sandbox.snapshot();
    const lost = created(await org.api("POST", "/sobjects/Account", { Name: "Lost" }));
    org.sandbox.restore(snapshot);
    expect((await org.api("GET", `/sobjects/Account/${lost}`)).status).toBe(404);
    expect(created(await org.api("POST", "/sobjects/Account", { Name: "Next" }))).not.toBe(lost);
    expect((await org.query("SELECT COUNT() FROM Account WHERE Name IN ('Lost', 'Next')")).data.totalSize).toBe(1);
  });

  it("undoes what a failed call wrote, in memory as well", async () => {
    const count = async () => (await org.query("SELECT COUNT() FROM Account")).data.totalSize;
    const before = await count();
    const records = [{ attributes: { type: "Account" }, Name: "Undone" }, { attributes: { type: "Account" } }];
    await org.api("POST", "/composite/sobjects", { allOrNone: true, records });
    expect(await count()).toBe(before);
  });
});

describe("the door past all rules", () => {
  const door = "/state/salesforce";

  it("makes, changes and removes records as a person in Setup does", async () => {
    const made = await org.admin("POST", `${door}/Account`, { Name: "By hand", Phone: "1" });
    const id = text(made.data, "Id");
    expect(await org.one(`SELECT Phone FROM Account WHERE Id = '${id}'`)).toMatchObject({ Phone: "1" });
    await org.admin("PATCH", `${door}/Account/${id}`, { Phone: null });
    expect(await org.one(`SELECT Phone FROM Account WHERE Id = '${id}'`)).toMatchObject({ Phone: null });
    expect((await org.admin("DELETE", `${door}/Account/${id}`)).status).toBe(204);
    expect((await org.admin("GET", `${door}/Account/${id}`)).status).toBe(404);
    expect((await org.admin("GET", `${door}/Nothing`)).text).toContain('There is no kind \\"Nothing\\" in salesforce');
  });

  it("shows components with their secrets, changes them behind everybody's back, and removes them", async () => {
    const kind = `${door}/metadata.RemoteSiteSetting`;
    saved(await create(org, "RemoteSiteSetting", "Webex", { description: "here", ...site }));
    expect((await org.admin("GET", kind)).json).toMatchObject([{ fullName: "Webex", body: site }]);
    await org.admin("PATCH", `${kind}/Webex`, { body: { description: null, url: "https://drifted.example" } });
    expect(await readOne(org, "RemoteSiteSetting", "Webex")).toEqual({
      "@xsi:type": "RemoteSiteSetting",
      fullName: "Webex",
      ...site,
      url: "https://drifted.example",
    });
    expect((await org.admin("DELETE", `${kind}/Webex`)).status).toBe(204);
    await org.admin("POST", kind, { fullName: "Planted", body: site });
    expect(await readOne(org, "RemoteSiteSetting", "Planted")).toMatchObject(site);
    expect((await org.admin("POST", kind, { body: site })).status).toBe(400);
    const secret = await org.admin("GET", `${door}/metadata.ExtlClntAppGlobalOauthSettings/DeploymentGlblOAuth`);
    expect(secret.data.body).toMatchObject({ consumerSecret: org.sandbox.salesforce.credentials.clientSecret });
  });

  it("refuses misspelt switches and unknown users by name", async () => {
    expect((await org.admin("PUT", "/salesforce/settings", { maintainance: true })).text).toContain("maintainance");
    expect((await org.admin("POST", "/salesforce/tokens", { username: "nobody@x.example" })).status).toBe(404);
    expect((await org.admin("POST", "/salesforce/tokens", { clientId: "nobody" })).status).toBe(404);
    expect(() => org.sandbox.salesforce.settings({ sessionTimeoutSeconds: 0 })).toThrow(/sessionTimeoutSeconds/);
    expect((await org.admin("DELETE", "/salesforce/sessions")).status).toBe(204);
    expect(errorCode(await org.query("SELECT Id FROM Account"))).toBe("INVALID_SESSION_ID");
  });
});

describe("the coverage matrix", () => {
  it("has a row for every route, call and type, and a reason for what is missing", async () => {
    const rows = (await org.admin("GET", "/salesforce/coverage")).rows;
    expect(rows).toEqual(salesforceCoverage());
    const operations = rows.map((row) => row.operation);
    expect(new Set(operations).size).toBe(operations.length);
    for (const { method, path } of ROUTES) expect(operations).toContain(`${method} ${path}`);
    for (const { method, path } of REST_ROUTES)
      expect(operations).toContain(`${method} /services/data/{v}${path === "/" ? "" : path}`);
    expect(rows.filter(({ state, note }) => state !== "emulated" && note === "")).toEqual([]);
    expect(NOT_EMULATED.length).toBeGreaterThan(5);
  });

  it("says by name what is missing, with the reason, where a client asks for it", async () => {
    for (const { path } of REST_ROUTES) expect(missingFamily(`/services/data/v66.0${path}`)).toBeUndefined();
    for (const { operation, reason } of NOT_EMULATED) {
      const path = operation.split(" ")[1]?.replace("{v}", "v66.0").replace("{type}", "Account") ?? "";
      if (!path.startsWith("/")) continue;
      const { status, text: answer } = await org.raw("GET", path);
      expect([status, answer]).toEqual([404, expect.stringContaining(`${operation}. ${reason}`)]);
    }
  });
});
