import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Values } from "../../providers/core/resource/types";
import { Canary, parrot } from "../support/canary";
import { Org } from "../support/org";
import { ProviderProcess } from "../support/provider-process";
import { relay, type Relay } from "../support/relay";
import { KEYS } from "./salesforce/support/org";
import { providerText } from "../../providers/core/resource/type-token";

/**
 * The keys and tokens of a Salesforce org, and what a connector is told of them, lie in the environment, in inputs, and in everything a
 * careless org says back. None may leave the provider but where the engine encrypts it.
 */

const ROOT = join(__dirname, "..", "..");
const KEY = "Canary3MVG9ConsumerKey";
const SECRET = "CanaryConsumerSecret42";
const APP = {
  fullName: "Dip",
  label: "Dip",
  contactEmail: "it@acme.example",
  consumerKey: KEY,
  consumerSecret: SECRET,
};

let org: Org;
let between: Relay;
let host: ProviderProcess;
let home: string;
let canary: Canary;
const token = z.looseObject({ access_token: z.string().optional() });

beforeAll(async () => {
  if (!existsSync(join(ROOT, "dist", "providers", "runtime.js"))) throw new Error("npm run build first");
  org = await Org.start();
});
afterAll(() => org.close());

async function start(env: NodeJS.ProcessEnv, secrets: readonly string[], config: Values = {}): Promise<void> {
  org.reset();
  home = mkdtempSync(join(tmpdir(), "datadip-org-secrets-"));
  mkdirSync(join(home, "state"));
  between = await relay(org.sandbox.url);
  const own = { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: join(home, "state"), PULUMI_NODEJS_PROJECT: "p" };
  host = await ProviderProcess.start(ROOT, { ...own, ...env });
  canary = new Canary(host, new Set(secrets));
  // What the org hands out is secret from then on.
  between.always(/POST \S+\/oauth2\/token/, (answer) => {
    const { access_token: given } = token.parse(JSON.parse(answer.body));
    if (given !== undefined) canary.secrets.add(given);
    return answer;
  });
  await host.configure({ "salesforce:instanceUrl": `${between.url}/salesforce`, ...config });
}
async function stop(): Promise<void> {
  await host.close();
  await between.close();
  rmSync(home, { recursive: true, force: true });
}

function own(): { env: NodeJS.ProcessEnv; secrets: readonly string[] } {
  const { clientId, clientSecret } = org.sandbox.salesforce.credentials;
  return {
    env: { SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret },
    secrets: [clientSecret, KEY, SECRET],
  };
}

const site = {
  fullName: "Webex",
  url: "https://webexapis.com",
  __provider: providerText("salesforce.RemoteSiteSetting"),
};
const contact = (name: string): Values => ({
  sobjectType: "Contact",
  fields: { LastName: name },
  __provider: providerText("salesforce.SObjectRecord"),
});
const app: Values = { ...APP, permissionSets: ["Dip"], __provider: providerText("salesforce.ExternalClientApp") };

/** Resource state but for what the engine is told to encrypt. */
const plain = ({ outs }: { readonly outs: Values }): Values =>
  Object.fromEntries(Object.entries(outs).filter(([name]) => name !== "consumerKey" && name !== "consumerSecret"));

