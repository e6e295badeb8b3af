import { z } from "zod";
import { Memo } from "../../http/memo";
import { refreshTokenFiles } from "../../core/settings/refresh-tokens";
import { requestMetrics } from "../../core/telemetry/request-metrics";
import { HttpClient } from "../../http/client";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import type { Clock } from "../../http/clock";
import { HttpError, isFailure } from "../../http/http-errors";
import { understood } from "../../http/failures";
import { allRows } from "../../http/paginate";
import { Throttle } from "../../http/throttle";
import { webexAuth, type WebexGrant } from "./auth";
import { CALLS_PER_MINUTE } from "../limits";
import { webexDialect } from "./dialect";
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
import { remainingCalls } from "./remaining-calls";
import type { WebexSettings } from "./settings";

/** As requests are counted and said to people. */
const WEBEX = { name: "Webex", callsPerMinute: CALLS_PER_MINUTE } as const;

/** The server clamps larger pages, and its `totalPages` then follows. */
const PAGE_SIZE = 500;

const tenant = z.looseObject({ id: z.string().optional(), name: z.string().optional() });

/** What goes with an operation of the flow service. */
export interface FlowRequest extends Omit<HttpRequest, "method" | "path"> {
  /** Values of its path: `{ id }`. */
  readonly at?: FlowPlace;
}

/** One process's connection to one Webex organisation. */
export class WebexApi {
  readonly orgId: string;
  readonly flowProjectId: string;
  private readonly clients: {
    readonly config: HttpClient;
    readonly platform: HttpClient;
    readonly flows: HttpClient;
  };
  private readonly asked = new Memo();
  /** The prefix under which each operation was answered. */
  private readonly flowPrefixes = new Map<FlowOperation, string>();
  /** The service's clock less ours, in ms; never too large, as the header is in whole, elapsed seconds. */
  private serverAhead = 0;
  private granted: WebexGrant | undefined;

  constructor(
    private readonly settings: WebexSettings,
    private readonly clock: Clock,
    env: NodeJS.ProcessEnv,
    /** Shows one sentence to the person waiting. */
    readonly report: (sentence: string) => void,
  ) {
    this.orgId = settings.orgId;
    this.flowProjectId = settings.flowProjectId;
    const throttle = new Throttle(clock, 60_000 / CALLS_PER_MINUTE, (ms) =>
      report(
        `Webex asks to wait ${Math.ceil(ms / 1000)} s: the quota of this client id is used up. Going on by itself.`,
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
    const auth = webexAuth(
      settings.credential,
      tokens,
      clock,
      refreshTokenFiles(env, report, { name: "Webex", key: "webex:refreshToken" }),
      (grant) => (this.granted = grant),
    );
    this.clients = {
      config: new HttpClient({ ...common, auth, baseUrl: settings.apiUrl }),
      platform: new HttpClient({ ...common, auth, baseUrl: settings.platformUrl }),
      flows: new HttpClient({ ...common, auth, baseUrl: settings.flowUrl }),
    };
  }

  /** A request to the configuration service; `path` is below the organisation: `team/{id}`. */
  config(request: HttpRequest): Promise<HttpAnswer> {
    return this.sent(this.clients.config, { ...request, path: `/organization/${this.orgId}/${request.path}` });
  }

  /** A request to webexapis.com, the plane of Webex Calling. */
  platform(request: HttpRequest): Promise<HttpAnswer> {
    return this.sent(this.clients.platform, request);
  }

  /**
   * A request to the flow service. Where the gateway does not know the route by its published name, the other one is tried, and
   * whichever answers is kept to. An object's own 404 is an answer.
   * @throws HttpError naming both addresses where neither is known.
   */
  async flow(operation: FlowOperation, { at, ...request }: FlowRequest = {}): Promise<HttpAnswer> {
    const path = `/${this.orgId}/project/${this.flowProjectId}/${pathOf(operation, at)}`;
    const ask = async (prefix: string): Promise<HttpAnswer> => {
      const sent = { ...request, method: methodOf(operation), path: `${prefix}${path}` };
      const answer = await this.sent(this.clients.flows, sent);
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

  /** Every row of a list of the configuration service. */
  list<Row>(path: string, row: z.ZodType<Row>, query: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    return allRows(async (page) => {
      const answer = await this.config({ method: "GET", path, query: { ...query, page, pageSize: PAGE_SIZE } });
      return understood(answer, (body) => readPage(body, row));
    });
  }

  /** Asks once in this process, however many wait; failures are not remembered. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.asked.ask(key, ask);
  }

  /** Forgets answers whose key begins so: what was read before a write is no longer the truth. */
  forget(prefix: string): void {
    this.asked.forget(prefix);
  }

  serverNow(): number {
    return this.clock.now() + this.serverAhead;
  }

  /** What the last answer with a token told; undefined before the first, and for a token that was given. */
  get grant(): WebexGrant | undefined {
    return this.granted;
  }

  /**
   * Proves that the token, the address and the organisation belong together, before anything else is asked.
   * @throws Error with one sentence for each way they may not.
   */
  async guard(): Promise<string> {
    const { id, name } = await this.organization();
    const { expectedOrgName } = this.settings;
    if ((id !== undefined && id !== this.orgId) || (expectedOrgName !== undefined && name !== expectedOrgName)) {
      throw new Error(
        `Wrong organisation: the stack config expects ${expectedOrgName ?? this.orgId}, but the service says ${name ?? "(no name)"} (${id ?? this.orgId}). Nothing was changed. Check webex:orgId and webex:expectedOrgName.`,
      );
    }
    return this.orgId;
  }

  /** The organisation as the service knows it, asked once. @throws Error with one sentence where it cannot be asked. */
  organization(): Promise<z.output<typeof tenant>> {
    const path = `/organization/${this.orgId}`;
    return this.once("organization", () =>
      this.sent(this.clients.config, { method: "GET", path })
        .then((answer) => understood(answer, (body) => tenant.parse(body)))
        .catch((error: unknown) => {
          throw guardError(error, this.settings);
        }),
    );
  }

  private async sent(client: HttpClient, request: HttpRequest): Promise<HttpAnswer> {
    const answer = await client.send(request);
    if (answer.serverTime !== undefined) this.serverAhead = answer.serverTime - this.clock.now();
    return answer;
  }
}

function guardError(error: unknown, { orgId, apiUrl }: WebexSettings): unknown {
  const nothing = "Nothing was changed.";
  // A token that could not be had says nothing about the organisation.
  const ofToken = error instanceof HttpError && !error.path.startsWith("/organization/");
  if (!ofToken && isFailure(error, "forbidden", "not-found", "no-such-route", "bad-request")) {
    return new Error(
      `The organisation ${orgId} is not visible at ${new URL(apiUrl).host} with these credentials (${error.status}). ${nothing} Check webex:orgId and webex:region, and that the Service App is authorised in that organisation.`,
    );
  }
  if (isFailure(error, "unauthorized")) return new Error(`${error.message} ${nothing}`);
  return error instanceof HttpError ? new Error(`${error.message} ${nothing}`) : error;
}
