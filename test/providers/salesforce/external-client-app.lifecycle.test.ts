import { descriptorOf } from "../../../providers/core/resource/registry";
import type { Values } from "../../../providers/core/resource/types";
import { Command, halfMade } from "../../support/command";
import { SkippingClock } from "../../support/manual-clock";
import { Org } from "../../support/org";
import { changedInSetup, FULL_NAME_REFUSALS, life } from "./support/life";
import { KEYS } from "./support/org";
import { selfSignedCertificate } from "../../../providers/salesforce/auth/certificate";
import { readForAdoption } from "../../../operations/adopt-lists";

const certificate = selfSignedCertificate({
  commonName: "webex",
  privateKeyPem: KEYS.privateKey,
  publicKeyPem: KEYS.publicKey,
  serial: Buffer.from("01", "hex"),
  notBefore: new Date(Date.now() - 86_400_000),
  notAfter: new Date(Date.now() + 86_400_000),
});

const KEY = "K1".repeat(32);
const INPUTS = {
  fullName: "WxccDataDip",
  label: "Webex data dip",
  contactEmail: "it@acme.example",
  description: "Signs Webex in",
  consumerKey: KEY,
  certificate,
  permissionSets: ["Dip"],
};

const READ = ["SOAP readMetadata ExternalClientApplication"];
const PARTS = [
  "ExtlClntAppOauthSettings",
  "ExtlClntAppGlobalOauthSettings",
  "ExtlClntAppOauthConfigurablePolicies",
  "ExtlClntAppConfigurablePolicies",
];
const DEPLOY = ["POST metadata/deployRequest", "GET metadata/deployRequest/:id"];

async function withPermissionSets(org: Org): Promise<void> {
  // Whether real orgs let a deleted app's key be used again is not known; one test below is about those that do not.
  org.sandbox.salesforce.settings({ reuseDeletedConsumerKeys: true });
  const { metadata } = org.api();
  for (const fullName of ["Dip", "Dip_2"])
    await metadata.create("PermissionSet", {
      fullName,
      label: fullName,
      userPermissions: [{ enabled: true, name: "ApiEnabled" }],
    });
  org.requests();
}

life("salesforce.ExternalClientApp", "metadata.ExternalClientApplication", async (org) => {
  await withPermissionSets(org);
  return {
    inputs: INPUTS,
    wire: { label: "Webex data dip", contactEmail: "it@acme.example", distributionState: "Local" },
    update: {
      inputs: { label: "Webex", permissionSets: ["Dip_2", "Dip"], callbackUrls: ["https://x.example/cb"] },
      wire: { label: "Webex" },
    },
    removal: { input: "description", wire: { description: null } },
    drift: changedInSetup(org, "ExternalClientApplication", "label", "Renamed in Setup"),
    replacements: {
      fullName: { fullName: "WxccDataDip_2", consumerKey: "K2".repeat(32) },
      consumerKey: { consumerKey: "K3".repeat(32) },
    },
    rename: { fullName: "WxccDataDip_2" },
    references: ["consumerKey", "certificate"],
    refused: [
      ...FULL_NAME_REFUSALS,
      // The engine prints the value of a property that fails, so a secret's failure is told of the whole.
      [{ consumerKey: "short" }, "", "consumerKey must be 8 to 256 letters and digits and nothing else"],
      [{ certificate: "hello" }, "certificate", /^is not an X\.509 certificate in PEM/],
      [
        { certificate: KEYS.privateKey },
        "",
        /^certificate is not an X\.509 .*this is a private key, which must never be given to Salesforce/,
      ],
      [{ scopes: ["api"] }, "scopes[0]", /Invalid option/],
      [{ scopes: ["Api"] }, "scopes", /^must hold RefreshToken for the JWT bearer flow/],
      [{ permissionSets: [] }, "permissionSets", /^is empty, so nobody could use the app/],
      [{ permissionSets: ["a,b"] }, "permissionSets[0]", /^may not hold a comma/],
      [
        { isClientCredentialsFlowEnabled: true },
        "clientCredentialsFlowUser",
        /^is required with the client credentials flow/,
      ],
      [
        { refreshTokenPolicyType: "SpecificLifetime" },
        "refreshTokenValidityPeriod",
        "is required with SpecificLifetime",
      ],
    ],
    requests: {
      create: [
        "SOAP listMetadata ExternalClientApplication",
        ...DEPLOY,
        "SOAP readMetadata ExtlClntAppGlobalOauthSettings",
      ],
      update: [
        ...READ,
        ...PARTS.map((type) => `SOAP readMetadata ${type}`),
        ...DEPLOY,
        "SOAP readMetadata ExtlClntAppGlobalOauthSettings",
      ],
      delete: [
        "SOAP listMetadata ExternalClientApplication",
        "POST metadata/deployRequest destructive",
        "GET metadata/deployRequest/:id",
      ],
      gone: ["SOAP listMetadata ExternalClientApplication", "SOAP readMetadata ExternalClientApplication"],
    },
  };
});

