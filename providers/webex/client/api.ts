import { z } from "zod";
import { Memo } from "../../http/memo";
import { refreshTokenFiles } from "../../core/settings/refresh-tokens";
import { requestMetrics } from "../../core/telemetry/request-metrics";
import { HttpClient } from "../../http/client";
import type { HttpAnswer, HttpRequest, RawAnswer } from "../../http/request";
import type { Clock } from "../../http/clock";
import type { Auth } from "../../http/auth";
import { asError, HttpError } from "../../http/http-errors";
import { understood } from "../../http/failures";
import { allRows } from "../../http/paginate";
import { Throttle } from "../../http/throttle";
import { webexAuth, type WebexGrant } from "./auth";
import { CALLS_PER_MINUTE } from "../limits";
import { webexDialect, remainingCalls } from "./dialect";
import {
  type FlowOperation,
  type FlowPlace,
  methodOf,
  pathOf,
  prefixesOf,
  isUnknownRoute,
  unknownRoute,
} from "./flow-routes";
import { readPage } from "./pages";
import type { WebexSettings } from "./settings";
import {
  BRIEF_RETRY,
  guardError,
  namelessOrganization,
  type Organization,
  organizationOfToken,
  publicOrgId,
  readConfigOrganization,
  readPlatformOrganization,
  wrongOrganization,
} from "./tenant-guard";

/** Name and quota of the service, for counts and messages. */
const WEBEX = { name: "Webex", callsPerMinute: CALLS_PER_MINUTE } as const;

/** The server's largest page; it cuts larger ones, and counts `totalPages` by the cut size. */
const PAGE_SIZE = 500;

/** Pause between two reads that check what a lost request did. */
const PAUSE_MS = 4_000;

/** The rest of a request to the flow service, beside its operation. */
export interface FlowRequest extends Omit<HttpRequest, "method" | "path"> {
  /** Values of its path: `{ id }`. */
  readonly at?: FlowPlace;
  /** Project id, where it is not the one in the settings. */
  readonly projectId?: string | undefined;
}

/** The connection of one process to one Webex organisation. */
export class WebexApi {
  readonly orgId: string;
  readonly flowProjectId: string;
  /** Items in one request of a bulk route: as in the settings, fewer where the service has refused so many. */
  bulkSize: number;
  private readonly clients: {
    readonly config: HttpClient;
    readonly platform: HttpClient;
    readonly flows: HttpClient;
    /** For questions that may take seconds only, with a separate throttle. */
    readonly download: (origin: string) => HttpClient;
    readonly brief: { readonly config: HttpClient; readonly platform: HttpClient };
  };
  private readonly auth: Auth;
  private readonly asked = new Memo();
  private readonly learned = new Set<string>();
  /** The prefix under which each operation was answered. */
  private readonly flowPrefixes = new Map<FlowOperation, string>();
  /** The service's clock minus ours, in ms. Never too large, as the `Date` header is rounded down to whole seconds. */
  private serverAhead = 0;
  private granted: WebexGrant | undefined;

  constructor(
    private readonly settings: WebexSettings,
    /** The clock for all waits. */
    readonly clock: Clock,
    env: NodeJS.ProcessEnv,
    /** Shows one sentence to the person waiting. */
    readonly report: (sentence: string) => void,
  ) {
    this.orgId = settings.orgId;
    this.flowProjectId = settings.flowProjectId;
    this.bulkSize = settings.bulkSize;
    const throttle = new Throttle(clock, 60_000 / CALLS_PER_MINUTE, (ms) =>
      report(
        `Webex asks to wait ${Math.ceil(ms / 1000)} s: the quota of this client id is used up. datadip continues by itself.`,
      ),
    );
    const common = {
      dialect: webexDialect,
      clock,
      random: Math.random,
      throttle,
      remainingCalls,
      onRequest: requestMetrics(WEBEX),
    };
    const tokens = new HttpClient({ ...common, baseUrl: settings.platformUrl });
    const auth = (this.auth = webexAuth(
      settings.credential,
      tokens,
      clock,
      refreshTokenFiles(env, report, { name: "Webex", key: "webex:refreshToken" }),
      (grant) => (this.granted = grant),
    ));
    const service = {
      ...common,
      auth,
      onServerTime: (time: number) => (this.serverAhead = time - clock.now()),
    };
    const brief = { ...service, throttle: new Throttle(clock, 0), retry: BRIEF_RETRY };
    this.clients = {
      config: new HttpClient({ ...service, baseUrl: settings.apiUrl }),
      platform: new HttpClient({ ...service, baseUrl: settings.platformUrl }),
      flows: new HttpClient({ ...service, baseUrl: settings.flowUrl }),
      download: (origin) =>
        new HttpClient({ ...common, throttle: new Throttle(clock, 0), retry: BRIEF_RETRY, baseUrl: origin }),
      brief: {
        config: new HttpClient({ ...brief, baseUrl: settings.apiUrl }),
        platform: new HttpClient({ ...brief, baseUrl: settings.platformUrl }),
      },
    };
  }

  /** A request to the configuration service; `path` is below the organisation: `team/{id}`. */
  config(request: HttpRequest): Promise<HttpAnswer> {
    return this.clients.config.send({ ...request, path: `/organization/${this.orgId}/${request.path}` });
  }

  /** A request to Contact Center outside the organisation's paths; `path` begins with a slash. */
  gateway(request: HttpRequest): Promise<HttpAnswer> {
    return this.clients.config.send(request);
  }

