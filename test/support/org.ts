import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Session } from "../../providers/core/engine/kind-engine";
import { Settings } from "../../providers/core/settings/settings";
import type { Values } from "../../providers/core/resource/types";
import type { Clock } from "../../providers/http/clock";
import { SalesforceApi } from "../../providers/salesforce/rest/api";
import { salesforceSettings } from "../../providers/salesforce/auth/settings";
import { type FaultRule, type Sandbox, startSandbox } from "../../sandbox";
import type { World } from "./lifecycle";
import { SkippingClock } from "./manual-clock";
import type { Entity } from "./tenant";

const rows = z.array(z.record(z.string(), z.unknown()));
const record = z.record(z.string(), z.unknown());

/** Where the sandbox keeps components, beside the records of the same name. */
const METADATA = "metadata.";

/** What a connection is made with; by default nothing is configured and no time passes. */
interface Connection {
  readonly clock?: Clock;
  readonly config?: Readonly<Record<string, string>>;
  /** Instead of the sandbox's own address. */
  readonly url?: string;
}

/** A Salesforce org in a sandbox of this test alone, and what can be seen of it past the provider. */
export class Org implements World {
  readonly ownRead = /^(GET sobjects\/\w+\/:id|SOAP readMetadata) ?/;

  private constructor(
    private readonly dir: string,
    readonly sandbox: Sandbox,
    private readonly wire: Wire,
  ) {}

  static async start(): Promise<Org> {
    const dir = mkdtempSync(join(tmpdir(), "datadip-org-"));
    const org = await Org.of(dir, await startSandbox({ dir: join(dir, "state") }));
    org.reset();
    return org;
  }

  /** The org of a sandbox that is there already; both are closed together. */
  static async of(dir: string, sandbox: Sandbox): Promise<Org> {
    return new Org(dir, sandbox, await Wire.to(sandbox.url));
  }

  /** As on its first day; deploys are over when they begin, as no test may wait. */
  reset(): void {
    this.sandbox.reset();
    this.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
    this.wire.whole();
  }

  async close(): Promise<void> {
    await this.wire.close();
    await this.sandbox.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  get orgId(): string {
    return this.sandbox.salesforce.credentials.orgId;
  }

  fail(rule: FaultRule): void {
    this.sandbox.fail({ vendor: "salesforce", ...rule });
  }

  /** A connection of its own, as each command of the engine has one, on a clock that never keeps a test waiting. */
  async connect(connection: Connection = {}): Promise<Session<SalesforceApi>> {
    const api = this.api(connection);
    const { id } = await api.guard();
    return { api, tenant: id, serverNow: () => api.serverNow(), clock: api.clock };
  }

  api({ clock = new SkippingClock(), config = {}, url = this.wire.url }: Connection = {}): SalesforceApi {
    const { clientId, clientSecret } = this.sandbox.salesforce.credentials;
    const instanceUrl = `${url}/salesforce`;
    const settings = new Settings({ config: (key) => config[key], env: {} });
    const keep = { newest: (_: string, configured: string) => configured, rolled: () => undefined };
    const tools = { clock, env: {}, keep, report: () => undefined };
    return new SalesforceApi(salesforceSettings(settings, { instanceUrl, clientId, clientSecret }), tools);
  }

  /** `GET sobjects/User/:id`, `SOAP createMetadata Queue`, `GET query FROM User`, `POST metadata/deployRequest`. */
  requests(): readonly string[] {
    return this.sent().map(({ name }) => name);
  }

  /** The same with their bodies. */
  sent(): readonly Sent[] {
    return this.wire
      .whole()
      .filter(({ name }) => !name.includes("oauth2/token") && !name.endsWith("FROM Organization"));
  }

  writes(): readonly string[] {
    return this.requests().filter((request) => !/^(GET|SOAP (read|list|describe))/.test(request));
  }

  isDelete(request: string): boolean {
    return /^(DELETE|SOAP deleteMetadata|POST metadata\/deployRequest destructive)/.test(request);
  }

  async objects(noun: string): Promise<readonly Entity[]> {
    const found = rows.parse(await this.admin("GET", `state/salesforce/${noun}`));
    return found.map((object) =>
      noun.startsWith(METADATA)
        ? { ...record.parse(meant(object.body)), id: String(object.fullName) }
        : { ...object, id: String(object.Id) },
    );
  }

  async object(noun: string, id: string): Promise<Entity | undefined> {
    return (await this.objects(noun)).find((found) => found.id === id);
  }

  /** What an administrator changes in Setup meanwhile: elements of a component, or fields of a record. */
  async edit(noun: string, id: string, change: Values): Promise<void> {
    const body = noun.startsWith(METADATA) ? { body: change } : change;
    await this.admin("PATCH", `state/salesforce/${noun}/${encodeURIComponent(id)}`, body);
  }

  async make(noun: string, body: Values): Promise<Values> {
    return record.parse(await this.admin("POST", `state/salesforce/${noun}`, body));
  }

  async wipe(noun: string, id: string): Promise<void> {
    await this.admin("DELETE", `state/salesforce/${noun}/${encodeURIComponent(id)}`);
  }

  async admin(method: string, path: string, body?: Values): Promise<unknown> {
    const answer = await fetch(`${this.sandbox.url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}

/** A request by its name, with what it carried. */
export interface Sent {
  readonly name: string;
  readonly body: Buffer;
}

/** The sandbox keeps components as they came, in text: here is what that text represents. */
function meant(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meant);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, meant(inner)]));
  if (value === "true" || value === "false") return value === "true";
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** The line between provider and sandbox, where requests can be seen: the sandbox's own log holds no bodies. */
class Wire {
  private seen: Sent[] = [];

  private constructor(
    readonly url: string,
    private readonly server: http.Server,
  ) {}

  static async to(target: string): Promise<Wire> {
    const agent = new http.Agent({ keepAlive: true });
    const server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks);
        wire.seen.push({ name: nameOf(request.method ?? "", request.url ?? "", body.toString("latin1")), body });
        const onward = http.request(
          `${target}${request.url}`,
          { method: request.method, headers: request.headers, agent },
          (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
            answer.on("error", () => response.destroy());
          },
        );
        onward.on("error", () => response.destroy());
        onward.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A TCP server's address is always an AddressInfo; the type also covers pipes.
    const { port } = server.address() as AddressInfo;
    const wire = new Wire(`http://127.0.0.1:${port}`, server);
    server.on("close", () => agent.destroy());
    return wire;
  }

  /** What went by since the last look. */
  whole(): readonly Sent[] {
    const seen = this.seen;
    this.seen = [];
    return seen;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

function nameOf(method: string, url: string, body: string): string {
  const { pathname, searchParams } = new URL(url, "http://x");
  const path = pathname.replace(/^\/salesforce\/services\/(data\/v[\d.]+\/)?/, "");
  if (path.startsWith("Soap/")) {
    const call = /<soapenv:Body[^>]*><(\w+)>/.exec(body)?.[1] ?? "?";
    const type = /xsi:type="(\w+)"|<type>(?:\{[^}]*\})?(\w+)<\/type>/.exec(body);
    return `SOAP ${call} ${type?.[1] ?? type?.[2] ?? ""}`;
  }
  const soql = searchParams.get("q");
  if (soql !== null) return `${method} ${path} FROM ${/\bFROM (\w+)/.exec(soql)?.[1]}`;
  if (path === "metadata/deployRequest" && body.includes("destructiveChanges.xml"))
    return `${method} ${path} destructive`;
  return `${method} ${path.replace(/\b[a-zA-Z0-9]{18}\b/, ":id")}`;
}