describe("an External Client App", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());
  beforeEach(async () => {
    org.reset();
    await withPermissionSets(org);
  });

  const command = (clock = new SkippingClock(), config = {}) =>
    new Command("salesforce.ExternalClientApp", () => org.connect({ clock, config }));
  const part = async (type: string): Promise<Values> =>
    (await org.objects(`metadata.${type}`)).find((found) => found.externalClientApplication === "WxccDataDip") ?? {};

  it("is five parts that say what the program says", async () => {
    await command().up(INPUTS);
    expect(await part("ExtlClntAppOauthSettings")).toMatchObject({
      commaSeparatedOauthScopes: expect.stringContaining("RefreshToken") as unknown,
    });
    expect(await part("ExtlClntAppGlobalOauthSettings")).toMatchObject({
      callbackUrl: "http://localhost:1717/OauthRedirect",
      consumerKey: KEY,
      isConsumerSecretOptional: true,
      isPkceRequired: true,
    });
    expect(await part("ExtlClntAppOauthConfigurablePolicies")).toMatchObject({
      id: "WxccDataDipOAuthSettings_defaultPolicy",
      permittedUsersPolicyType: "AdminApprovedPreAuthorized",
      ipRelaxationPolicyType: "Bypass",
    });
    expect(await part("ExtlClntAppConfigurablePolicies")).toMatchObject({
      id: "WxccDataDip_defaultPolicy",
      isEnabled: true,
      isOauthPluginEnabled: true,
    });
  });

  it("signs a pre-authorised user in by JWT from the moment it is there", async () => {
    await command().up(INPUTS);
    // A JWT says when it was made, and the org looks at its own clock.
    const api = org.api({ clock: new SkippingClock(Date.now()) });
    const [profile] = await api.query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'");
    const user = new Command("salesforce.User", () => org.connect());
    const { id } = await user.up({
      username: "webex@acme.example",
      email: "it@acme.example",
      lastName: "W",
      alias: "w",
      profileId: profile?.Id,
    });
    const signIn = () =>
      api.signInAs({ kind: "jwt", clientId: KEY, username: "webex@acme.example", privateKey: KEYS.privateKey });
    await expect(signIn()).rejects.toThrow(/add the user's permission set or profile/);
    await new Command("salesforce.PermissionSetAssignment", () => org.connect()).up({
      assigneeId: id,
      permissionSetName: "Dip",
    });
    await expect(signIn()).resolves.toMatchObject({ userId: id, orgId: org.orgId });
  });

  it("takes client credentials, with the secret and the user it acts as", async () => {
    const secret = "S1".repeat(24);
    await command().up({
      ...INPUTS,
      consumerSecret: secret,
      isConsumerSecretOptional: false,
      isClientCredentialsFlowEnabled: true,
      clientCredentialsFlowUser: "deploy@datadip.example",
      permittedUsersPolicyType: "AllSelfAuthorized",
    });
    const signedIn = await org.api().signInAs({ kind: "client-credentials", clientId: KEY, clientSecret: secret });
    expect(signedIn.orgId).toBe(org.orgId);
    await expect(
      org.api().signInAs({ kind: "client-credentials", clientId: KEY, clientSecret: "wrong-wrong-wrong" }),
    ).rejects.toThrow("The consumer secret is wrong");
  });

  it("whose key is taken anywhere in the world is refused with the way out, and nothing is left of it", async () => {
    await org.admin("POST", "salesforce/consumer-keys", { consumerKey: KEY });
    await expect(command().up(INPUTS)).rejects.toThrow(
      /^Deploying ExternalClientApp WxccDataDip failed: .*consumer key is already taken.*unique among all Salesforce orgs of the world/i,
    );
    expect(await org.objects("metadata.ExternalClientApplication")).not.toContainEqual(
      expect.objectContaining({ id: "WxccDataDip" }),
    );
  });

  it("that somebody deleted cannot be made again under its old key, and the sentence says how", async () => {
    org.sandbox.salesforce.settings({ reuseDeletedConsumerKeys: false });
    const made = await command().up(INPUTS);
    await org.wipe("metadata.ExternalClientApplication", made.id);
    await expect(command().refresh(made)).resolves.toBeUndefined();
    await expect(command().up(INPUTS)).rejects.toThrow(/consumer key is already taken.*pulumi up --replace/i);
  });

  it("that exists is never deployed over, but told with the way to adopt it", async () => {
    await command().up(INPUTS);
    org.requests();
    await expect(command().up({ ...INPUTS, consumerKey: "K9".repeat(32) })).rejects.toThrow(
      /^Creating the app WxccDataDip failed: the org has an External Client App of that name\. Nothing was changed\. The External Client App WxccDataDip with the same fullName was there before\. No stack of this project manages it\. To manage it from here: npx datadip adopt salesforce\.ExternalClientApp/,
    );
    expect(org.writes()).toEqual([]);
  });

  it("of a permission set that is not there is refused with what to check", async () => {
    await expect(command().up({ ...INPUTS, permissionSets: ["Nobody"] })).rejects.toThrow(
      /Nobody.*check the names of profiles, permission sets/,
    );
  });

  it("shows drift in any part, and puts it back", async () => {
    const made = await command().up(INPUTS);
    await org.edit("metadata.ExtlClntAppOauthConfigurablePolicies", "WxccDataDipOAuthSettings_defaultPolicy", {
      permittedUsersPolicyType: "AllSelfAuthorized",
    });
    await org.edit("metadata.ExtlClntAppOauthSettings", "WxccDataDipOAuthSettings", {
      commaSeparatedOauthScopes: "Full, RefreshToken",
    });
    const drifted = await command().refresh(made);
    expect(drifted?.inputs).toMatchObject({
      permittedUsersPolicyType: "AllSelfAuthorized",
      scopes: ["Full", "RefreshToken"],
    });
    await command().up(INPUTS, drifted);
    expect(await part("ExtlClntAppOauthConfigurablePolicies")).toMatchObject({
      permittedUsersPolicyType: "AdminApprovedPreAuthorized",
    });
    expect(JSON.stringify(await part("ExtlClntAppOauthSettings"))).not.toContain("Full");
  });

  it("keeps what people set in Setup beside the program", async () => {
    const made = await command().up(INPUTS);
    await org.edit("metadata.ExternalClientApplication", "WxccDataDip", { infoUrl: "https://wiki.example" });
    await command().up({ ...INPUTS, label: "Other" }, made);
    expect(await org.object("metadata.ExternalClientApplication", "WxccDataDip")).toMatchObject({
      label: "Other",
      infoUrl: "https://wiki.example",
    });
  });

  it("can be adopted from an org where people made it", async () => {
    await command().up(INPUTS);
    const source = {
      config: (key: string) => ({ "datadip:target": "sandbox", "datadip:sandboxUrl": org.sandbox.url })[key],
      env: {},
    };
    const { inputs } = await readForAdoption(descriptorOf("salesforce.ExternalClientApp"), "WxccDataDip", source);
    const { validateAtPreview: _, ...rest } = descriptorOf("salesforce.ExternalClientApp").inputs.parse(INPUTS);
    expect(inputs).toMatchObject(rest);
  });

  describe("while answers are lost", () => {
    it("is taken over where its start got no answer and it is provably this one", async () => {
      org.fail({ method: "POST", path: "/metadata/deployRequest", loseResponse: true });
      const made = await command().up(INPUTS);
      expect(made.id).toBe("WxccDataDip");
      org.requests();
      await command().up(INPUTS, await command().refresh(made));
      expect(org.writes()).toEqual([]);
    });

    it("goes on where a poll is lost, slow, or its session ends", async () => {
      org.fail({ method: "GET", path: "/metadata/deployRequest/*", reset: true });
      org.fail({ method: "GET", path: "/metadata/deployRequest/*", status: 503, skip: 1 });
      await expect(command().up(INPUTS)).resolves.toMatchObject({ id: "WxccDataDip" });
      org.sandbox.salesforce.expireSessions();
      await expect(command().refresh({ id: "WxccDataDip", inputs: {}, outputs: {} })).resolves.toBeDefined();
    });

    it("stays in state where it cannot be read back, and the next run goes on", async () => {
      org.fail({ method: "POST", path: "/services/Soap/m/66.0", status: 500, body: "boom", skip: 1, times: 20 });
      const half = await halfMade(command().up(INPUTS));
      expect(half.reasons[0]).toMatch(/^The app WxccDataDip was created, but could not be read back: /);
      await org.admin("DELETE", "faults");
      const finished = await command().finish(INPUTS, half.resource);
      org.requests();
      await command().up(INPUTS, await command().refresh(finished));
      expect(org.writes()).toEqual([]);
    });
  });

  it("waits for a slow deploy, seconds apart", async () => {
    // The sandbox's clock moves with each nap, so that the deploy is done after the third, on a machine of any speed.
    org.sandbox.salesforce.settings({ deployRunMs: 8_000 });
    let clockOffsetMs = 0;
    const clock = new (class extends SkippingClock {
      override async sleep(ms: number): Promise<void> {
        await super.sleep(ms);
        clockOffsetMs += ms;
        org.sandbox.settings({ clockOffsetMs });
      }
    })();
    await expect(command(clock).up(INPUTS)).resolves.toBeDefined();
    expect(clock.naps.slice(0, 3)).toEqual([1_000, 3_000, 5_000]);
  });

  describe("validated at preview", () => {
    const validated = { ...INPUTS, validateAtPreview: true };

    it("says what the org would refuse, and saves nothing", async () => {
      await org.admin("POST", "salesforce/consumer-keys", { consumerKey: KEY });
      await expect(command().check({}, validated)).rejects.toThrow(
        /^: Validating ExternalClientApp WxccDataDip failed: .*consumer key is already taken/i,
      );
      expect(await org.objects("metadata.ExternalClientApplication")).not.toContainEqual(
        expect.objectContaining({ id: "WxccDataDip" }),
      );
    });

    it("passes what it would take, once, and then makes it", async () => {
      const one = command();
      await one.check({}, validated);
      await one.check({}, validated);
      expect(org.requests().filter((request) => request.startsWith("POST"))).toHaveLength(1);
      await one.up(validated);
      expect(await org.object("metadata.ExternalClientApplication", "WxccDataDip")).toBeDefined();
    });
  });

  it("of an API version without such apps is refused at preview", async () => {
    const old = command(new SkippingClock(), { "salesforce:apiVersion": "58.0" });
    await expect(old.check({}, INPUTS)).rejects.toThrow(
      "ExternalClientApplication is there since API version 59.0, but 58.0 is in use",
    );
  });
});
