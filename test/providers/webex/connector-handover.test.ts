import { Command, halfMade, type Resource } from "../../support/command";
import { Tenant } from "../../support/tenant";

let tenant: Tenant;
beforeAll(async () => void (tenant = await Tenant.start()));
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

const FORM = {
  name: "Salesforce a",
  clientId: "canary-client-id",
  emailId: "webex@acme.example",
  url: "https://login.salesforce.com",
  privateKey: "-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----\n",
};
const CUSTOM = {
  name: "Custom a",
  connectorKind: "custom",
  clientId: "canary-client-id",
  clientSecret: "canary-client-secret",
  resourceDomainUrl: "https://acme.my.salesforce.com",
  tokenUrl: "https://acme.my.salesforce.com/services/oauth2/token",
};
const LOOK = "GET v2/activities/http-request/inputs/connectorId/choices";

/** The resource after its two runs, and the connector that somebody made between them. */
async function madeByHand(form: typeof FORM): Promise<{ connectorId: string; resource: Resource }> {
  const { resource } = await halfMade(command().up(form));
  const connectorId = tenant.sandbox.connect({ name: form.name });
  return { connectorId, resource: await command().finish(form, resource) };
}

const command = (): Command => new Command("webex.ConnectorHandover", () => tenant.connect());

describe("a connector that a person makes", () => {
  it("stops, says what to enter where, shows no secret, and goes on once it is there", async () => {
    const { reasons, resource } = await halfMade(command().up(FORM));
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.split("\n")).toEqual([
      "This stop is a step of the set-up, not a fault.",
      "The connector Salesforce a is not there yet. Only a person can make it; everything else so far is done and kept.",
      "Control Hub, Services, Contact Center, Tenant Settings, Integrations, Connectors, Salesforce (in older ones: Contact Center, Connectors), Set Up or Add More, and enter:",
      "  Name: Salesforce a",
      "  Client ID: (secret, see below)",
      "  Salesforce Email ID: webex@acme.example",
      "  URL: https://login.salesforce.com",
      "  Private Key: (secret, see below)",
      "The secret values: npx datadip connector --show-secrets",
      "Then run `pulumi up` again, which goes on from here; `npx datadip up` waits for it. On the sandbox, `npx datadip sandbox connect` does the person's part.",
    ]);
    // What `datadip connector` prints lies in state.
    expect(resource.outputs).toMatchObject(FORM);

    const connectorId = tenant.sandbox.connect({ name: FORM.name });
    const finished = await command().finish(FORM, resource);
    expect(finished).toMatchObject({ id: "Salesforce a", outputs: { connectorId } });
    tenant.requests();
    await expect(command().preview(FORM, finished)).resolves.toMatchObject({ changes: false });
    await expect(command().refresh(finished)).resolves.toMatchObject({ id: finished.id, outputs: { connectorId } });
    expect(tenant.requests()).toEqual([LOOK]);
  });

  it("is seen by a process that waited while the person worked", async () => {
    const waiting = command();
    const { resource } = await halfMade(waiting.up(FORM));
    const connectorId = tenant.sandbox.connect({ name: FORM.name });
    await expect(waiting.finish(FORM, resource)).resolves.toMatchObject({ outputs: { connectorId } });
  });

  it("stops once more as long as nobody has made it", async () => {
    const { resource } = await halfMade(command().up(FORM));
    const refreshed = await command().refresh(resource);
    expect(refreshed).toMatchObject({ inputs: { made: false } });
    const again = refreshed === undefined ? command().up(FORM) : command().up(FORM, refreshed);
    expect((await halfMade(again)).message).toContain("is not there yet");
  });

  it("asks for one that was there before, as nobody sees what it holds, and then takes it", async () => {
    const connectorId = tenant.sandbox.connect({ name: FORM.name });
    const { message, resource } = await halfMade(command().up(FORM));
    expect(message).toContain("exists already, and no API returns its values");
    expect(message).toContain("edit it, or delete it and make it anew, and enter:\n  Name: Salesforce a\n");
    await expect(command().refresh(resource)).resolves.toMatchObject({
      inputs: { made: true },
      outputs: { connectorId },
    });
    await expect(command().finish(FORM, resource)).resolves.toMatchObject({ outputs: { connectorId } });
  });

  it("is handed over again where it is deleted in Control Hub, and stays there when deleted here", async () => {
    const { connectorId, resource } = await madeByHand(FORM);
    await tenant.wipe("connector", connectorId);
    const refreshed = await command().refresh(resource);
    if (refreshed === undefined) throw new Error("it left the state");
    await expect(command().preview(FORM, refreshed)).resolves.toEqual({ changes: true, replaces: [] });
    expect((await halfMade(command().up(FORM, refreshed))).message).toContain("is not there yet");

    const second = await madeByHand(FORM);
    await command().delete(second.resource);
    expect(await tenant.object("connector", second.connectorId)).toBeDefined();
  });

  it("names the one that may have been meant", async () => {
    tenant.sandbox.connect({ name: "Salesforce A" });
    const { message } = await halfMade(command().up(FORM));
    expect(message).toContain("The connector Salesforce a is not there yet; did you mean Salesforce A? Only a person");
  });

  it("asks for the fields of a custom connector", async () => {
    const { message } = await halfMade(command().up(CUSTOM));
    expect(message).toContain("Connectors, Custom (in older ones: Contact Center, Connectors), Set Up");
    expect(message).toContain("  Authentication Type: OAuth 2.0\n  Grant Type: Client Credentials\n");
    expect(message).toContain("  Token URL: https://acme.my.salesforce.com/services/oauth2/token\n");
    expect(message).not.toContain("canary");
  });

  it("refuses other values under the same name, as nobody sees what a connector holds", async () => {
    const { resource: made } = await madeByHand(FORM);
    const changed = { ...FORM, privateKey: "-----an other key", emailId: "other@acme.example" };
    await expect(command().up(changed, made)).rejects.toThrow(
      /^emailId: has changed, and no API says .*\n: privateKey has changed, .* hand over a new connector under another name/,
    );
    const second = { ...FORM, name: "Salesforce b", privateKey: "-----an other key" };
    await expect(command().preview(second, made)).resolves.toEqual({ changes: true, replaces: ["name"] });
  });

  it("that works is not handed over again where the form of today has the org's own address: that is told once", async () => {
    const { connectorId, resource } = await madeByHand(FORM);
    const reports: string[] = [];
    const today = { ...FORM, url: "https://acme.my.salesforce.com" };
    const later = (): Command =>
      new Command("webex.ConnectorHandover", () =>
        tenant.connect({ report: (sentence) => void reports.push(sentence) }),
      );
    const updated = await later().up(today, resource);
    expect(updated.outputs).toMatchObject({ connectorId, url: today.url });
    expect(reports).toEqual([
      expect.stringMatching(
        /^The connector Salesforce a stays as it was made, with the URL https:\/\/login\.salesforce\.com: .* app_not_found, change the URL/,
      ),
    ]);
    await later().up(today, updated);
    expect(reports).toHaveLength(1);
    // Another org's address is another connector.
    const other = { ...today, url: "https://other.my.salesforce.com" };
    await expect(later().up(other, updated)).rejects.toThrow(/^url: has changed|: url has changed/);
  });

  it.each([
    [{ ...FORM, name: "" }, "name", "must not be empty"],
    [{ ...FORM, url: "login.salesforce.com" }, "url", "URL"],
    [{ ...FORM, privateKey: undefined }, "privateKey", "is required for a salesforce connector"],
    [{ ...FORM, clientSecret: "s" }, "clientSecret", "is not for a salesforce connector"],
    [{ ...CUSTOM, tokenUrl: undefined }, "tokenUrl", "is required for a custom connector"],
    [{ ...CUSTOM, emailId: "e" }, "emailId", "is not for a custom connector"],
    [{ ...FORM, connectorKind: "sap" }, "connectorKind", "custom"],
  ])("refuses %j at preview", async (program, property, reason) => {
    await expect(command().check({}, program)).rejects.toThrow(
      new RegExp(`^(${property}: |: ${property} ).*${reason}`, "m"),
    );
    expect(tenant.requests()).toEqual([]);
  });
});
