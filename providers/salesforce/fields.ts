import { z } from "zod";
import type { IdOf } from "../core/resource/id-of";
import { id18 } from "./rest/soql";

/** Field types that several kinds share. Messages state the rule only, since the engine prints the property and its value. */

/** Names of components: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/metadata.htm#fullName */
const DEVELOPER_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** The API name of a component, by which others refer to it. */
export const fullNameField = (maxChars = 80): z.ZodString =>
  z
    .string()
    .min(1, "must not be empty")
    .max(maxChars, `may have at most ${maxChars} characters`)
    .regex(
      DEVELOPER_NAME,
      "must begin with a letter and hold only letters, digits and single underscores, none at the end: set fullName where the resource's logical name does not fit",
    );

/** Text as Salesforce stores it: without surrounding spaces, with plain line ends. */
export const textField = (maxChars: number): z.ZodString =>
  z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, "\n").trim())
    .max(maxChars, `may have at most ${maxChars} characters`);

/** Text that must not be empty. */
export const labelField = (maxChars = 80): z.ZodString => textField(maxChars).min(1, "must not be empty");

/** A record's id of 15 or 18 characters, stored with 18. */
export function recordIdField<Of extends string>(of: Of, prefix = ""): z.ZodType<IdOf<Of>, IdOf<Of>> {
  const field: z.ZodType<string, string> = z
    .string()
    .regex(
      new RegExp(`^${prefix}[a-zA-Z0-9]{${15 - prefix.length}}([A-Z0-5]{3})?$`),
      `must be the id of ${of}: 15 or 18 letters and digits${prefix === "" ? "" : ` that begin with ${prefix}`}`,
    )
    .overwrite(id18);
  // The tag exists in the type only.
  return field as unknown as z.ZodType<IdOf<Of>, IdOf<Of>>;
}

export const emailField = (): z.ZodString =>
  z.string().regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "must be an e-mail address");

/** An address with its scheme. */
export const urlField = (maxChars = 2_000): z.ZodString =>
  textField(maxChars).refine((url) => URL.canParse(url), "must be a whole address, such as https://example.com");
