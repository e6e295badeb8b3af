import { z } from "zod";
import type { Problem } from "../../core/resource/types";
import type { IdOf } from "../../core/resource/id-of";
import { suggestion } from "../../core/resource/check-inputs";

/** Field types that several kinds share. Messages state the rule only, since the engine prints the property and its value. */

/** A name with the characters that Webex allows for this kind. `characters` is the rule in words. */
export const nameField = (pattern: RegExp, maxChars: number, characters: string): z.ZodString =>
  z
    .string()
    .min(1, "must not be empty")
    .max(maxChars, `may have at most ${maxChars} characters`)
    .regex(pattern, `may hold only ${characters}`);

export const descriptionField = (maxChars = 255): z.ZodString =>
  z.string().max(maxChars, `may have at most ${maxChars} characters`);

/** The secret with which Webex signs the requests that it sends. */
export const signingSecretField = (): z.ZodString =>
  z.string().min(32, "must have at least 32 characters").max(256, "may have at most 256 characters");

/** For each id field, the kind of object that the id belongs to: `a site`. */
export const idFields = z.registry<{ readonly of: string }>();

/** The id of another object, normally given as `other.id`. */
export function idField<Of extends string>(of: Of): z.ZodType<IdOf<Of>, IdOf<Of>> {
  const field: z.ZodType<string, string> = z.string().min(1, `must be the id of ${of}`).register(idFields, { of });
  // The tag exists in the type only.
  return field as unknown as z.ZodType<IdOf<Of>, IdOf<Of>>;
}

/** Whole seconds. */
export const secondsField = (min = 0, max = 86_400): z.ZodNumber =>
  z.number().int("must be whole seconds").min(min, `must be at least ${min} s`).max(max, `may be at most ${max} s`);

const TIME_ZONES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("timeZone"));

/** An IANA time zone. */
export const timezoneField = (): z.ZodString =>
  z.string().refine((zone) => zone === "UTC" || TIME_ZONES.has(zone), {
    error: ({ input }) => `is not an IANA time zone${suggestion(String(input), [...TIME_ZONES])}`,
  });

/** E.164: https://www.itu.int/rec/T-REC-E.164 */
export const E164 = /^\+[1-9]\d{6,14}$/;

export const e164Field = (): z.ZodString =>
  z
    .string()
    .regex(
      E164,
      "must be an E.164 number such as +13125550100: a plus sign, the country code, digits and nothing else",
    );

/** Refuses two entries of the same name. */
export function duplicateNames(property: string, entries: readonly { readonly name: string }[]): readonly Problem[] {
  const names = entries.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  return twice === undefined ? [] : [{ property, reason: `has ${twice} twice` }];
}
