import { z } from "zod";
import numbering from "./numbering.json";

/** Countries whose numbering is known well enough to spell numbers the way their people do. */
export const COUNTRIES = ["US", "CA", "FR", "GB", "DE", "ES", "IT", "NL", "BE", "CH", "AU"] as const;
export type Country = (typeof COUNTRIES)[number];

const plan = z.strictObject({
  /** What is before the national number in national dialling; "" where nothing does. */
  trunk: z.string(),
  /** What people dial for abroad. */
  exit: z.string(),
  /** Digits of a national number, without trunk. */
  lengths: z.array(z.int()).readonly(),
  /** Spellings found in CRM systems. X is one digit of the national number, * all that are left. */
  spellings: z.array(z.string()).readonly(),
});
/** How numbers of one calling code are built and written. */
export interface DialPlan extends Readonly<z.output<typeof plan>> {
  /** Calling code, without plus. */
  readonly code: string;
}

const { countries, plans } = z
  .object({ countries: z.record(z.enum(COUNTRIES), z.string()), plans: z.record(z.string(), plan) })
  .parse(numbering);
const byCode = new Map(Object.entries(plans).map(([code, rest]): [string, DialPlan] => [code, { code, ...rest }]));

/** The plan that `country` belongs to; the United States and Canada share one. */
export function planOf(country: Country): DialPlan {
  const found = byCode.get(countries[country]);
  if (found === undefined) throw new Error(`numbering.json has no plan for ${country}.`);
  return found;
}

/** The plans of several countries, each once, in the order given. */
export const plansOf = (countries: readonly Country[]): readonly DialPlan[] => [...new Set(countries.map(planOf))];

/** Spellings of a number whose plan nobody knows. Without a sign of abroad in front, the same digits could be somebody else's national number. */
export const FOREIGN_SPELLINGS: readonly string[] = ["+*", "00*", "011*"];

/** Spellings that name the country: safe in an organisation of another one. */
export const isInternational = (spelling: string): boolean => /^(\+|00)/.test(spelling);

/** Spellings that fit a national number of one length: those whose X are not more than its digits. */
export const fitting = (plan: DialPlan, length: number): readonly string[] =>
  plan.spellings.filter((spelling) => {
    const digits = spelling.match(/X/g)?.length ?? 0;
    return spelling.includes("*") ? digits < length : digits === length;
  });