  /**
   * The bytes at an address that an answer gave. The address itself grants access, so our token is not sent.
   * @throws Error for an address that is neither https nor this machine's loopback; HttpError where it does not answer.
   */
  async download(url: string): Promise<Buffer> {
    const { origin, pathname, search, protocol, hostname } = new URL(url);
    if (protocol !== "https:" && hostname !== "127.0.0.1")
      throw new Error(`${origin} is not asked: it is not an https address.`);
    const client = this.clients.download(origin);
    return bytesOf(await client.send({ method: "GET", path: `${pathname}${search}`, isBinary: true }));
  }

  /** The bytes of a stored file, e.g. of a prompt by its `blobId`. The route is in no description, but works on live tenants. */
  async blob(id: string): Promise<Buffer> {
    return bytesOf(await this.config({ method: "GET", path: `blob/${encodeURIComponent(id)}`, isBinary: true }));
  }

  /** A request to webexapis.com, the host of Webex Calling. */
  platform(request: HttpRequest): Promise<HttpAnswer> {
    return this.clients.platform.send(request);
  }

  /**
   * A request to the flow service. Where the gateway does not know the route under its published prefix, the other prefix is tried, and
   * the one that answers is used from then on. A 404 about an object counts as an answer.
   * @throws HttpError naming both addresses where the gateway knows neither.
   */
  async flow(
    operation: FlowOperation,
    { at, projectId = this.flowProjectId, ...request }: FlowRequest = {},
  ): Promise<HttpAnswer> {
    const path = `/${this.orgId}/project/${projectId}/${pathOf(operation, at)}`;
    const ask = async (prefix: string): Promise<HttpAnswer> => {
      const sent = { ...request, method: methodOf(operation), path: `${prefix}${path}` };
      const answer = await this.clients.flows.send(sent);
      this.flowPrefixes.set(operation, prefix);
      return answer;
    };
    const known = this.flowPrefixes.get(operation);
    const [first, second] = known === undefined ? prefixesOf(operation) : [known];
    try {
      return await ask(first);
    } catch (error) {
      if (!isUnknownRoute(error)) throw error;
      const unknown = unknownRoute(error, this.settings.flowUrl, second === undefined ? [first] : [first, second]);
      if (second === undefined) throw unknown;
      return ask(second).catch((other: unknown) => {
        throw isUnknownRoute(other) ? unknown : other;
      });
    }
  }

  /** Sends once and returns the raw answer; `path` is complete. @throws HttpError where no answer comes. */
  exchange(plane: "config" | "flows" | "platform", request: HttpRequest): Promise<RawAnswer> {
    return this.clients[plane].exchange(request);
  }

  /** The organisation id in the access token; undefined where it holds none. */
  async organizationOfToken(): Promise<string | undefined> {
    return organizationOfToken(await this.auth.token());
  }

  /** Every row of a list of the configuration service. */
  list<Row>(path: string, row: z.ZodType<Row>, query: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    return allRows(async (page) => {
      const answer = await this.config({ method: "GET", path, query: { ...query, page, pageSize: PAGE_SIZE } });
      return understood(answer, (body) => readPage(body, row));
    });
  }

  /** Asks once in this process and shares the answer; failures are not remembered. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.asked.ask(key, ask);
  }

  /** Forgets answers whose key has this prefix, as a write makes them stale. */
  forget(prefix: string): void {
    this.asked.forget(prefix);
  }

  /** Records a fact about the tenant for the rest of the process, such as a route that it lacks. */
  learn(fact: string): void {
    this.learned.add(fact);
  }

  knows(fact: string): boolean {
    return this.learned.has(fact);
  }

  /** Waits until `until`, in ms of `now()`, but at most `PAUSE_MS`. */
  async pause(until: number): Promise<void> {
    await this.clock.sleep(Math.max(0, Math.min(PAUSE_MS, until - this.now())));
  }

  /** This process's clock, in ms. */
  now(): number {
    return this.clock.now();
  }

  serverNow(): number {
    return this.clock.now() + this.serverAhead;
  }

  /** Details of the last token answer; undefined before the first one, and for a token from the settings. */
  get grant(): WebexGrant | undefined {
    return this.granted;
  }

  /**
   * Proves that the token, the address and the organisation belong together, before anything else is asked.
   * @throws Error with one sentence for what does not match.
   */
  guard(): Promise<string> {
    return this.once("guard", async () => {
      const { expectedOrgName } = this.settings;
      try {
        const holder = organizationOfToken(await this.auth.token());
        if (holder !== undefined && holder !== this.orgId)
          throw wrongOrganization({ ...this.settings, expectedOrgName: undefined }, { id: holder, name: undefined });
        const answer = await this.config({ method: "GET", path: "v2/site", query: { page: 0, pageSize: 1 } });
        understood(answer, (body) => readPage(body, z.unknown()));
      } catch (error) {
        throw guardError(error, this.settings);
      }
      if (expectedOrgName !== undefined) {
        const found = await this.organization().catch((error: unknown) => {
          throw namelessOrganization(this.settings, asError(error).message);
        });
        if (found.name !== expectedOrgName) throw wrongOrganization(this.settings, found);
      }
      return this.orgId;
    });
  }

  /** The organisation with its name, asked once. @throws HttpError where neither host returns it. */
  organization(): Promise<Organization> {
    const { config, platform } = this.clients.brief;
    return this.once("organization", async () => {
      try {
        const answer = await platform.send({ method: "GET", path: `/organizations/${publicOrgId(this.orgId)}` });
        return understood(answer, (body) => readPlatformOrganization(body, this.orgId));
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        const answer = await config.send({ method: "GET", path: `/organization/${this.orgId}` });
        return understood(answer, readConfigOrganization);
      }
    });
  }
}

function bytesOf(answer: HttpAnswer): Buffer {
  return understood(answer, (body) => z.instanceof(Buffer, { error: "Invalid input: expected bytes" }).parse(body));
}
