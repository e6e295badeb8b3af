import { bulkhead } from "cockatiel";
import { Memo } from "../../http/memo";
import type { RefreshTokenKeep } from "../../core/settings/refresh-tokens";
import { requestMetrics } from "../../core/telemetry/request-metrics";
import { HttpClient, type HttpClientOptions } from "../../http/client";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import type { Clock } from "../../http/clock";
import { isFailure } from "../../http/http-errors";
import { DEFAULT_RETRY, type RetryPolicy } from "../../http/retry";
import { Throttle } from "../../http/throttle";
import { allRows, type Limit, limitsLeft, newestVersion, type Row } from "./rest-responses";
import { Batch } from "./batch";
import { remainingCalls } from "./remaining-calls";
import type { Grant, SalesforceCredential } from "../auth/credentials";
import { oauthDialect, restDialect, soapDialect } from "./dialect";
import { MetadataClient } from "../metadata/metadata-client";
import { type Organization, organizationIn, provenOrganization } from "../auth/organization";
import { loginUrlOf } from "../auth/hosts";
import { isAudienceRefused } from "../auth/oauth-errors";
import type { SalesforceSettings } from "../auth/settings";
import { renewingAuth, type SignedIn, signIn } from "../auth/sign-in";
import { soapAuthorize } from "../metadata/soap";

/** Too many requests at the same time, or a locked row: gone in seconds, unlike Webex's quota of a minute. */
const RETRY: RetryPolicy = { ...DEFAULT_RETRY, quotaPauseMs: 2_000, giveUpAfterMs: 2 * 60_000 };

/** Salesforce counts requests by the day, so nothing is gained by sending them further apart. */
const NO_QUOTA_PER_MINUTE = 0;

/** What an API needs from the process it runs in. */
export interface Surroundings {
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly keep: RefreshTokenKeep;
  /** Shows one sentence to the person waiting. */
  readonly report: (sentence: string) => void;
}

/** One process's connection to one Salesforce org. */
export class SalesforceApi {
  readonly metadata: MetadataClient;
  readonly instanceUrl: string;
  readonly publicUrl: string;
  /** Where a connected app signs in. */
  readonly loginUrl: string;
  /** Where an External Client App signs in, and what the connector's form says: the org's own address. */
  readonly signInUrl: string;
  /** What the next JWT is for. */
  private audience: string;
  private version: string;
  private readonly rest: HttpClient;
  private readonly common: Omit<HttpClientOptions, "dialect">;
  private readonly asked = new Memo();
  private readonly batches = new Map<string, unknown>();
  private readonly writes = bulkhead(1, Number.POSITIVE_INFINITY);
  /** The service's clock less ours, in ms; never too large, as the header is in whole, elapsed seconds. */
  private serverAhead = 0;

  constructor(
    private readonly settings: SalesforceSettings,
    private readonly surroundings: Surroundings,
  ) {
    const { clock, report } = surroundings;
    this.instanceUrl = settings.instanceUrl;
    this.publicUrl = settings.publicUrl;
    this.loginUrl = settings.loginUrl ?? loginUrlOf(settings.publicUrl);
    this.signInUrl = settings.loginUrl ?? settings.publicUrl;
    this.audience = settings.loginUrl ?? settings.instanceUrl;
    this.version = settings.apiVersion;
    const throttle = new Throttle(clock, NO_QUOTA_PER_MINUTE, (ms) =>
      report(`Salesforce is busy: going on in ${Math.ceil(ms / 1000)} s by itself.`),
    );
    const onRequest = requestMetrics({ name: "Salesforce" });
    const common = {
      baseUrl: settings.instanceUrl,
      clock,
      random: Math.random,
      throttle,
      retry: RETRY,
      remainingCalls,
      onRequest,
    };
    this.common = common;
    const auth = renewingAuth(settings.credential, () => this.signInAs(), clock);
    const service = { ...common, auth, onServerTime: (time: number) => (this.serverAhead = time - clock.now()) };
    this.rest = new HttpClient({ ...service, dialect: restDialect });
    const soap = new HttpClient({ ...service, dialect: soapDialect, authorize: soapAuthorize });
    this.metadata = new MetadataClient({
      send: (request) => soap.send(request),
      apiVersion: () => this.version,
      clock,
    });
  }

  /** `66.0`, or lower where the org does not know that yet. */
  get apiVersion(): string {
    return this.version;
  }

  /** How this connection signs in. */
  get grant(): Grant {
    return this.settings.credential.kind;
  }

  /** The same org by another token. */
  withToken(accessToken: string): SalesforceApi {
    return new SalesforceApi({ ...this.settings, credential: { kind: "token", accessToken } }, this.surroundings);
  }

