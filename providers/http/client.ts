import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import type { Auth } from "./auth";
import type { Clock } from "./clock";
import { HttpError, type ErrorDialect, type Explanation } from "./http-errors";
import { failureOfPage, failureOfStatus, networkError } from "./failures";
import { DEFAULT_RETRY, retryAfterMs, retryDelay, type RetryPolicy } from "./retry";
import { refuseAfterRun, uncut } from "./last-requests";
import { type HttpAnswer, type HttpRequest, type RawAnswer, type RequestEvent, encodeBody } from "./request";
import type { Throttle } from "./throttle";

/** Headers of an answer by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, unknown>>;

/** Adds the token where this service expects it. */
export type Authorize = (request: HttpRequest, token: string) => HttpRequest;

const bearer: Authorize = (request, token) => ({
  ...request,
  headers: { ...request.headers, Authorization: `Bearer ${token}` },
});

export interface HttpClientOptions {
  readonly baseUrl: string;
  readonly dialect: ErrorDialect;
  readonly clock: Clock;
  readonly random: () => number;
  readonly throttle: Throttle;
  readonly auth?: Auth;
  /** Default: a bearer token in the Authorization header. */
  readonly authorize?: Authorize;
  readonly retry?: RetryPolicy;
  /** Requests left of the quota, from an answer's headers. Default: not known. */
  readonly remainingCalls?: (headers: AnswerHeaders) => number | undefined;
  /** Called with every request sent. */
  readonly onRequest?: (sent: RequestEvent) => void;
  /** Called with the service's time from the `Date` header of a good answer: ms since the epoch, in whole seconds. */
  readonly onServerTime?: (time: number) => void;
}

/** Time limit of one try. Both clouds' admin APIs answer within seconds; uploads set their own limit. */
const TIMEOUT_MS = 30_000;
/** Statuses of a gateway whose service may still be working on the request. */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504];
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The JSON at an address of this machine, past any proxy; undefined for an answer that is not a good one or not JSON. Rejects without an answer. */
export async function localJson(url: string): Promise<unknown> {
  const { status, data } = await axios.get<unknown>(url, { proxy: false, maxRedirects: 0, validateStatus: () => true });
  return status === 200 ? data : undefined;
}

/** One service behind one base address: authentication, then retry, then throttle, then the wire. */
export class HttpClient {
  private readonly axios: AxiosInstance;

  constructor(private readonly options: HttpClientOptions) {
    const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(new URL(options.baseUrl).hostname);
    this.axios = axios.create({
      baseURL: options.baseUrl,
      httpAgent: new http.Agent({ keepAlive: true }),
      httpsAgent: new https.Agent({ keepAlive: true }),
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      validateStatus: () => true,
      // A company proxy cannot reach this machine's loopback.
      ...(loopback ? { proxy: false as const } : {}),
    });
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { auth, clock, random, throttle, retry = DEFAULT_RETRY } = this.options;
    const method = request.repeatable === true ? "PUT" : request.method;
    let token = await auth?.token();
    let [begun, isRenewed] = [clock.now(), false];
    // A 429 is no failure of the service, so it does not count as a try.
    for (let attempt = 1; ;) {
      let sentAt = clock.now();
      const trackingId = newTrackingId();
      try {
        const response = await throttle.run(() => {
          sentAt = clock.now();
          return this.ask(request, token, trackingId);
        });
        const answer = this.accept(request, response, trackingId);
        throttle.answered(undefined);
        return answer;
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        const { failure, retryAfterMs } = error;
        throttle.answered(failure === "rate-limited" ? (retryAfterMs ?? retry.quotaPauseMs) : undefined, sentAt);
        if (failure === "unauthorized" && token !== undefined && !isRenewed) {
          token = await auth?.renew(token);
          if (token === undefined) throw error;
          [begun, isRenewed, attempt] = [clock.now(), true, 1];
          continue;
        }
        const tried = { method, failure, attempt, retryAfterMs, elapsedMs: clock.now() - begun };
        const delay = retryDelay(tried, retry, random);
        if (delay === "stop") throw error;
        if (failure !== "rate-limited") attempt += 1;
        await clock.sleep(delay);
      }
    }
  }

