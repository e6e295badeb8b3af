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
import type { Grant, SalesforceCredential } from "../auth/credentials";
import { oauthDialect, restDialect, soapDialect, remainingCalls } from "./dialect";
import { MetadataClient } from "../metadata/metadata-client";
import { type Organization, organizationIn, provenOrganization } from "../auth/organization";
import { loginUrlOf } from "../auth/hosts";
import { isAudienceRefused } from "../auth/oauth-errors";
import type { SalesforceSettings } from "../auth/settings";
import { renewingAuth, type SignedIn, signIn } from "../auth/sign-in";
import { soapAuthorize } from "../metadata/soap";

/** Too many requests at a time, or a locked row, last seconds only, unlike Webex's quota of a minute. */
const RETRY: RetryPolicy = { ...DEFAULT_RETRY, quotaPauseMs: 2_000, giveUpAfterMs: 2 * 60_000 };

/** Salesforce's quota is for a day, so slower requests do not help. */
const NO_QUOTA_PER_MINUTE = 0;

/** What a connection needs from its process. */
export interface Surroundings {
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly keep: RefreshTokenKeep;
  /** Shows one sentence to the user. */
  readonly report: (sentence: string) => void;
}

/** The connection of one process to one Salesforce org. */
export class SalesforceApi {
  readonly metadata: MetadataClient;
  readonly instanceUrl: string;
  readonly publicUrl: string;
  /** Sign-in address of a connected app. */
  readonly loginUrl: string;
  /** Sign-in address of an External Client App, and the URL of the connector's form: the org's own address. */
  readonly signInUrl: string;
  /** The `aud` of the next JWT. */
  private audience: string;
  private version: string;
  private readonly rest: HttpClient;
  private readonly common: Omit<HttpClientOptions, "dialect">;
  private readonly asked = new Memo();
  private readonly batches = new Map<string, unknown>();
  private readonly writes = bulkhead(1, Number.POSITIVE_INFINITY);
  /** The service's clock minus ours, in ms. Never too large, as the `Date` header is rounded down to whole seconds. */
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
      report(`Salesforce is busy: datadip continues in ${Math.ceil(ms / 1000)} s.`),
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

  /** `66.0`, or lower for an older org. */
  get apiVersion(): string {
    return this.version;
  }

  /** The connection's way of signing in. */
  get grant(): Grant {
    return this.settings.credential.kind;
  }

  /** The same org with another token. */
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

  /** The rest of the org's quotas, by name: `DailyApiRequests`. */
  limits(): Promise<Readonly<Record<string, Limit>>> {
    return limitsLeft((request) => this.send(request));
  }

  /** Asks once in this process and shares the answer; failures are not remembered. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.asked.ask(key, ask);
  }

  /** The batch of questions of one kind; `load` answers them in their order. */
  together<Found>(
    key: string,
    load: (keys: readonly string[]) => Promise<readonly (Found | undefined)[]>,
    max: number,
  ): Batch<Found> {
    const known = this.batches.get(key);
    // Equal keys mean equal questions, so the type is that of the first caller.
    if (known !== undefined) return known as Batch<Found>;
    const batch = new Batch(this.clock, load, max);
    this.batches.set(key, batch);
    return batch;
  }

  /** Runs writes of metadata one after the other: an org locks all its metadata, so a second write at the same time fails. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.writes.execute(work);
  }

  /** The service's time in whole seconds, like the times of its records; never too late. */
  serverNow(): number {
    return Math.floor((this.clock.now() + this.serverAhead) / 1000) * 1000;
  }

  /**
   * Signs in anew with the settings or another credential. The `aud` of a JWT depends on the kind of app, which the settings do not
   * contain: the org's own address is tried first, and the generic one once where that is refused.
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

  /** Signs in at this address only, with it as the JWT's `aud`. In the sandbox all addresses lead to its own. */
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
   * Checks that token, address and org belong together, and that this org may be changed.
   * @throws Error with one sentence for what does not match.
   */
  async guard(): Promise<Organization> {
    return provenOrganization(await this.organization(), this.settings);
  }

  /** The org, read once. Lowers the API version where the org is older than this package. */
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
