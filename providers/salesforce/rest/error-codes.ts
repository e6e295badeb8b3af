import { z } from "zod";
import { ANSWERED_FAILURES } from "../../http/http-errors";
import meanings from "./meanings.json";

const meaning = z.strictObject({ failure: z.enum(ANSWERED_FAILURES), advice: z.string().optional() });

/** The meaning of an error code of Salesforce, and advice. */
export type Meaning = Readonly<z.output<typeof meaning>>;

const { byCode, byText } = z
  .strictObject({
    byCode: z.array(meaning.extend({ codes: z.array(z.string()) })),
    byText: z.array(meaning.extend({ pattern: z.string() })),
  })
  .parse(meanings);

/** Error codes of REST, SOAP faults, save results and deploys: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm */
const CODES = new Map<string, Meaning>(byCode.flatMap(({ codes, ...rest }) => codes.map((code) => [code, rest])));

/** The refusal of a key sent for an existing app. */
export const KEY_IS_FIXED = /You cannot provide a Consumer Key/i;

/**
 * Texts of failures that share a code with others, or that come from deploys, which have no code. Each is quoted from the service.
 * "TotalRequests Limit exceeded." is about the day's quota; every other REQUEST_LIMIT_EXCEEDED is about simultaneous requests.
 */
const TEXTS = byText.map(({ pattern, ...rest }): readonly [RegExp, Meaning] => [new RegExp(pattern, "i"), rest]);

/** The meaning of a failure by its code and message. A code that is not listed means that the request is wrong. */
export function meaningOf(code: string | undefined, message: string): Meaning {
  const told = TEXTS.find(([pattern]) => pattern.test(message))?.[1];
  if (told !== undefined) return told;
  if (code === "REQUEST_LIMIT_EXCEEDED")
    return { failure: "rate-limited", advice: "Too many requests at the same time: run again in a minute." };
  return CODES.get(code ?? "") ?? { failure: "bad-request" };
}