  /** Sends once and returns the raw answer. @throws HttpError where no answer comes. */
  async exchange(request: HttpRequest): Promise<RawAnswer> {
    const { auth, throttle } = this.options;
    const token = await auth?.token();
    const { status, headers, data: body } = await throttle.run(() => this.ask(request, token, newTrackingId()));
    return { status, headers: { ...headers }, body };
  }

  private async ask(
    asked: HttpRequest,
    token: string | undefined,
    trackingId: string,
  ): Promise<AxiosResponse<unknown>> {
    const request = token === undefined ? asked : (this.options.authorize ?? bearer)(asked, token);
    const { data, headers } = encodeBody(request);
    const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
    // axios's own timeout does not cover a connection that never opens.
    const signal = AbortSignal.timeout(timeoutMs + 1_000);
    refuseAfterRun();
    const at = this.options.clock.now();
    let response: AxiosResponse<unknown> | undefined;
    try {
      const sent = {
        method: request.method,
        url: request.path,
        params: request.query,
        data,
        headers: {
          Accept: "application/json",
          TrackingId: trackingId,
          ...headers,
          ...request.headers,
        },
        timeout: timeoutMs,
        signal,
        ...(request.isBinary === true ? { responseType: "arraybuffer" as const } : {}),
      };
      return (response = await uncut(() => this.axios.request<unknown>(sent)));
    } catch (error) {
      throw networkError(request, error, timeoutMs, trackingId);
    } finally {
      const { method, path } = request;
      const [status, remaining] = [response?.status ?? 0, this.options.remainingCalls?.(response?.headers ?? {})];
      this.options.onRequest?.({ method, path, status, at, tookMs: this.options.clock.now() - at, remaining });
    }
  }

  private accept(request: HttpRequest, response: AxiosResponse<unknown>, sentTrackingId: string): HttpAnswer {
    const { status } = response;
    const header = (name: string): string | undefined => {
      const value: unknown = response.headers[name];
      return typeof value === "string" ? value : undefined;
    };
    const serverTime = Date.parse(header("date") ?? "");
    const isPage = (header("content-type") ?? "").startsWith("text/html");
    const isGood = status < 300 && !isPage;
    // Error bodies are text, also where bytes were requested.
    const body = isGood || !Buffer.isBuffer(response.data) ? response.data : textOrJson(response.data);
    if (isGood) {
      if (!Number.isNaN(serverTime)) this.options.onServerTime?.(serverTime);
      return {
        method: request.method,
        path: request.path,
        status,
        body,
        trackingId: header("trackingid") ?? sentTrackingId,
        isTracked: header("trackingid") !== undefined,
        operation: request.operation,
      };
    }
    const said = isPage ? this.page(status, body) : this.options.dialect.explain(status, body);
    const failure = said.failure ?? failureOfStatus(status);
    throw new HttpError({
      failure,
      method: request.method,
      path: request.path,
      status,
      detail: said.detail,
      trackingId: said.trackingId ?? header("trackingid") ?? sentTrackingId,
      retryAfterMs: retryAfterMs(header("retry-after"), this.options.clock.now()),
      body,
      advice: said.advice ?? request.advice?.[failure],
      code: said.code,
      operation: request.operation,
      mayWorkMs: GATEWAY_STATUSES.includes(status) ? (request.timeoutMs ?? TIMEOUT_MS) : undefined,
    });
  }

  private page(status: number, body: unknown): Explanation {
    const generic = { detail: "a web page instead of JSON", failure: failureOfPage(status) };
    return this.options.dialect.page?.(status, body) ?? generic;
  }
}

const newTrackingId = (): string => `datadip_${randomUUID()}`;

function textOrJson(bytes: Buffer): unknown {
  const text = bytes.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text; // not JSON: the dialect reads plain text too
  }
}