  get clock(): Clock {
    return this.surroundings.clock;
  }

  report(sentence: string): void {
    this.surroundings.report(sentence);
  }

  /** A request to the REST API; `path` is below the version: `sobjects/User`. */
  send(request: HttpRequest): Promise<HttpAnswer> {
    return this.rest.send({ ...request, path: `/services/data/v${this.version}/${request.path}` });
  }

  /** A request anywhere on the org's host. */
  sendToHost(request: HttpRequest): Promise<HttpAnswer> {
    return this.rest.send(request);
  }

  /** Every row of a SOQL query. */
  query(soql: string): Promise<readonly Row[]> {
    return allRows((request) => this.send(request), soql);
  }

  /** What is left of the org's quotas, by their names: `DailyApiRequests`. */
  limits(): Promise<Readonly<Record<string, Limit>>> {
    return limitsLeft((request) => this.send(request));
  }

  /** Asks once in this process, however many wait; failures are not remembered. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.asked.ask(key, ask);
  }

  /** Forgets answers whose key begins so. */
  forget(prefix: string): void {
    this.asked.forget(prefix);
  }

  /** The questions of one kind that go together; `load` answers them in their order. */
  together<Found>(
    key: string,
    load: (keys: readonly string[]) => Promise<readonly (Found | undefined)[]>,
    max: number,
  ): Batch<Found> {
    const known = this.batches.get(key);
    // The key names what is asked, so the type is that of the first asker.
    if (known !== undefined) return known as Batch<Found>;
    const batch = new Batch(this.clock, load, max);
    this.batches.set(key, batch);
    return batch;
  }

  /** Runs writes of metadata one after the other: an org locks its whole metadata, and the second at a time would fail. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.writes.execute(work);
  }

  /** The service's clock in whole seconds, as its records carry it; never ahead of the truth. */
  serverNow(): number {
    return Math.floor((this.clock.now() + this.serverAhead) / 1000) * 1000;
  }

  /**
   * Signs in anew, by the settings or by another credential, and says what is known of the token. Which address a JWT is for depends on
   * the app, which the settings do not tell: the org's own one, and once the generic one where that is refused.
   */
  async signInAs(credential: SalesforceCredential = this.settings.credential): Promise<SignedIn> {
    try {
      return await this.signInFor(credential, this.audience, this.instanceUrl);
    } catch (error) {
      if (!isAudienceRefused(error) || this.settings.loginUrl !== undefined || this.audience === this.loginUrl)
        throw error;
      const signedIn = await this.signInFor(credential, this.loginUrl, this.instanceUrl);
      this.audience = this.loginUrl;
      this.report(
        `Salesforce takes this app's sign-in for ${this.loginUrl}, not for ${this.publicUrl}: \`pulumi config set salesforce:loginUrl ${this.loginUrl}\` saves one call a run.`,
      );
      return signedIn;
    }
  }

  /** Signs in exactly as who has only this address would: there, by a JWT for it. In a sandbox all addresses are the one it has. */
  signInAt(url: string, credential: SalesforceCredential = this.settings.credential): Promise<SignedIn> {
    const isReachable = this.publicUrl === this.instanceUrl;
    return this.signInFor(credential, url, isReachable ? url : this.instanceUrl);
  }

  private signInFor(credential: SalesforceCredential, audience: string, baseUrl: string): Promise<SignedIn> {
    const { clock, env, keep } = this.surroundings;
    const context = { grant: credential.kind, instanceUrl: this.publicUrl, audience };
    const host = new HttpClient({ ...this.common, baseUrl, dialect: oauthDialect(context) });
    return signIn({ ...this.settings, credential }, audience, { host, clock, env, keep });
  }

  /**
   * Proves that the token, the address and the org belong together, and that this org may be changed.
   * @throws Error with one sentence for each way they may not.
   */
  async guard(): Promise<Organization> {
    return provenOrganization(await this.organization(), this.settings);
  }

  /** The org, asked once. Lowers the API version where the org is older than this package. */
  organization(): Promise<Organization> {
    return this.once("organization", async () => {
      try {
        return await organizationIn(this);
      } catch (error) {
        if (!isFailure(error, "not-found", "no-such-route")) throw error;
        await this.lowerVersion(error);
        return await organizationIn(this);
      }
    });
  }

  private async lowerVersion(cause: Error): Promise<void> {
    const best = await newestVersion((request) => this.sendToHost(request), this.version);
    if (best === undefined || best === this.version) throw cause;
    this.report(
      `The org does not know API version ${this.version} yet: using ${best}. Fields that came later are refused.`,
    );
    this.version = best;
  }
}
