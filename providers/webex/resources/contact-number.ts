import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { MAX_CONTACT_NUMBER_DIGITS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** The internal number, unique in the organisation; 1 to 9 digits. */
  number: z
    .string()
    .regex(/^[0-9]+$/, "may hold only digits")
    .max(MAX_CONTACT_NUMBER_DIGITS, `may have at most ${MAX_CONTACT_NUMBER_DIGITS} digits`),
});

/**
 * An internal caller id: a short number. Numbers that customers dial are `DialNumber`s.
 *
 * @example
 * new webex.ContactNumber("Reception", { number: "5501" });
 */
export const ContactNumber = defineResource({
  kind: "webex.ContactNumber",
  noun: "contact number",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/contact-number",
  inputs,
  naturalKey: ["number"],
  store: webexEntity({
    inputs,
    wire: baseWire,
    path: "contact-number",
  }),
  permission: { none: "no permission of a user profile is for it" },
  lookUp: "getContactNumber",
  export: {},
  trial: { inputs: { number: "{digits}" } },
  picture: { family: "other" },
});
export type ContactNumber = InstanceType<typeof ContactNumber>;

/** An existing contact number by its digits. */
export const { plain: getContactNumber, output: getContactNumberOutput } = lookUpOf("webex.ContactNumber");
