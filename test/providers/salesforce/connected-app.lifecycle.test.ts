import { selfSignedCertificate } from "../../../providers/salesforce/auth/certificate";
import { Command } from "../../support/command";
import { Org } from "../../support/org";
import { changedInSetup, FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";
import { KEYS } from "./support/org";

const certificate = selfSignedCertificate({
  commonName: "webex",
  privateKeyPem: KEYS.privateKey,
  publicKeyPem: KEYS.publicKey,
  serial: Buffer.from("01", "hex"),
  notBefore: new Date(Date.now() - 86_400_000),
  notAfter: new Date(Date.now() + 86_400_000),
});

const INPUTS = {
  fullName: "WebexDataDip",
  label: "Webex data dip",
  contactEmail: "it@acme.example",
  description: "Signs Webex in",
  consumerKey: "K1".repeat(32),
  consumerSecret: "S1".repeat(24),
  certificate,
  permissionSetNames: ["Dip"],
};

async function prepared(org: Org): Promise<void> {
  org.sandbox.salesforce.settings({ allowConnectedApps: true, reuseDeletedConsumerKeys: true });
  await org.api().metadata.create("PermissionSet", { fullName: "Dip", label: "Dip" });
  org.requests();
}

life("salesforce.ConnectedApp", "metadata.ConnectedApp", async (org) => {
  await prepared(org);
  return {
    inputs: INPUTS,
    wire: { label: "Webex data dip", permissionSetName: ["Dip"] },
    update: {
      inputs: { label: "Webex", permissionSetNames: [], profileNames: ["Standard User"] },
      wire: { label: "Webex", profileName: ["Standard User"] },
    },
    removal: { input: "description", wire: { description: null } },
    drift: changedInSetup(org, "ConnectedApp", "label", "Renamed in Setup"),
    replacements: {
      fullName: { fullName: "WebexDataDip_2", consumerKey: "K2".repeat(32) },
      consumerKey: { consumerKey: "K3".repeat(32) },
      consumerSecret: { consumerSecret: "S2".repeat(24), consumerKey: "K4".repeat(32) },
    },
    rename: { fullName: "WebexDataDip_2" },
    references: ["consumerKey", "certificate"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [
        { consumerSecret: "with-hyphens-in-it" },
        "",
        "consumerSecret must be 8 to 256 letters and digits and nothing else",
      ],
      [{ refreshTokenPolicy: "never" }, "refreshTokenPolicy", /^must be zero, infinite, or specific_lifetime/],
      [{ isAdminApproved: false }, "permissionSetNames", "has no effect unless isAdminApproved is true"],
      [
        { isClientCredentialEnabled: true },
        "oauthClientCredentialUser",
        /^is required with the client credentials flow/,
      ],
    ],
    requests: metadataRequests("ConnectedApp"),
  };
});

describe("an org that refuses new connected apps", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());
  beforeEach(async () => {
    org.reset();
    await prepared(org);
    org.sandbox.salesforce.settings({ allowConnectedApps: false });
  });
  const command = () => new Command("salesforce.ConnectedApp", () => org.connect());
  const advice = /Since Spring '26 orgs refuse new connected apps: use salesforce\.ExternalClientApp instead/;

  it("says so with the successor when the app would be made", async () => {
    await expect(command().up(INPUTS)).rejects.toThrow(advice);
  });

  it("says so at preview already, where that is asked for", async () => {
    await expect(command().check({}, { ...INPUTS, validateAtPreview: true })).rejects.toThrow(advice);
  });

  it("lets an app that exists be changed and deleted", async () => {
    org.sandbox.salesforce.settings({ allowConnectedApps: true });
    const made = await command().up(INPUTS);
    org.sandbox.salesforce.settings({ allowConnectedApps: false });
    const after = await command().up({ ...INPUTS, label: "Webex" }, made);
    expect(await org.object("metadata.ConnectedApp", "WebexDataDip")).toMatchObject({ label: "Webex" });
    await command().delete(after);
    expect(await org.object("metadata.ConnectedApp", "WebexDataDip")).toBeUndefined();
  });
});
