import { APP, appFiles, deploy, deployed, KEY, problems } from "./support/bundle";
import { ELLIPTIC_CERTIFICATE, rsaPair } from "./support/keys";
import { makeIntegrationUser, openOrg, type Data, type TestOrg } from "./support/org";
import { create, failure, readOne, remove, saved, update } from "./support/soap";

const pair = rsaPair();
/** Ends of lines are normalised on the way, and texts trimmed. */
const READ_BACK = pair.certificate.trim().replaceAll("\r\n", "\n");
let org: TestOrg;

beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

const GLOBAL = "ExtlClntAppGlobalOauthSettings";
const OAUTH_POLICIES = "ExtlClntAppOauthConfigurablePolicies";

describe("an external client app", () => {
  it("is deployed as one bundle of five parts and reads back without its secret", async () => {
    const result = deployed(await deploy(org, appFiles({ certificate: pair.certificate })));
    expect(result).toMatchObject({
      numberComponentsTotal: 5,
      numberComponentsDeployed: 5,
      numberComponentErrors: 0,
      success: true,
    });
    const header = await readOne(org, "ExternalClientApplication", APP);
    const { orgId } = org.sandbox.salesforce.credentials;
    expect(header).toMatchObject({
      distributionState: "Local",
      isProtected: "false",
      orgScopedExternalApp: `${orgId}:${APP}`,
    });
    const global = await readOne(org, GLOBAL, `${APP}GlblOAuth`);
    expect(global).toMatchObject({ consumerKey: KEY, isPkceRequired: "true", isNamedUserJwtEnabled: "false" });
    expect(global.certificate).toBe(READ_BACK);
    expect(global).not.toHaveProperty("consumerSecret");
    expect(await readOne(org, OAUTH_POLICIES, `${APP}OAuthSettings_defaultPolicy`)).toMatchObject({
      permittedUsersPolicyType: "AllSelfAuthorized",
      refreshTokenPolicyType: "SpecificLifetime",
      refreshTokenValidityPeriod: "365",
      refreshTokenValidityUnit: "Days",
    });
  });

  it("may be deployed again with what was read, and changes nothing", async () => {
    deployed(await deploy(org, appFiles({ certificate: pair.certificate })));
    const { orgId } = org.sandbox.salesforce.credentials;
    const change = { ExternalClientApplication: { orgScopedExternalApp: `${orgId}:${APP}` } };
    const again = deployed(await deploy(org, appFiles({ certificate: pair.certificate, change })));
    const details = again.details as Data;
    const parts = (details.componentSuccesses as readonly Data[]).filter((one) => one.componentType !== "");
    expect(parts.map(({ changed, created }) => [changed, created])).toEqual(
      Array.from({ length: 5 }, () => [false, false]),
    );
  });

  it("keeps its first key and secret, and says nothing of another one", async () => {
    deployed(await deploy(org, appFiles({})));
    deployed(await deploy(org, appFiles({ key: "AnotherKey0123456789" })));
    expect(await readOne(org, GLOBAL, `${APP}GlblOAuth`)).toMatchObject({ consumerKey: KEY });
    const stored = (await org.admin("GET", `/state/salesforce/metadata.${GLOBAL}/${APP}GlblOAuth`)).data;
    expect(stored.body).toMatchObject({ consumerSecret: `${KEY}Secret` });
  });

  it("gets key and secret from the org when it brings none", async () => {
    const files = appFiles({});
    const path = `extlClntAppGlobalOauthSets/${APP}GlblOAuth.ecaGlblOauth`;
    const bare = (files[path] ?? "").replace(/<consumer(Key|Secret)>.*?<\/consumer\1>/g, "");
    deployed(await deploy(org, { ...files, [path]: bare }));
    expect((await readOne(org, GLOBAL, `${APP}GlblOAuth`)).consumerKey).toMatch(/^3MVG9\w{80}$/);
  });

  it("replaces a credential only when asked twice", async () => {
    deployed(await deploy(org, appFiles({})));
    const change = { [GLOBAL]: { shouldRotateConsumerKey: "true" } };
    expect(problems(await deploy(org, appFiles({ change })))).toEqual([
      "shouldRotateConsumerKey replaces a credential: deploy with ignoreWarnings to confirm it",
    ]);
    deployed(await deploy(org, appFiles({ change }), { ignoreWarnings: true }));
    const after = await readOne(org, GLOBAL, `${APP}GlblOAuth`);
    expect(after.consumerKey).not.toBe(KEY);
    expect(after.shouldRotateConsumerKey).toBe("false");
  });

  it.each<readonly [what: string, options: Parameters<typeof appFiles>[0], problem: RegExp]>([
    ["no certificate", { certificate: "nonsense" }, /^The certificate is not a valid PEM-encoded X.509 certificate\.$/],
    [
      "an elliptic certificate",
      { certificate: ELLIPTIC_CERTIFICATE },
      /^The certificate must have an RSA key of 2048 bits or more\.$/,
    ],
    ["a small certificate", { certificate: rsaPair(1024).certificate }, /2048 bits/],
    [
      "a scope in small letters",
      { change: { ExtlClntAppOauthSettings: { commaSeparatedOauthScopes: "api" } } },
      /api is not a valid OAuth scope$/,
    ],
    [
      "a permission set that is not there",
      { permissionSet: "Nobody" },
      /^In field: commaSeparatedPermissionSet - no PermissionSet named Nobody found$/,
    ],
    [
      "a profile that is not there",
      { change: { [OAUTH_POLICIES]: { commaSeparatedProfile: "Nobody" } } },
      /no Profile named Nobody found$/,
    ],
    [
      "an execution user that is not there",
      { change: { [OAUTH_POLICIES]: { clientCredentialsFlowUser: "nobody@x.example" } } },
      /no User named nobody@x.example found$/,
    ],
    [
      "client credentials without a user",
      { change: { [OAUTH_POLICIES]: { isClientCredentialsFlowEnabled: "true" } } },
      /clientCredentialsFlowUser$/,
    ],
    [
      "a life without a length",
      { change: { [OAUTH_POLICIES]: { refreshTokenPolicyType: "SpecificInactivity" } } },
      /refreshTokenValidityPeriod$/,
    ],
    [
      "another relaxation",
      { change: { [OAUTH_POLICIES]: { ipRelaxationPolicyType: "BYPASS" } } },
      /restricted picklist field: BYPASS$/,
    ],
    [
      "a parent of another name",
      { change: { [GLOBAL]: { externalClientApplication: "Other" } } },
      /^no ExternalClientApplication named Other found$/,
    ],
    [
      "another org's link",
      { change: { ExtlClntAppOauthSettings: { oauthLink: "00D000000000001:x" } } },
      /^oauthLink: /,
    ],
    [
      "another org's name",
      { change: { ExternalClientApplication: { orgScopedExternalApp: "00D000000000001:x" } } },
      /^orgScopedExternalApp: .* does not belong to this org/,
    ],
    ["no callback", { change: { [GLOBAL]: { callbackUrl: "not a url" } } }, /^Callback URL: Invalid URL: not$/],
    ["a short key", { key: "short" }, /^Consumer Key: /],
    [
      "no e-mail address",
      { change: { ExternalClientApplication: { contactEmail: "nobody" } } },
      /^contactEmail: invalid email address: nobody$/,
    ],
  ])("is refused with %s, and nothing of it stays", async (_what, options, problem) => {
    const result = await deploy(org, appFiles(options));
    expect(result).toMatchObject({ status: "Failed", success: false, done: true });
    expect(problems(result).some((text) => problem.test(text))).toBe(true);
    expect(await readOne(org, "ExternalClientApplication", APP)).toEqual({ "@xsi:nil": "true" });
    expect(await readOne(org, GLOBAL, `${APP}GlblOAuth`)).toEqual({ "@xsi:nil": "true" });
  });

  it("does not take a key that somebody in the world holds", async () => {
    await org.admin("POST", "/salesforce/consumer-keys", { consumerKey: KEY });
    expect(problems(await deploy(org, appFiles({})))).toEqual(["The consumer key is already taken."]);
    deployed(await deploy(org, appFiles({ key: "FreeKey0123456789" })));
    expect(problems(await deploy(org, appFiles({ app: "Second", key: "FreeKey0123456789" })))).toEqual([
      "The consumer key is already taken.",
    ]);
  });

  it("fails when its global settings come without OAuth settings", async () => {
    const files = appFiles({});
    const kept = Object.entries(files).filter(([name]) => !name.startsWith("extlClntAppOauthSettings/"));
    const manifest = (files["package.xml"] ?? "").replace(
      /<types><members>[^<]*<\/members><name>ExtlClntAppOauthSettings<\/name><\/types>/,
      "",
    );
    const result = await deploy(org, { ...Object.fromEntries(kept), "package.xml": manifest });
    expect(problems(result)).toContain(
      "The external client app configured in your global OAuth Settings doesn't have a valid OAuth settings configuration.",
    );
  });

  it("says something misleading when an element out of order was dropped", async () => {
    const path = `extlClntAppOauthSettings/${APP}OAuthSettings.ecaOauth`;
    const files = appFiles({});
    const swapped = (files[path] ?? "").replace(
      /(<externalClientApplication>.*<\/externalClientApplication>)(<label>.*<\/label>)/,
      "$2$1",
    );
    expect(problems(await deploy(org, { ...files, [path]: swapped }))).toContain(
      "Enter the name of the parent external client app",
    );
    org.sandbox.salesforce.settings({ fileElementOrder: "refuse" });
    expect(problems(await deploy(org, { ...files, [path]: swapped }))).toContain(
      "Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}externalClientApplication invalid at this location in type ExtlClntAppOauthSettings",
    );
  });

  it("gets its policies from the org when the bundle holds none, and has no room for others", async () => {
    const files = appFiles({});
    const kept = Object.entries(files).filter(([name]) => !name.includes("Polic"));
    const manifest = (files["package.xml"] ?? "").replace(
      /<types><members>[^<]*<\/members><name>[^<]*Policies<\/name><\/types>/g,
      "",
    );
    deployed(await deploy(org, { ...Object.fromEntries(kept), "package.xml": manifest }));
    expect(await readOne(org, OAUTH_POLICIES, `${APP}OAuthSettings_defaultPolicy`)).toMatchObject({
      externalClientApplication: APP,
    });
    expect(await readOne(org, "ExtlClntAppConfigurablePolicies", `${APP}_defaultPolicy`)).toMatchObject({
      isEnabled: "true",
    });
    const second = await create(org, OAUTH_POLICIES, "Mine", { externalClientApplication: APP });
    expect(failure(second)).toMatch(
      /^DUPLICATE_VALUE: duplicate value found: ExternalClientApplicationId duplicates value on record with id: 0xO/,
    );
    saved(
      await update(org, OAUTH_POLICIES, `${APP}OAuthSettings_defaultPolicy`, {
        externalClientApplication: APP,
        requiredSessionLevel: "STANDARD",
      }),
    );
  });

  it("is made part by part over SOAP too, and its policies come by themselves", async () => {
    saved(await create(org, "ExternalClientApplication", "Step", { contactEmail: "a@x.example", label: "Step" }));
    saved(
      await create(org, "ExtlClntAppOauthSettings", "StepOAuth", {
        commaSeparatedOauthScopes: "Api",
        externalClientApplication: "Step",
      }),
    );
    saved(
      await create(org, GLOBAL, "StepGlobal", {
        callbackUrl: "https://x.example",
        consumerKey: "StepKey0123456789",
        externalClientApplication: "Step",
      }),
    );
    expect(await readOne(org, OAUTH_POLICIES, "StepOAuth_defaultPolicy")).toMatchObject({
      externalClientApplication: "Step",
    });
  });

  it("goes with all its parts, by a destructive change alone, and its key stays taken", async () => {
    deployed(await deploy(org, appFiles({ certificate: pair.certificate })));
    expect((await remove(org, "ExternalClientApplication", APP)).fault).toMatch(/^sf:INVALID_TYPE: /);
    const destructive = {
      "package.xml": '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>66.0</version></Package>',
      "destructiveChanges.xml": `<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>${APP}</members><name>ExternalClientApplication</name></types></Package>`,
    };
    deployed(await deploy(org, destructive));
    expect(await readOne(org, GLOBAL, `${APP}GlblOAuth`)).toEqual({ "@xsi:nil": "true" });
    expect(problems(await deploy(org, appFiles({})))).toEqual(["The consumer key is already taken."]);
    org.sandbox.salesforce.settings({ reuseDeletedConsumerKeys: true });
    deployed(await deploy(org, appFiles({ key: "Another0123456789" })));
    deployed(await deploy(org, destructive));
    deployed(await deploy(org, appFiles({ key: "Another0123456789" })));
  });

  it("is missing twice: a warning that stops the deploy unless warnings are ignored", async () => {
    const destructive = {
      "package.xml": '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>66.0</version></Package>',
      "destructiveChanges.xml":
        '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>Nobody</members><name>ExternalClientApplication</name></types></Package>',
    };
    expect(await deploy(org, destructive)).toMatchObject({ status: "Failed" });
    const ignored = deployed(await deploy(org, destructive, { ignoreWarnings: true }));
    expect((ignored.details as Data).componentSuccesses).toContainEqual(
      expect.objectContaining({ problem: "No ExternalClientApplication named: Nobody found", problemType: "Warning" }),
    );
  });
});

