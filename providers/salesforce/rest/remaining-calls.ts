import type { AnswerHeaders } from "../../http/client";

/** Requests left of the org's daily quota, from `Sforce-Limit-Info: api-usage=25/5000`; undefined without that header. */
export function remainingCalls(headers: AnswerHeaders): number | undefined {
  const value = headers["sforce-limit-info"];
  const usage = typeof value === "string" ? /api-usage=(\d+)\/(\d+)/.exec(value) : null;
  return usage === null ? undefined : Number(usage[2]) - Number(usage[1]);
}
