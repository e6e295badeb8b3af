import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Session } from "../../providers/core/engine/kind-engine";
import { Settings } from "../../providers/core/settings/settings";
import type { Values } from "../../providers/core/resource/types";
import { WebexApi } from "../../providers/webex/client/api";
import { webexSettings } from "../../providers/webex/client/settings";
import { type FaultRule, type Sandbox, startSandbox } from "../../sandbox";
import type { Clock } from "../../providers/http/clock";
import { SkippingClock } from "./manual-clock";

const entity = z.looseObject({ id: z.string() });
export type Entity = z.output<typeof entity>;

/** Opening a connection: the token, and a site to prove the organisation. */
const SET_UP = /^(POST \/v1\/access_token\?|GET \/organization\/[^/]+\/v2\/site\?page=0&pageSize=1)$/;
const BELOW_TENANT = /(\/flow-store)?\/(organization\/[^/]+|[^/]+\/project\/[^/]+)\//;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b[0-9a-f]{24}\b/g;

const defaultClock = (): Clock => new SkippingClock();

/** A sandbox tenant of this test alone, and what can be seen of it past the provider. */
export class Tenant {
  /**
   * @param sandbox one that somebody else opened and closes
   * @param dir a folder for files
   */
  constructor(
    readonly dir: string,
    readonly sandbox: Sandbox,
  ) {}

  static async start(): Promise<Tenant> {
    const dir = mkdtempSync(join(tmpdir(), "datadip-tenant-"));
    const tenant = new Tenant(dir, await startSandbox({ dir: join(dir, "state") }));
    tenant.reset();
    return tenant;
  }

  /** As on its first day, without a quota. */
  reset(): void {
    this.sandbox.reset();
    this.sandbox.settings({ quotaPerMinute: 0, flowLayout: "published" });
    this.sandbox.clearRequests();
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  get orgId(): string {
    return this.sandbox.credentials.orgId;
  }

  fail(rule: FaultRule): void {
    this.sandbox.fail(rule);
  }

  /** A connection of its own, as each command of the engine has one, on a clock that never keeps a test waiting. */
  async connect({
    url = this.sandbox.url,
    clock = defaultClock(),
    credentials = this.sandbox.credentials,
    report = (_sentence: string): void => undefined,
  } = {}): Promise<Session<WebexApi>> {
    const settings = new Settings({ config: () => undefined, env: {} });
    const env = { XDG_STATE_HOME: join(this.dir, "user") };
    const sandbox = { ...credentials, url };
    const api = new WebexApi(webexSettings(settings, sandbox), clock, env, report);
    return { api, tenant: await api.guard(), serverNow: () => api.serverNow(), clock };
  }

  /** Every request since the last look but those that open a connection: `PUT team/:id`. */
  requests(): readonly string[] {
    const seen = this.sandbox
      .requests()
      .filter(({ method, path, query }) => !SET_UP.test(`${method} ${path}?${query}`));
    this.sandbox.clearRequests();
    return seen.map(({ method, path }) => `${method} ${path.replace(BELOW_TENANT, "").replace(ID, ":id")}`);
  }

  isDelete(request: string): boolean {
    return request.startsWith("DELETE ");
  }

  /** Of a flow the export is its last word. */
  readonly ownRead = /^GET \S+:id(:export)?$/;

  /** Those of them that change something. */
  writes(): readonly string[] {
    // A function is exported by a POST.
    return this.requests().filter((request) => !/^GET |^POST \S+\/functions\/:id:export$/.test(request));
  }

  /** What the service holds, past all its rules. */
  async objects(noun: string): Promise<readonly Entity[]> {
    return z.array(entity).parse(await this.admin("GET", `state/webex/${noun}`));
  }

  async object(noun: string, id: string): Promise<Entity | undefined> {
    return (await this.objects(noun)).find((found) => found.id === id);
  }

  /** The object of that name. */
  async named(noun: string, name: string): Promise<Entity> {
    const found = (await this.objects(noun)).find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`the tenant has no ${noun} ${name}`);
    return found;
  }

  /** What an administrator does in Control Hub meanwhile. */
  async make(noun: string, body: Values): Promise<Entity> {
    return entity.parse(await this.admin("POST", `state/webex/${noun}`, body));
  }

  async edit(noun: string, id: string, change: Values): Promise<Entity> {
    return entity.parse(await this.admin("PATCH", `state/webex/${noun}/${id}`, change));
  }

  async wipe(noun: string, id: string): Promise<void> {
    await this.admin("DELETE", `state/webex/${noun}/${id}`);
  }

  private async admin(method: string, path: string, body?: Values): Promise<unknown> {
    const answer = await fetch(`${this.sandbox.url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
