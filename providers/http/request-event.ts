import type { AxiosResponse } from "axios";
import type { Method } from "./client";

/** One request that went onto the wire, answered or not; every try is one of its own. */
export interface RequestEvent {
  readonly method: Method;
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until the answer. */
  readonly tookMs: number;
  /** Requests left of the service's quota, where it tells them. */
  readonly remaining: number | undefined;
}

/** The draft standard's header, its older spelling, and Salesforce's `Sforce-Limit-Info: api-usage=25/5000`, which tells a day's quota. */
export function remainingIn(headers: AxiosResponse["headers"]): number | undefined {
  const usage = /api-usage=(\d+)\/(\d+)/.exec(String(headers["sforce-limit-info"] ?? ""));
  if (usage !== null) return Number(usage[2]) - Number(usage[1]);
  const said: unknown = headers["ratelimit-remaining"] ?? headers["x-ratelimit-remaining"];
  return typeof said === "string" && /^\d+$/.test(said) ? Number(said) : undefined;
}
