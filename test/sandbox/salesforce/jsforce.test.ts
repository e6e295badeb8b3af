import { Connection, OAuth2 } from "jsforce";
import { APP, appFiles, KEY, zipOf } from "./support/bundle";
import { assertion, JWT_GRANT, rsaPair } from "./support/keys";
import { assign, makeIntegrationUser, openOrg, text, type Data, type TestOrg } from "./support/org";

/** jsforce as it is published, over real HTTP: what it can do on a real org it can do here. */
let org: TestOrg;
let conn: Connection;

const connect = (accessToken: string, version = "66.0"): Connection =>
  new Connection({ instanceUrl: org.base, accessToken, version });

beforeAll(async () => {
  org = await openOrg();
  org.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
  conn = connect(org.token);
  conn.metadata.pollInterval = 1;
});
afterAll(() => org.close());

/** What jsforce calls the error of the service. */
const codeOf = async (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => "no error",
    (error: unknown) => (error instanceof Error ? error.name : error),
  );

describe("jsforce", () => {
  it("knows who it is and what is left of the day", async () => {
    const identity = await conn.identity();
    expect(identity.username).toBe("admin@datadip.example");
    expect((await conn.limits()).DailyApiRequests).toMatchObject({ Max: 15_000 });
    expect(conn.limitInfo.apiUsage).toMatchObject({ limit: 15_000 });
    expect((await conn.describeGlobal()).sobjects.map(({ name }) => name)).toContain("Case");
    expect((await conn.sobject("Contact").describe()).fields.map(({ name }) => name)).toContain("MobilePhone");
  });

  it("writes one record and two hundred", async () => {
    const made = await conn.sobject("Account").create({ Name: "From jsforce" });
    const id = made.success ? made.id : "";
    expect(await conn.sobject("Account").update({ Id: id, Phone: "1" })).toMatchObject({ success: true });
    expect(await conn.sobject("Account").retrieve(id)).toMatchObject({ Name: "From jsforce", Phone: "1" });
    expect(await conn.sobject("Account").destroy(id)).toMatchObject({ success: true });
    expect(await codeOf(conn.sobject("Account").retrieve(id))).toBe("ENTITY_IS_DELETED");
    const many = Array.from({ length: 200 }, (_, n) => ({ Name: `Bulk ${n}` }));
    for (let batch = 0; batch < 3; batch += 1) {
      const results = await conn.sobject("Account").create(many);
      expect(results.filter(({ success }) => success)).toHaveLength(200);
    }
  });

  it("queries, pages and fetches everything", async () => {
    const soql = "SELECT Id, Name FROM Account WHERE Name LIKE 'Bulk%' ORDER BY Name";
    const headers = { "Sforce-Query-Options": "batchSize=200" };
    const first = await conn.query(soql, { headers });
    expect([first.totalSize, first.done, first.records.length]).toEqual([600, false, 200]);
    const second = await conn.queryMore(first.nextRecordsUrl ?? "");
    expect([second.done, second.records.length]).toEqual([false, 200]);
    const all = await conn.query(soql, { autoFetch: true, headers, maxFetch: 1000 });
    expect([all.done, all.records.length]).toEqual([true, 600]);
    expect(new Set(all.records.map(({ Id }) => Id)).size).toBe(600);
    const found = await conn.sobject("Contact").find({ LastName: { $like: "O'Br%" } }, ["Id", "Name", "Account.Name"]);
    expect(found).toMatchObject([{ Name: "Seán O'Brien", Account: { Name: 'O\'Brien "Best" Plumbing' } }]);
    expect(await codeOf(conn.query("SELECT Id FORM Account"))).toBe("MALFORMED_QUERY");
  });

  it("searches, and composes calls", async () => {
    const { searchRecords } = await conn.search("FIND {5207739050} IN PHONE FIELDS RETURNING Contact(Id, Name)");
    expect(searchRecords).toMatchObject([{ Name: "Jack Rogers", attributes: { type: "Contact" } }]);
    const answer = await conn.request<Data>({
      method: "POST",
      url: "/services/data/v66.0/composite",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        allOrNone: true,
        compositeRequest: [
          {
            method: "POST",
            url: "/services/data/v66.0/sobjects/Account",
            referenceId: "a",
            body: { Name: "Composed" },
          },
          { method: "GET", url: "/services/data/v66.0/sobjects/Account/@{a.id}", referenceId: "b" },
        ],
      }),
    });
    expect(answer.compositeResponse).toMatchObject([
      { httpStatusCode: 201 },
      { httpStatusCode: 200, body: { Name: "Composed" } },
    ]);
  });

  it("reads and writes metadata", async () => {
    const site = { fullName: "Webex", disableProtocolSecurity: false, isActive: true, url: "https://webexapis.com" };
    expect(await conn.metadata.create("RemoteSiteSetting", site)).toMatchObject({ success: true });
    expect(await conn.metadata.read("RemoteSiteSetting", "Webex")).toMatchObject(site);
    expect(await conn.metadata.update("RemoteSiteSetting", { ...site, url: "https://x.example" })).toMatchObject({
      success: true,
    });
    expect(await conn.metadata.upsert("RemoteSiteSetting", { ...site, url: "https://y.example" })).toMatchObject({
      created: false,
    });
    expect(await conn.metadata.list({ type: "RemoteSiteSetting" }, "66.0")).toMatchObject([
      { fullName: "Webex", type: "RemoteSiteSetting" },
    ]);
    const objects = [await conn.metadata.list({ type: "CustomObject" }, "66.0")].flat();
    expect(objects.map(({ fullName }) => fullName)).toContain("Contact");
    expect((await conn.metadata.describe("66.0")).metadataObjects.map(({ xmlName }) => xmlName)).toContain(
      "ConnectedApp",
    );
    expect(await conn.metadata.delete("RemoteSiteSetting", "Webex")).toMatchObject({ success: true });
    expect(await conn.metadata.delete("RemoteSiteSetting", "Webex")).toMatchObject({
      success: false,
      errors: [{ statusCode: "INVALID_CROSS_REFERENCE_KEY" }],
    });
  });

  it("deploys an app both ways, and its key opens a session that reads what the data dip needs", async () => {
    const { certificate, privateKey } = rsaPair();
    const set = {
      fullName: "DataDip",
      label: "Data dip",
      objectPermissions: [
        {
          allowCreate: false,
          allowDelete: false,
          allowEdit: false,
          allowRead: true,
          modifyAllRecords: false,
          object: "Account",
          viewAllRecords: false,
        },
      ],
      userPermissions: [{ enabled: true, name: "ApiEnabled" }],
    };
    expect(await conn.metadata.create("PermissionSet", set)).toMatchObject({ success: true });
    await assign(org, await makeIntegrationUser(org), "DataDip");
    const zip = zipOf(appFiles({ certificate, permissionSet: "DataDip" }));
    const options = { rollbackOnError: true, singlePackage: true };
    expect(await conn.metadata.deploy(zip, options).complete()).toMatchObject({
      status: "Succeeded",
      numberComponentsDeployed: 5,
    });
    expect(await conn.metadata.deployRest(zip, options).complete()).toMatchObject({
      status: "Succeeded",
      success: true,
    });
    expect(await conn.metadata.read("ExternalClientApplication" as never, APP)).toMatchObject({ fullName: APP });
    const claims = {
      iss: KEY,
      sub: "dip@datadip.example",
      aud: org.base,
      exp: Math.floor(org.now() / 1000) + 180,
    };
    const token = await org.oauth({ grant_type: JWT_GRANT, assertion: assertion(claims, privateKey) });
    const dip = connect(text(token.data, "access_token"), "52.0");
    expect((await dip.query("SELECT Id, Name FROM Account WHERE Phone LIKE '%33123456789%'")).records).toMatchObject([
      { Name: "Boulangerie de la Cruz" },
    ]);
    expect(await codeOf(dip.query("SELECT Id FROM Case"))).toBe("INVALID_TYPE");
    expect(await codeOf(dip.metadata.list({ type: "Queue" }, "52.0"))).toBe("sf:INSUFFICIENT_ACCESS");
  });

  it("gets a new session by its refresh token when the old one is over", async () => {
    const { refreshToken } = org.sandbox.salesforce.credentials;
    const oauth2 = new OAuth2({ loginUrl: org.base, clientId: "PlatformCLI" });
    const renewing = new Connection({
      oauth2,
      instanceUrl: org.base,
      accessToken: "over",
      refreshToken,
      version: "66.0",
    });
    expect((await renewing.query("SELECT COUNT() FROM Case")).totalSize).toBe(9);
    expect(renewing.accessToken).not.toBe("over");
  });

  it("signs in with client credentials", async () => {
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    const fresh = new Connection({
      instanceUrl: org.base,
      oauth2: { loginUrl: org.base, clientId, clientSecret },
      version: "66.0",
    });
    await fresh.authorize({ grant_type: "client_credentials" });
    expect((await fresh.identity()).username).toBe("deploy@datadip.example");
  });

  it("is refused where it signs in with name and password", async () => {
    const old = new Connection({ loginUrl: org.base, version: "64.0" });
    await expect(old.login("admin@datadip.example", "secret")).rejects.toThrow(
      "INVALID_OPERATION: SOAP API login() is disabled by default in this org.",
    );
    const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
    const grant = new Connection({ oauth2: { loginUrl: org.base, clientId, clientSecret }, version: "66.0" });
    expect(await codeOf(grant.login("admin@datadip.example", "secret"))).toBe("invalid_grant");
  });
});
