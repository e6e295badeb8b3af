import { Settings } from "../../../../providers/core/settings/settings";
import { webexSettings, type WebexSettings } from "../../../../providers/webex/client/settings";

const ORG = "11111111-2222-4333-8444-555555555555";
const APP = { "webex:clientId": "C1", "webex:clientSecret": "secret-of-app", "webex:refreshToken": "token-of-app" };
const LIVE = { "webex:region": "eu1", "webex:orgId": ORG, ...APP };
const SANDBOX = {
  url: "http://127.0.0.1:4510",
  orgId: ORG,
  clientId: "CS",
  clientSecret: "secret-of-sandbox",
  refreshToken: "token-of-sandbox",
};

type Config = Readonly<Record<string, string | undefined>>;
const of = (config: Config, env: NodeJS.ProcessEnv = {}): WebexSettings =>
  webexSettings(new Settings({ config: (key) => config[key], env }), undefined);
function told(config: Config, env: NodeJS.ProcessEnv = {}): string {
  try {
    of(config, env);
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  return "accepted";
}

describe("the settings of a live organisation", () => {
  it("give its addresses by its region", () => {
    expect(of(LIVE)).toEqual({
      orgId: ORG,
      expectedOrgName: undefined,
      apiUrl: "https://api.wxcc-eu1.cisco.com",
      platformUrl: "https://webexapis.com/v1",
      flowUrl: "https://api.wxcc-eu1.cisco.com",
      flowProjectId: "5e5c9ad6d61f870d6d778c1b",
      bulkSize: 100,
      credential: { kind: "service-app", clientId: "C1", clientSecret: "secret-of-app", refreshToken: "token-of-app" },
    });
  });

  it("take addresses of their own, without the slash at the end", () => {
    const own = {
      "webex:apiUrl": "https://gateway.example/webex/",
      "webex:platformUrl": "https://platform.example/v1",
      "webex:flowStoreUrl": "https://flows.example/flow-store//",
      "webex:flowProjectId": "p1",
    };
    expect(of({ ...LIVE, ...own, "webex:region": undefined })).toMatchObject({
      apiUrl: "https://gateway.example/webex",
      platformUrl: "https://platform.example/v1",
      flowUrl: "https://flows.example",
      flowProjectId: "p1",
    });
  });

  it("add the version to a platform's address that has no path", () => {
    for (const url of ["https://webexapis.com", "https://webexapis.com/"])
      expect(of({ ...LIVE, "webex:platformUrl": url }).platformUrl).toBe("https://webexapis.com/v1");
  });

  it("take the organisation's id in each form that Webex shows it in", () => {
    const shown = Buffer.from(`ciscospark://us/ORGANIZATION/${ORG}`).toString("base64url");
    expect(of({ ...LIVE, "webex:orgId": shown }).orgId).toBe(ORG);
    expect(of({ ...LIVE, "webex:orgId": ORG.toUpperCase() }).orgId).toBe(ORG);
  });

  it("prefer a token that somebody gives to the app", () => {
    expect(of(LIVE, { WEBEX_ACCESS_TOKEN: "pasted-token" }).credential).toEqual({
      kind: "token",
      accessToken: "pasted-token",
    });
  });
});

describe("a setting that is wrong", () => {
  it.each<[string, Config, NodeJS.ProcessEnv, string]>([
    [
      "no region",
      { ...LIVE, "webex:region": undefined },
      {},
      "SettingsError: webex:region is not set: pulumi config set webex:region us1   (for the built-in sandbox instead: pulumi config set datadip:target sandbox)",
    ],
    [
      "an unknown region",
      { ...LIVE, "webex:region": "us2" },
      {},
      "SettingsError: webex:region is us2, which is not a data centre of Webex Contact Center (us1, eu1, eu2, anz1, ca1, jp1, sg1, in1); did you mean us1?: pulumi config set webex:region us1",
    ],
    [
      "no organisation",
      { ...LIVE, "webex:orgId": " " },
      {},
      "SettingsError: webex:orgId is not set: pulumi config set webex:orgId ORGANISATION_ID   (for the built-in sandbox instead: pulumi config set datadip:target sandbox)",
    ],
    [
      "an organisation in the environment",
      { ...LIVE, "webex:orgId": undefined },
      { WEBEX_ORG_ID: ORG },
      "SettingsError: webex:orgId is not set in the stack's config. WEBEX_ORG_ID is set in the environment, but addresses are read from the config alone, so that a shell left over from other work cannot change another organisation: pulumi config set webex:orgId ORGANISATION_ID",
    ],
    [
      "a name for an id",
      { ...LIVE, "webex:orgId": "Acme" },
      {},
      "SettingsError: webex:orgId is Acme, which is not an organisation id: copy it from Control Hub, Account, Organization ID, and pulumi config set webex:orgId ORGANISATION_ID",
    ],
    [
      "an address in clear",
      { ...LIVE, "webex:apiUrl": "http://api.example" },
      {},
      "SettingsError: webex:apiUrl is http://api.example, but must be an https address (plain http only on this machine's loopback): a token would travel in clear.",
    ],
    [
      "no address at all",
      { ...LIVE, "webex:platformUrl": "webexapis.com/v1" },
      {},
      "SettingsError: webex:platformUrl is webexapis.com/v1, but must be an https address (plain http only on this machine's loopback): a token would travel in clear.",
    ],
    [
      "no credentials",
      { "webex:region": "us1", "webex:orgId": ORG },
      {},
      "SettingsError: No Webex credentials: webex:clientId, webex:clientSecret, webex:refreshToken are not set. Use a Service App's client id, secret and refresh token (pulumi config set --secret webex:refreshToken ...), or the environment variables WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET and WEBEX_REFRESH_TOKEN.",
    ],
    [
      "half a credential",
      { ...LIVE, "webex:refreshToken": undefined },
      {},
      "SettingsError: No Webex credentials: webex:refreshToken is not set. Use a Service App's client id, secret and refresh token (pulumi config set --secret webex:refreshToken ...), or the environment variables WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET and WEBEX_REFRESH_TOKEN.",
    ],
  ])("is one sentence with its command: %s", (_, config, env, sentence) => {
    expect(told(config, env)).toBe(sentence);
  });

  it("is none on the loopback, where a sandbox or a test listens", () => {
    expect(told({ ...LIVE, "webex:apiUrl": "http://127.0.0.1:8080" })).toBe("accepted");
  });
});

describe("the settings of a sandbox", () => {
  it("are its own, whatever region there is", () => {
    const made = webexSettings(new Settings({ config: () => undefined, env: {} }), SANDBOX);
    expect(made).toMatchObject({
      orgId: ORG,
      apiUrl: "http://127.0.0.1:4510/webex",
      platformUrl: "http://127.0.0.1:4510/webex/v1",
      flowUrl: "http://127.0.0.1:4510/webex",
      credential: { kind: "service-app", clientId: "CS" },
    });
  });
});
