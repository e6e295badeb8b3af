import type { AnswerHeaders } from "../../http/client";

/** Requests left of the client id's quota, from the draft standard's header or its older spelling; undefined without both. */
export function remainingCalls(headers: AnswerHeaders): number | undefined {
  const value = headers["ratelimit-remaining"] ?? headers["x-ratelimit-remaining"];
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}