const xml = (said: string): string => said.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const fault = (said: string): string =>
  `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>sf:INVALID</faultcode><faultstring>${xml(said)}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
const errors = (said: string): string => JSON.stringify([{ message: said, errorCode: "INVALID_FIELD" }]);

const CALLS = /(POST|PATCH|DELETE|GET) \S+\/(Soap\/m|sobjects|query|composite)\b/;

describe("what was sent", () => {
  beforeAll(() => {
    const { env, secrets } = own();
    return start(env, secrets);
  });
  afterAll(stop);
  beforeEach(() => canary.forget());

  it.each<[string, number, string, (said: string) => string]>([
    ["refuses", 400, "application/json", errors],
    ["forbids", 403, "application/json", errors],
    ["does not know", 404, "application/json", errors],
    ["ends the session", 401, "application/json", errors],
    ["refuses by SOAP", 500, "text/xml", fault],
    ["shows a page", 200, "text/html", (said) => `<html>${said}</html>`],
    ["answers something else", 200, "application/json", (said) => JSON.stringify({ id: 7, name: said })],
    ["answers no JSON", 200, "application/json", (said) => `{${said}`],
  ])("is not repeated by the provider where the org %s", async (_, status, type, shape) => {
    org.reset();
    between.always(CALLS, (answer) => answer);
    const state = { ...contact("L"), __tenant: org.orgId, __managed: ["sobjectType", "fields"] };
    const checked = await canary.kept(host.check({}, site));
    if (checked === undefined) throw new Error("the connection failed");
    between.always(CALLS, parrot(status, type, shape));
    await canary.kept(host.create(checked.inputs));
    await canary.kept(host.create(contact("L")));
    if (status < 500) {
      await canary.kept(host.read("003000000000001AAA", state));
      await canary.kept(host.update("003000000000001AAA", state, contact("M")));
      await canary.kept(host.delete("003000000000001AAA", state));
    }
    expect(canary.secrets.size).toBeGreaterThan(3);
    expect(canary.leaked()).toEqual([]);
    if (shape === errors) expect(canary.text).toContain("[secret]");
  });
});

describe("a secret", () => {
  afterEach(stop);

  it("an app's key and secret are nowhere but in their own encrypted values, whatever a deploy says of them", async () => {
    const { env, secrets } = own();
    await start(env, secrets);
    await org.api().metadata.create("PermissionSet", { fullName: "Dip", label: "Dip" });
    const wrong = await host.check({}, { ...app, consumerKey: `${KEY}-x`, consumerSecret: `${SECRET} y` });
    await canary.kept(Promise.resolve(wrong.failures));
    expect(wrong.failures).toHaveLength(2);
    const checked = await host.check({}, app);
    expect(checked.failures).toEqual([]);
    const failed = {
      id: "0Af000000000001",
      deployResult: {
        status: "Failed",
        done: true,
        success: false,
        details: { componentFailures: [{ fullName: "Dip", problem: `${KEY} and ${SECRET} are not to my taste` }] },
      },
    };
    const polls = /GET \S+\/metadata\/deployRequest\//;
    between.always(polls, () => ({ status: 200, type: "application/json", body: JSON.stringify(failed) }));
    await canary.kept(host.create(checked.inputs));
    expect(canary.text).toContain("are not to my taste");
    between.always(polls, (answer) => answer);
    const made = await canary.kept(
      host.update("Dip", { ...checked.inputs, __tenant: org.orgId }, checked.inputs),
      (outs) => plain({ outs }),
    );
    const read = await canary.kept(host.read("Dip", made ?? {}), ({ props }) => plain({ outs: props }));
    expect(read?.props).toMatchObject({ label: "Dip" });
    const changed = { ...checked.inputs, consumerKey: `${KEY}2`, consumerSecret: `${SECRET}2` };
    await canary.kept(host.diff("Dip", read?.props ?? {}, changed));
    expect(canary.leaked()).toEqual([]);
  });

  it("a private key and what is signed by it stay here, where the org refuses them and repeats them", async () => {
    const [, line = ""] = KEYS.privateKey.split("\n");
    const { env } = own();
    const secrets = [KEYS.privateKey, line];
    await start({ SALESFORCE_CLIENT_ID: env.SALESFORCE_CLIENT_ID, SALESFORCE_PRIVATE_KEY: KEYS.privateKey }, secrets, {
      "salesforce:username": "deploy@datadip.example",
    });
    between.always(/POST \S+\/oauth2\/token/, (answer, request) => {
      canary.secrets.add(new URLSearchParams(request.body.toString()).get("assertion") ?? "no assertion");
      const said = (text: string): string =>
        JSON.stringify({ error: "invalid_grant", error_description: `${text} ${line}` });
      return parrot(400, "application/json", said)(answer, request);
    });
    const refused = await canary.kept(host.check({}, site));
    expect(refused?.failures[0]?.reason).toMatch(/invalid_grant/);
    expect(canary.secrets.size).toBe(3);
    expect(canary.leaked()).toEqual([]);
  });

  it("a broken key and a refresh token are refused without being shown", async () => {
    const broken = KEYS.privateKey.replace(/\n.{20}/, "\n");
    const [, line = ""] = broken.split("\n");
    const { env } = own();
    await start({ ...env, SALESFORCE_PRIVATE_KEY: broken, SALESFORCE_USERNAME: "u" }, [broken, line]);
    const refused = await canary.kept(host.check({}, site));
    expect(refused?.failures[0]?.reason).toMatch(/salesforce:privateKey .*openssl|salesforce:privateKey .*PEM/);
    expect(canary.leaked()).toEqual([]);
  });
});
