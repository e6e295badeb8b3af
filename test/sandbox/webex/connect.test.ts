import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxVerb } from "../../../cli/commands/sandbox";
import { connectRequestOf, startSandbox } from "../../../sandbox";
import { runVerb } from "../../cli/run-verb";
import { appFiles, deploy, deployed, KEY } from "../salesforce/support/bundle";
import { rsaPair } from "../salesforce/support/keys";
import { assign, makeIntegrationUser, openOrg, type TestOrg } from "../salesforce/support/org";
import { create, dataDipSet, saved } from "../salesforce/support/soap";
import { call, text } from "../support/tenant";

const pair = rsaPair();
const pem = pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const USER = "dip@datadip.example";
const FORM = {
  name: "Salesforce",
  clientId: KEY,
  emailId: USER,
  url: "https://acme.my.salesforce.com",
  privateKey: pem,
};

let org: TestOrg;
/** A line in the middle of the key, as it is in every spelling of it. */
const SECRET = pem.split("\n")[3] ?? "";

beforeEach(async () => {
  org = await openOrg();
  saved(await create(org, "PermissionSet", "DataDip", dataDipSet));
  await assign(org, await makeIntegrationUser(org, USER), "DataDip");
  deployed(await deploy(org, appFiles({ certificate: pair.certificate, permissionSet: "DataDip" })));
});
afterEach(() => org.close());

const admin = (method: string, path: string, body?: unknown) =>
  call(`${org.sandbox.url}/sandbox/${path}`, method, body, {});
const save = (change: Partial<typeof FORM> = {}) => admin("POST", "connect", connectRequestOf({ ...FORM, ...change }));
const CUSTOM = { clientId: "3MVG9", clientSecret: "S3CRET" };
function own() {
  const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
  return { clientId, clientSecret };
}
function custom(change = {}) {
  const resourceDomainUrl = "http://127.0.0.1:1/salesforce";
  const tokenUrl = `${resourceDomainUrl}/services/oauth2/token`;
  return { name: "Custom", ...CUSTOM, resourceDomainUrl, tokenUrl, ...change };
}

