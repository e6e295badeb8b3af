import { redact } from "../../http/redact";
import { z } from "zod";
import { failureOfStatus } from "../../http/failures";
import { meaningOf } from "./error-codes";
import { oauthAdvice, type SignInContext } from "../auth/oauth-errors";
import { faultOf } from "../metadata/soap";
import type { AnswerHeaders } from "../../http/client";
import type { ErrorDialect, Explanation } from "../../http/http-errors";

/** `[{"message": "...", "errorCode": "...", "fields": []}]`: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const restErrors = z.array(
  z.looseObject({
    message: z.string().default(""),
    errorCode: z.string().optional(),
    fields: z.array(z.string()).optional(),
  }),
);
const oauthError = z.looseObject({ error: z.string(), error_description: z.string().default("") });

/** The REST API's errors. */
export const restDialect: ErrorDialect = {
  explain(status, body) {
    const parsed = restErrors.safeParse(body);
    const [first] = parsed.data ?? [];
    if (parsed.data === undefined || first === undefined) return notOurs(status, body);
    const detail = parsed.data
      .map(({ errorCode, message, fields }) =>
        [errorCode, message, fields?.length ? `(${fields.join(", ")})` : ""].filter(Boolean).join(" "),
      )
      .join("; ");
    const meaning = meaningOf(first.errorCode, first.message);
    // For an error of the request itself the status is at least as precise.
    const failure =
      meaning === undefined || meaning.failure === "bad-request" ? failureOfStatus(status) : meaning.failure;
    return { detail: oneLine(detail), failure, advice: meaning?.advice, code: first.errorCode };
  },
  page,
};

/** An answer in none of the service's shapes: its 404 is about the address and proves nothing about an object. */
function notOurs(status: number, body: unknown): Explanation {
  const detail = typeof body === "string" ? oneLine(body) : "";
  return status === 404 ? { detail, failure: "no-such-route" } : { detail };
}

/** The Metadata API's faults: `<faultcode>sf:INVALID_TYPE</faultcode>` with HTTP 500. */
export const soapDialect: ErrorDialect = {
  explain(status, body) {
    const fault = faultOf(body);
    if (fault === undefined) return notOurs(status, body);
    const { code, message } = fault;
    const meaning = meaningOf(code, message);
    const detail = oneLine(message.startsWith(code) ? message : `${code} ${message}`);
    return { detail, failure: meaning?.failure ?? "bad-request", advice: meaning?.advice, code };
  },
  page,
};

/** The token endpoint's errors. */
export const oauthDialect = (context: SignInContext): ErrorDialect => ({
  explain(status, body) {
    const parsed = oauthError.safeParse(body);
    if (!parsed.success) return restDialect.explain(status, body);
    const { error, error_description } = parsed.data;
    const advice = oauthAdvice(error, error_description, context);
    return { detail: `${error}: ${error_description}`, code: error, advice };
  },
  page,
});

/** Explains Salesforce's web pages for maintenance, retired hosts and orgs that are gone. */
function page(status: number): Explanation | undefined {
  if (status >= 500) {
    return {
      detail: "a web page instead of an answer",
      failure: "server",
      advice: "Salesforce is down for maintenance or overloaded: see https://status.salesforce.com and run again.",
    };
  }
  if (status === 401 || status === 429) return undefined;
  return {
    detail: "a web page instead of an answer",
    failure: "no-such-route",
    advice: "No API answers there: check salesforce:instanceUrl (Setup, My Domain), and that the org still exists.",
  };
}

const MAX_DETAIL_CHARS = 600;

function oneLine(said: string): string {
  // Masked before the text is cut: half a secret would not be recognised.
  const line = redact(said).replace(/\s+/g, " ").trim();
  return line.length > MAX_DETAIL_CHARS ? `${line.slice(0, MAX_DETAIL_CHARS)}...` : line;
}

/** Requests left of the org's daily quota, from `Sforce-Limit-Info: api-usage=25/5000`; undefined without that header. */
export function remainingCalls(headers: AnswerHeaders): number | undefined {
  const value = headers["sforce-limit-info"];
  const usage = typeof value === "string" ? /api-usage=(\d+)\/(\d+)/.exec(value) : null;
  return usage === null ? undefined : Number(usage[2]) - Number(usage[1]);
}
