import "../../../../providers/settings-keys";
import { environmentName } from "../../../../providers/core/settings/config-keys";
import { misspeltKeys, Settings, SettingsError } from "../../../../providers/core/settings/settings";

const settings = (config: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): Settings =>
  new Settings({ config: (key) => config[key], env });

describe("a credential", () => {
  it("comes from the environment before the stack's config", () => {
    const both = settings({ "webex:clientSecret": "config" }, { WEBEX_CLIENT_SECRET: "environment" });
    expect(both.credential("webex:clientSecret")).toBe("environment");
  });

  it.each([
    ["absent", undefined],
    ["empty", ""],
    ["blank", "  \n"],
  ])("comes from the config where the environment's is %s", (_, value) => {
    const env = value === undefined ? {} : { WEBEX_CLIENT_SECRET: value };
    expect(settings({ "webex:clientSecret": "config" }, env).credential("webex:clientSecret")).toBe("config");
  });

  it("loses the blanks around it, as a file read into it brings", () => {
    expect(settings({}, { WEBEX_REFRESH_TOKEN: "token\n" }).credential("webex:refreshToken")).toBe("token");
  });

  it.each([
    ["webex:clientSecret", "WEBEX_CLIENT_SECRET"],
    ["webex:refreshToken", "WEBEX_REFRESH_TOKEN"],
    ["salesforce:privateKey", "SALESFORCE_PRIVATE_KEY"],
    ["webex:orgId", "WEBEX_ORG_ID"],
    ["datadip:sandboxUrl", "DATADIP_SANDBOX_URL"],
  ])("has the words of its key as its variable: %s", (key, name) => {
    expect(environmentName(key)).toBe(name);
  });
});

describe("an address", () => {
  it("comes from the stack's config alone", () => {
    expect(settings({}, { WEBEX_ORG_ID: "elsewhere" }).address("webex:orgId")).toBeUndefined();
    expect(settings({ "webex:orgId": " here " }, { WEBEX_ORG_ID: "elsewhere" }).address("webex:orgId")).toBe("here");
  });

  it("that is missing is told with its command", () => {
    expect(() => settings({}).requiredAddress("webex:region", "us1")).toThrow(
      new SettingsError(
        "webex:region is not set: pulumi config set webex:region us1   (for the built-in sandbox instead: pulumi config set datadip:target sandbox)",
      ),
    );
  });

  it("that somebody put into the environment is told with the reason why it is not used", () => {
    expect(() => settings({}, { WEBEX_ORG_ID: "x" }).requiredAddress("webex:orgId", "ORGANISATION_ID")).toThrow(
      "webex:orgId is not set in the stack's config. WEBEX_ORG_ID is set in the environment, but addresses are read from the config alone, " +
        "so that a shell left over from other work cannot change another organisation: pulumi config set webex:orgId ORGANISATION_ID",
    );
  });
});

describe("the target", () => {
  it("is live unless the config says otherwise", () => {
    expect(settings({}).target()).toBe("live");
    expect(settings({ "datadip:target": "sandbox" }).target()).toBe("sandbox");
    expect(settings({}, { DATADIP_TARGET: "sandbox" }).target()).toBe("live");
  });

  it("is refused where it is neither", () => {
    expect(() => settings({ "datadip:target": "sandbix" }).target()).toThrow(
      "datadip:target is sandbix, but can be sandbox or live; did you mean sandbox?: pulumi config set datadip:target sandbox",
    );
  });
});

it("finds settings that nobody reads, and what was meant", () => {
  expect(
    misspeltKeys(
      [
        "webex:orgid",
        "webex:regoin",
        "datadip:target",
        "aws:region",
        "datadip:flowFile",
        "datadip:flowfile",
        "webex:fax",
      ],
      ["datadip:flowFile"],
    ),
  ).toEqual([
    "webex:orgid is not a setting of datadip; did you mean webex:orgId?",
    "webex:regoin is not a setting of datadip; did you mean webex:region?",
    "datadip:flowfile is not a setting of datadip; did you mean datadip:flowFile?",
    "webex:fax is not a setting of datadip",
  ]);
});