describe("a connector with credentials", () => {
  it.each([
    ["Salesforce's own form", () => FORM],
    ["the form with the sandbox's address of another day", () => ({ ...FORM, url: "http://127.0.0.1:1/salesforce" })],
    ["the custom form", () => custom(own())],
    [
      "the custom form with a My Domain",
      () => custom({ ...own(), resourceDomainUrl: "https://acme.my.salesforce.com" }),
    ],
  ])("of %s signs in on saving and for every flow", async (_what, form) => {
    const id = await org.sandbox.connect(connectRequestOf(form()));
    const session = (await admin("POST", `connectors/${id}/token`)).data;
    expect(text(session, "accessToken")).toMatch(/^00D\w{12}!\w+$/);
    expect(session.instanceUrl).toBe(org.base);
    const asked = await call(`${text(session, "instanceUrl")}/services/data/v66.0/query?q=SELECT+Id+FROM+Account`, "GET", undefined, { token: text(session, "accessToken") }); // prettier-ignore
    expect(asked.status).toBe(200);
  });

  it("shows nobody what was typed into it", async () => {
    const made = await save();
    const seen = [made, await admin("GET", "state/webex/connector"), await admin("GET", "requests")];
    for (const { text: shown } of seen) expect(shown).not.toMatch(/PRIVATE KEY/);
    for (const { text: shown } of seen) expect(shown).not.toContain(SECRET);
  });

  it.each<[string, Partial<typeof FORM>, string]>([
    ["user", { emailId: "nobody@datadip.example" }, "Salesforce refuses the connector Salesforce: invalid_grant, user hasn't approved this consumer."],
    ["kind of org", { url: "https://test.salesforce.com" }, "Salesforce refuses the connector Salesforce: invalid_grant, audience is invalid."],
    ["address for its kind of app", { url: "https://login.salesforce.com" }, "Salesforce refuses the connector Salesforce: app_not_found, External client app is not installed in this org. An External Client App signs in at the org's own address: enter that as the URL of the form."],
    ["app", { clientId: "3MVG9nobody" }, "Salesforce refuses the connector Salesforce: invalid_client_id, client identifier invalid."],
    ["key of another", { privateKey: rsaPair().privateKey.export({ type: "pkcs8", format: "pem" }).toString() }, "Salesforce refuses the connector Salesforce: invalid_client, invalid client credentials."],
    ["key that is none", { privateKey: `${SECRET}\n` }, "The private key is not an RSA key in PEM: paste it whole, from the line -----BEGIN RSA PRIVATE KEY----- to the END line."],
    ["server", { url: "https://login.example.com" }, "No authorization server answers at https://login.example.com; the URL is the org's own address, https://YOUR-DOMAIN.my.salesforce.com (a connected app's https://login.salesforce.com, or https://test.salesforce.com for a Salesforce sandbox)."],
  ])("with a wrong %s is refused and not saved", async (_what, change, message) => {
    expect(await save(change)).toMatchObject({ status: 400, data: { message } });
    expect((await admin("GET", "state/webex/connector")).rows.filter(({ type }) => type === "http")).toEqual([]);
  }); // prettier-ignore

  it("is refused with client credentials at the login host, and while Salesforce is down", async () => {
    const atLogin = custom({ tokenUrl: "https://login.salesforce.com/services/oauth2/token" });
    await expect(org.sandbox.connect(connectRequestOf(atLogin))).rejects.toThrow(
      /request not supported on this domain/,
    );
    const elsewhere = custom({ tokenUrl: "https://acme.my.salesforce.com/token" });
    await expect(org.sandbox.connect(connectRequestOf(elsewhere))).rejects.toThrow(/with \/services\/oauth2\/token\.$/);
    org.sandbox.fail({ vendor: "salesforce", reset: true });
    await expect(org.sandbox.connect(connectRequestOf(custom()))).rejects.toThrow(
      /Custom cannot reach Salesforce: \S+/,
    );
    org.sandbox.fail({ vendor: "salesforce", status: 503 });
    await expect(org.sandbox.connect(connectRequestOf(custom()))).rejects.toThrow(
      /Custom: server_unavailable, Server is tempor/,
    );
  });

  it("is edited by saving its name again, and stays as it was where that fails", async () => {
    const bare = org.sandbox.connect({ name: "Salesforce" });
    const id = text((await save()).data, "id");
    expect(id).toBe(bare);
    expect((await save()).data).toMatchObject({ id, version: 1 });
    expect((await save({ emailId: "nobody@datadip.example" })).status).toBe(400);
    expect(org.sandbox.connect({ name: "Salesforce" })).toBe(id);
    expect((await admin("POST", `connectors/${id}/token`)).status).toBe(201);
    expect(await org.sandbox.connect(connectRequestOf(custom({ ...own(), name: "Salesforce" })))).toBe(id);
    expect((await admin("GET", `state/webex/connector/${id}`)).data).toMatchObject({ version: 2 });
  });

  it("is one of at most five of Salesforce's kind, and ten of the custom kind", async () => {
    for (const n of [1, 2, 3, 4, 5]) expect((await save({ name: `S${n}` })).status).toBe(201);
    expect(await save({ name: "S6" })).toMatchObject({ status: 409 });
    expect(await org.sandbox.connect(connectRequestOf(custom(own())))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a session through a connector", () => {
  it("needs a connector that is there, and its credentials", async () => {
    const id = org.sandbox.connect({ name: "Bare" });
    expect(await admin("POST", `connectors/${id}/token`)).toMatchObject({
      status: 409,
      data: { message: "The connector Bare has no credentials, so it cannot sign in to Salesforce: save it again with its form, datadip sandbox connect --form FILE." },
    }); // prettier-ignore
    const gone = text((await save()).data, "id");
    await admin("DELETE", `state/webex/connector/${gone}`);
    expect(await admin("POST", `connectors/${gone}/token`)).toMatchObject({
      status: 404,
      data: { message: `There is no connector with the id ${gone}; the connectors are: Bare.` },
    });
    expect(org.sandbox.connect({ name: "Salesforce" })).not.toBe(gone);
  });

  it("fails with Salesforce's words once the user may no longer use the app", async () => {
    const id = text((await save()).data, "id");
    const [user] = (await admin("GET", "state/salesforce/User")).rows.filter(({ Username }) => Username === USER);
    await admin("PATCH", `state/salesforce/User/${text(user, "Id")}`, { IsActive: false });
    expect(await admin("POST", `connectors/${id}/token`)).toMatchObject({
      status: 400,
      data: { message: "Salesforce refuses the connector Salesforce: inactive_user, user is inactive." },
    });
  });
});

describe("datadip sandbox connect --form", () => {
  const folder = mkdtempSync(join(tmpdir(), "datadip-form-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...words: readonly string[]) =>
    runVerb(sandboxVerb, "sandbox", "--dir", join(folder, "state"), ...words);
  const file = (value: unknown): string => {
    const path = join(folder, "form.json");
    writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
    return path;
  };

  it("types a form in, and tries it out", async () => {
    const sandbox = await startSandbox({ dir: join(folder, "state") });
    const { clientId, clientSecret } = sandbox.salesforce.credentials;
    await sandbox.close();
    const form = file(custom({ clientId, clientSecret }));
    const { stdout, exitCode } = await run("connect", "--form", form);
    expect(stdout).toMatch(/^Connector Custom signs in to Salesforce and is ready: [0-9a-f-]{36}\n$/);
    expect(exitCode).toBe(0);
    expect((await run("connect", "Other", "--form", form)).stdout).toMatch(/^Connector Other signs in/);
  });

  it.each<[string, unknown, RegExp]>([
    ["no JSON", SECRET, /form\.json is not JSON; it must be the output of datadip connector --show-secrets --json/],
    [
      "a list",
      [SECRET],
      /differs from Control Hub's: .*Its fields are name, clientId, emailId, url, privateKey \(a Salesforce/,
    ],
    [
      "a misspelt field",
      { ...FORM, email: "x", emailId: undefined },
      /: emailId is missing or not a text; email is not a field/,
    ],
    [
      "a field of no text",
      { ...custom(), tokenUrl: 3 },
      /: tokenUrl is missing or not a text\. Its fields are name, resource/,
    ],
    ["no address", { ...FORM, url: "login" }, /url/],
  ])("refuses %s in a sentence without the secret", async (_what, value, message) => {
    const { stderr, exitCode } = await run("connect", "--form", file(value));
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).not.toContain(SECRET);
  });

  it("says what it needs", async () => {
    expect((await run("connect", "--domain", "https://x.example")).stderr).toMatch(/connect NAME --domain URL\.$/m);
    expect((await run("connect", "--form", join(folder, "none"))).stderr).toMatch(
      /none cannot be read: there is no such file or folder/,
    );
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});
