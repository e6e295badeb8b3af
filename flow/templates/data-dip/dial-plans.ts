import { z } from "zod";
import numbering from "./numbering.json";

/** Countries whose usual spellings of numbers are known. */
export const COUNTRIES = ["US", "CA", "FR", "GB", "DE", "ES", "IT", "NL", "BE", "CH", "AU"] as const;
export type Country = (typeof COUNTRIES)[number];

const plan = z.strictObject({
  /** Prefix of national dialling; "" where there is none. */
  trunk: z.string(),
  /** Prefix of international dialling. */
  exit: z.string(),
  /** Possible numbers of digits of a national number, without trunk. */
  lengths: z.array(z.int()).readonly(),
  /** Spellings found in CRM systems. X is one digit of the national number, * all remaining ones. */
  spellings: z.array(z.string()).readonly(),
});
/** Structure and spellings of the numbers of one calling code. */
export interface DialPlan extends Readonly<z.output<typeof plan>> {
  /** Calling code, without plus. */
  readonly code: string;
}

const { countries, plans } = z
  .object({ countries: z.record(z.enum(COUNTRIES), z.string()), plans: z.record(z.string(), plan) })
  .parse(numbering);
const byCode = new Map(Object.entries(plans).map(([code, rest]): [string, DialPlan] => [code, { code, ...rest }]));

/** The plan of `country`; the United States and Canada share one. */
export function planOf(country: Country): DialPlan {
  const found = byCode.get(countries[country]);
  if (found === undefined) throw new Error(`numbering.json has no plan for ${country}.`);
  return found;
}

/** The plans of several countries, without repeats, in the order given. */
export const plansOf = (countries: readonly Country[]): readonly DialPlan[] => [...new Set(countries.map(planOf))];

/** Spellings of a number with an unknown plan, all with an international prefix: without it the digits could be another person's national number. */
export const FOREIGN_SPELLINGS: readonly string[] = ["+*", "00*", "011*"];

/** Whether a spelling has the country code, and so is unambiguous in other countries. */
export const isInternational = (spelling: string): boolean => /^(\+|00)/.test(spelling);

/** Spellings that can hold a national number of this length. */
export const fitting = (plan: DialPlan, length: number): readonly string[] =>
  plan.spellings.filter((spelling) => {
    const digits = spelling.match(/X/g)?.length ?? 0;
    return spelling.includes("*") ? digits < length : digits === length;
  });
