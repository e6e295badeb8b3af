import { type SettingsSource, Settings, SettingsError } from "../../../../providers/core/settings/settings";
import type { Grant } from "../../../../providers/salesforce/auth/credentials";
import { type SalesforceSettings, salesforceSettings } from "../../../../providers/salesforce/auth/settings";
import { KEYS } from "../support/org";

const URL_KEY = "salesforce:instanceUrl";
const ACME = "https://acme.my.salesforce.com";

function read(
  config: Readonly<Record<string, string>>,
  { env = {}, only }: { env?: NodeJS.ProcessEnv; only?: Grant } = {},
): SalesforceSettings {
  const source: SettingsSource = { config: (key) => ({ [URL_KEY]: ACME, ...config })[key], env };
  return salesforceSettings(new Settings(source), undefined, only);
}

describe("the way of signing in", () => {
  it.each<[Grant, Record<string, string>]>([
    ["token", { "salesforce:accessToken": "00D!x", "salesforce:clientId": "k", "salesforce:clientSecret": "s" }],
    [
      "jwt",
      {
        "salesforce:privateKey": KEYS.privateKey,
        "salesforce:clientId": "k",
        "salesforce:username": "u@x.example",
        "salesforce:clientSecret": "s",
      },
    ],
    ["refresh-token", { "salesforce:refreshToken": "r", "salesforce:clientId": "k", "salesforce:clientSecret": "s" }],
    ["client-credentials", { "salesforce:clientId": "k", "salesforce:clientSecret": "s" }],
    ["cli", { "salesforce:cliOrg": "dev" }],
    ["cli", {}],
  ])("is %s", (kind, config) => expect(read(config).credential.kind).toBe(kind));

  it("takes credentials from the environment first, addresses never", () => {
    const env = {
      SALESFORCE_CLIENT_ID: "other",
      SALESFORCE_CLIENT_SECRET: "secret",
      SALESFORCE_INSTANCE_URL: "https://evil.my.salesforce.com",
    };
    const { credential, instanceUrl } = read({ "salesforce:clientId": "k" }, { env });
    expect(credential).toMatchObject({ clientId: "other" });
    expect(instanceUrl).toBe(ACME);
  });

  it("keeps to the one asked for", () => {
    const config = { "salesforce:accessToken": "00D!x", "salesforce:clientId": "k", "salesforce:clientSecret": "s" };
    expect(read(config, { only: "client-credentials" }).credential.kind).toBe("client-credentials");
    expect(() => read(config, { only: "jwt" })).toThrow(
      /^Signing in to Salesforce by jwt needs salesforce:privateKey, which is not set: pulumi config set --secret salesforce:privateKey VALUE {3}\(or the environment variable SALESFORCE_PRIVATE_KEY\)$/,
    );
  });

  it("takes a key as environments hold it, in one line", () => {
    const env = { SALESFORCE_PRIVATE_KEY: KEYS.privateKey.replaceAll("\n", "\\n") };
    const { credential } = read({ "salesforce:clientId": "k", "salesforce:username": "u@x.example" }, { env });
    expect(credential).toMatchObject({ kind: "jwt", privateKey: KEYS.privateKey });
  });
});

describe("what it takes for the rest", () => {
  it("the newest version, and no login host but the one that is named", () => {
    expect(read({})).toMatchObject({
      apiVersion: "66.0",
      loginUrl: undefined,
      allowProduction: false,
    });
    expect(read({ "salesforce:apiVersion": "68.0" })).toMatchObject({ apiVersion: "68.0" });
    expect(read({ [URL_KEY]: "https://acme--qa.sandbox.my.salesforce.com/" })).toMatchObject({
      instanceUrl: "https://acme--qa.sandbox.my.salesforce.com",
    });
    expect(read({ "salesforce:loginUrl": "https://portal.example/", "datadip:allowProduction": "true" })).toMatchObject(
      {
        loginUrl: "https://portal.example",
        allowProduction: true,
      },
    );
  });

  it("the sandbox's own app in the sandbox, where none is set", () => {
    const source: SettingsSource = { config: () => undefined, env: {} };
    const found = salesforceSettings(new Settings(source), {
      instanceUrl: "http://127.0.0.1:1/salesforce",
      clientId: "k",
      clientSecret: "s",
    });
    expect(found).toMatchObject({
      instanceUrl: "http://127.0.0.1:1/salesforce",
      allowProduction: true,
      credential: { kind: "client-credentials", clientId: "k" },
    });
  });
});

describe("settings that are wrong", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      "no address",
      { [URL_KEY]: " " },
      /^salesforce:instanceUrl is not set: pulumi config set salesforce:instanceUrl https:\/\/YOUR-DOMAIN/,
    ],
    ["plain http", { [URL_KEY]: "http://acme.my.salesforce.com" }, /must be the org's https address/],
    [
      "the login host",
      { [URL_KEY]: "https://login.salesforce.com" },
      /serves people, not programs: use the org's My Domain address/,
    ],
    ["the Lightning host", { [URL_KEY]: "https://acme.lightning.force.com" }, /serves people, not programs/],
    [
      "a version of the future",
      { "salesforce:apiVersion": "99.0" },
      /can be 31\.0 to 68\.0; this datadip knows the metadata of 66\.0: pulumi config set salesforce:apiVersion 66\.0$/,
    ],
    ["a version that is none", { "salesforce:apiVersion": "v66" }, /^salesforce:apiVersion is v66/],
    [
      "a switch that is none",
      { "datadip:allowProduction": "yes" },
      /^datadip:allowProduction is yes, but can be true or false/,
    ],
    [
      "a key that is none",
      { "salesforce:privateKey": "x", "salesforce:clientId": "k", "salesforce:username": "u" },
      /^salesforce:privateKey is not a private key in PEM.*pulumi config set --secret salesforce:privateKey < key\.pem$/,
    ],
    [
      "a key without a user",
      { "salesforce:privateKey": KEYS.privateKey, "salesforce:clientId": "k" },
      /needs salesforce:username/,
    ],
    [
      "a key without an app",
      { "salesforce:privateKey": KEYS.privateKey, "salesforce:username": "u" },
      /needs salesforce:clientId/,
    ],
    ["an app without a secret", { "salesforce:clientId": "k" }, /needs salesforce:clientSecret/],
    ["a secret without an app", { "salesforce:clientSecret": "s" }, /needs salesforce:clientId/],
    [
      "a password",
      { "salesforce:password": "p", "salesforce:clientId": "k" },
      /does not sign in with a password: orgs made since Summer '23 block that grant.* 20 February 2027 .*Use client credentials/,
    ],
  ])("%s", (_, config, sentence) => {
    expect(() => read(config)).toThrow(SettingsError);
    expect(() => read(config)).toThrow(sentence);
  });

  it("never quotes a secret", () => {
    const said = ((): string => {
      try {
        read({ "salesforce:password": "correct-horse-battery", "salesforce:clientSecret": "sesame-open-sesame" });
      } catch (error) {
        return String(error);
      }
      return "";
    })();
    expect(said).not.toMatch(/correct-horse|sesame/);
  });
});
