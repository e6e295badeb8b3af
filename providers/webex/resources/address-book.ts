import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, idField, nameField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Who may use it: agents of the whole organisation, or of one site. Fixed at creation. */
  parentType: z.enum(["ORGANIZATION", "SITE"]).default("ORGANIZATION"),
  /** The site, required for `SITE`. */
  siteId: idField("a site").optional(),
});

type Inputs = z.output<typeof inputs>;

function rules({ parentType, siteId }: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  if (parentType === undefined || !isKnown("siteId")) return [];
  if (parentType === "SITE" && siteId === undefined)
    return [{ property: "siteId", reason: "is required for an address book of a SITE" }];
  if (parentType === "ORGANIZATION" && siteId !== undefined)
    return [{ property: "siteId", reason: "does not belong to an address book of the ORGANIZATION" }];
  return [];
}

/**
 * A book of numbers that agents may dial. Its entries are separate resources; desktop profiles refer to it.
 *
 * @example
 * const partners = new webex.AddressBook("Partners", {});
 * new webex.AddressBookEntry("Courier", { addressBookId: partners.id, number: "+13125550101" });
 */
export const AddressBook = defineResource({
  kind: "webex.AddressBook",
  noun: "address book",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/address-book",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["parentType"],
  rules,
  // The older versions keep the entries inside the book and would overwrite them.
  store: webexEntity({ inputs, wire: baseWire, path: "address-book", version: "v3" }),
  permission: "address-book",
  lookUp: "getAddressBook",
  export: {},
  trial: {},
  picture: { family: "other" },
});
export type AddressBook = InstanceType<typeof AddressBook>;

/** An existing address book by name. */
export const { plain: getAddressBook, output: getAddressBookOutput } = lookUpOf("webex.AddressBook");