describe("a connected app", () => {
  const config = (more: Data = {}): Data => ({
    callbackUrl: "http://localhost:1717/OauthRedirect",
    certificate: pair.certificate,
    consumerKey: "LegacyKey0123456789",
    consumerSecret: "LegacySecret0123456789",
    ...more,
  });
  const inOrder = (body: Data): Data =>
    Object.fromEntries(Object.entries(body).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const app = (more: Data = {}, oauth: Data = {}): Data =>
    inOrder({ contactEmail: "a@x.example", label: "Legacy", oauthConfig: inOrder(config(oauth)), ...more });

  it("cannot be made since Spring '26, unless the org was allowed to", async () => {
    expect(failure(await create(org, "ConnectedApp", "Legacy", app()))).toBe(
      "FUNCTIONALITY_NOT_ENABLED: You can't create a connected app. To enable connected app creation, contact Salesforce Customer Support.",
    );
    org.sandbox.salesforce.settings({ allowConnectedApps: true });
    saved(await create(org, "ConnectedApp", "Legacy", app()));
    // What is there keeps working and may be changed.
    org.sandbox.salesforce.settings({ allowConnectedApps: false });
    saved(await update(org, "ConnectedApp", "Legacy", app({ description: "changed" })));
    saved(await remove(org, "ConnectedApp", "Legacy"));
  });

  describe("in an org that allows it", () => {
    beforeEach(() => org.sandbox.salesforce.settings({ allowConnectedApps: true }));

    it("reads back with its key and certificate, without its secret, with scopes folded and in another order", async () => {
      const scopes = ["OfflineAccess", "Web", "Profile", "Email", "Api"];
      saved(await create(org, "ConnectedApp", "Legacy", app({}, { scopes })));
      const { oauthConfig } = await readOne(org, "ConnectedApp", "Legacy");
      expect(oauthConfig).toMatchObject({
        consumerKey: "LegacyKey0123456789",
        certificate: READ_BACK,
        isPkceRequired: "false",
      });
      expect(oauthConfig).toHaveProperty("scopes", ["Basic", "Api", "Web", "RefreshToken"]);
      expect(oauthConfig).not.toHaveProperty("consumerSecret");
      expect(await org.one("SELECT Name, OptionsAllowAdminApprovedUsersOnly FROM ConnectedApplication")).toMatchObject({
        Name: "Legacy",
        OptionsAllowAdminApprovedUsersOnly: false,
      });
    });

    it("takes its own key back and no other", async () => {
      saved(await create(org, "ConnectedApp", "Legacy", app()));
      saved(await update(org, "ConnectedApp", "Legacy", app()));
      expect(
        failure(await update(org, "ConnectedApp", "Legacy", app({}, { consumerKey: "AnotherKey0123456789" }))),
      ).toBe("INVALID_FIELD: You cannot provide a Consumer Key");
    });

    it.each<readonly [what: string, body: Data, answer: RegExp]>([
      ["users by permission set without admin approval", app({ permissionSetName: "Nobody" }), /need isAdminApproved/],
      [
        "a permission set that is not there",
        app({ permissionSetName: "Nobody" }, { isAdminApproved: "true" }),
        /no PermissionSet named Nobody found/,
      ],
      [
        "a profile that is not there",
        app({ profileName: "Nobody" }, { isAdminApproved: "true" }),
        /no Profile named Nobody found/,
      ],
      [
        "an execution user without the flow",
        app({}, { oauthClientCredentialUser: "admin@datadip.example" }),
        /needs isClientCredentialEnabled/,
      ],
      [
        "another policy",
        app({ oauthPolicy: { ipRelaxation: "Never", refreshTokenPolicy: "zero" } }),
        /restricted picklist field: Never/,
      ],
      [
        "another refresh policy",
        app({ oauthPolicy: { ipRelaxation: "BYPASS", refreshTokenPolicy: "specific_lifetime:1:YEARS" } }),
        /specific_lifetime:1:YEARS/,
      ],
      ["no certificate", app({}, { certificate: "x" }), /certificate is not a valid PEM/],
      ["no label", app({ label: "" }), /Required field is missing: label/],
    ])("is refused with %s", async (_what, body, answer) => {
      expect(failure(await create(org, "ConnectedApp", "Legacy", body))).toMatch(answer);
    });

    it("refuses scopes in small letters as the message is read", async () => {
      expect((await create(org, "ConnectedApp", "Legacy", app({}, { scopes: "api" }))).fault).toBe(
        "soapenv:Client: 'api' is not a valid value for the enum 'ConnectedAppOauthAccessScope'",
      );
    });

    it("clears its profiles with one empty element", async () => {
      const approved = { isAdminApproved: "true" };
      saved(await create(org, "ConnectedApp", "Legacy", app({ profileName: "Standard User" }, approved)));
      expect(await readOne(org, "ConnectedApp", "Legacy")).toHaveProperty("profileName", "Standard User");
      saved(await update(org, "ConnectedApp", "Legacy", app({ profileName: "" }, approved)));
      expect((await readOne(org, "ConnectedApp", "Legacy")).profileName ?? "").toBe("");
    });

    it("shares neither its name nor its key with an external client app", async () => {
      saved(await create(org, "ConnectedApp", APP, app()));
      expect(problems(await deploy(org, appFiles({})))).toContain(`A connected app named ${APP} already exists`);
      expect(problems(await deploy(org, appFiles({ app: "Other", key: "LegacyKey0123456789" })))).toEqual([
        "The consumer key is already taken.",
      ]);
      expect(
        failure(await create(org, "ConnectedApp", "Deployment", app({}, { consumerKey: "Free0123456789" }))),
      ).toMatch(/already exists$/);
    });

    it("needs an execution user who may use the API", async () => {
      await makeIntegrationUser(org);
      const flow = { isClientCredentialEnabled: "true", oauthClientCredentialUser: "dip@datadip.example" };
      saved(await create(org, "ConnectedApp", "Legacy", app({}, flow)));
      const fields = {
        grant_type: "client_credentials",
        client_id: "LegacyKey0123456789",
        client_secret: "LegacySecret0123456789",
      };
      expect((await org.oauth(fields)).data).toMatchObject({ token_type: "Bearer" });
      saved(await remove(org, "ConnectedApp", "Legacy"));
      expect((await org.oauth(fields)).data).toMatchObject({ error: "invalid_client_id" });
    });
  });
});
