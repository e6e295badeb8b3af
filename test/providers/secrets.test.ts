import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Values } from "../../providers/core/resource/types";
import { Canary, parrot } from "../support/canary";
import { ProviderProcess } from "../support/provider-process";
import { relay, type Relay } from "../support/relay";
import { Tenant } from "../support/tenant";
import { providerText } from "../../providers/core/resource/type-token";

/**
 * Secrets lie in the environment, in the config and in everything a careless service says back. None may be in a message, a line
 * of output or state. The providers run in the engine's own host, so that nothing they write escapes this test.
 */

const ROOT = join(__dirname, "..", "..");

let home: string;
let tenant: Tenant;
let between: Relay;
let host: ProviderProcess;
let canary: Canary;
/** Everything that must not. */
let secrets: Set<string>;

beforeAll(async () => {
  if (!existsSync(join(ROOT, "dist", "providers", "runtime.js"))) throw new Error("npm run build first");
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
/** A fresh tenant behind a relay; nothing has been said yet. */
async function open(): Promise<void> {
  tenant.reset();
  home = mkdtempSync(join(tmpdir(), "datadip-secrets-"));
  between = await relay(tenant.sandbox.url);
  secrets = new Set([tenant.sandbox.credentials.clientSecret, tenant.sandbox.credentials.refreshToken]);
  // What the service hands out is secret from then on.
  between.always(/POST \S+\/access_token/, (answer) => {
    for (const [name, value] of Object.entries(JSON.parse(answer.body) as Values))
      if (name.endsWith("_token")) secrets.add(String(value));
    return answer;
  });
}
async function close(): Promise<void> {
  await host.close();
  await between.close();
  rmSync(home, { recursive: true, force: true });
}

async function start(env: NodeJS.ProcessEnv, config: Values): Promise<void> {
  mkdirSync(join(home, "state"));
  const own = { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: join(home, "state"), PULUMI_NODEJS_PROJECT: "p" };
  host = await ProviderProcess.start(ROOT, { ...own, ...env });
  canary = new Canary(host, secrets);
  await host.configure({ "datadip:target": "sandbox", "datadip:sandboxUrl": between.url, ...config });
}

const kept = <T>(work: Promise<T>): Promise<T | undefined> => canary.kept(work);
const leaked = (): readonly string[] => canary.leaked();

const team = (siteId: string, more: Values = {}): Values => ({
  name: "Tier 1",
  siteId,
  ...more,
  __provider: providerText("webex.Team"),
});

const config = (said: string): string =>
  JSON.stringify({ trackingId: said, error: { key: "400", message: [{ description: said }], reason: said } });
const flow = (said: string): string => JSON.stringify({ code: said, message: said, details: [said] });

describe("a secret that the service repeats", () => {
  let siteId: string;
  beforeAll(async () => {
    await open();
    ({ id: siteId } = await tenant.named("site", "Site-1"));
    const { clientId, clientSecret, refreshToken } = tenant.sandbox.credentials;
    const env = { WEBEX_CLIENT_ID: clientId, WEBEX_CLIENT_SECRET: clientSecret, WEBEX_REFRESH_TOKEN: refreshToken };
    await start(env, {});
  });
  afterAll(close);
  beforeEach(() => canary.forget());

  it.each<[string, number, string, (said: string) => string]>([
    ["refuses", 400, "application/json", config],
    ["forbids", 403, "application/json", config],
    ["does not know", 404, "application/json", flow],
    ["has one already", 409, "application/json", config],
    ["is referred to", 412, "application/json", config],
    ["fails", 501, "text/plain", (said) => said],
    ["shows a page", 403, "text/html", (said) => `<html>${said}</html>`],
    ["answers something else", 200, "application/json", (said) => JSON.stringify({ id: 7, name: said })],
    ["answers no JSON", 200, "application/json", (said) => `{${said}`],
  ])("is not repeated by the provider where the service %s", async (name, status, type, shape) => {
    const made = await tenant.make("team", { name, siteId, teamType: "AGENT", teamStatus: "IN_SERVICE", active: true });
    const state = team(siteId, { name, __managed: ["name", "siteId"], __tenant: tenant.orgId });
    const checked = await kept(host.check({}, team(siteId, { name: `${name} 2` })));
    if (checked === undefined) throw new Error("the connection failed");
    between.always(/(POST|PUT|DELETE|GET) \S+\/team\b/, parrot(status, type, shape));
    // A failing GET is repeated with pauses: those of creates are enough for a 5xx.
    if (status < 500) {
      await kept(host.read(made.id, state));
      await kept(host.update(made.id, state, checked.inputs));
      await kept(host.delete(made.id, state));
    }
    await kept(host.create(checked.inputs));
    expect(between.received.some(({ headers }) => headers.authorization?.startsWith("Bearer "))).toBe(true);
    expect(secrets.size).toBeGreaterThanOrEqual(3);
    expect(leaked()).toEqual([]);
    // What the service repeated did get through, masked.
    if (shape === config) expect(canary.text).toContain("Bearer [secret]");
  });
});

describe("a secret", () => {
  beforeEach(open);
  afterEach(close);

  it("is never repeated where signing in fails and the service repeats it", async () => {
    const canaries = { "webex:clientSecret": "canary-client+secret/=", "webex:refreshToken": "canary&refresh token" };
    for (const secret of Object.values(canaries)) secrets.add(secret);
    between.always(
      /POST \S+\/access_token/,
      parrot(400, "application/json", (said) => JSON.stringify({ message: said, errors: [{ description: said }] })),
    );
    await start({}, { "webex:clientId": "C1", ...canaries });
    const refused = await kept(host.check({}, team("s1")));
    await kept(host.read("t1", team("s1")));
    expect(refused?.failures[0]?.reason).toMatch(/^POST \/access_token answered 400 .+\[secret\]/);
    expect(leaked()).toEqual([]);
  });

  it("is never repeated where a pasted token is wrong", async () => {
    secrets.add("canary-pasted-token");
    between.always(/GET \S+\/organization\//, parrot(401, "application/json", config));
    await start({ WEBEX_ACCESS_TOKEN: "canary-pasted-token" }, {});
    const refused = await kept(host.check({}, team("s1")));
    expect(refused?.failures[0]?.reason).toMatch(/^GET \/organization\/\S+ answered 401/);
    expect(leaked()).toEqual([]);
  });

  it("that the service rolls is told of without being shown", async () => {
    tenant.sandbox.settings({ rollRefreshTokens: true });
    const { id: siteId } = await tenant.named("site", "Site-1");
    await start({}, {});
    await kept(host.check({}, team(siteId)));
    // What is printed comes by another way than the answer, and may be later.
    while (!host.output.stdout.includes("\n")) await new Promise((next) => setImmediate(next));
    expect(host.output.stdout).toMatch(/^Webex issued a new refresh token for client \S+\. It is kept in \S+ /);
    expect(leaked()).toEqual([]);
  });

  it("that goes in as an input is in state under its own name alone, where the engine encrypts it", async () => {
    const secret = "canary-description";
    const { id: siteId } = await tenant.named("site", "Site-1");
    await start({}, {});
    const checked = await kept(host.check({}, team(siteId, { description: secret })));
    const made = await host.create(checked?.inputs ?? {});
    const read = await host.read(made.id, made.outs);
    for (const state of [made.outs, read.props, read.inputs]) {
      const { description, ...rest } = state;
      expect(description).toBe(secret);
      expect(JSON.stringify(rest)).not.toContain(secret);
    }
  });
});
