import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { idField, nameField } from "../fields/common";
import { entryLookUp } from "../client/find-by-name";

const inputs = z.strictObject({
  /** The address book it is in. Changing it moves the entry: the old one is deleted. */
  addressBookId: idField("an address book"),
  /** Unique in its book; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _"),
  /** The number as it is dialled: digits, `(`, `)`, `+` and `-`. */
  number: z.string().regex(/^[0-9()+-]+$/, "may hold only digits, parentheses, + and -"),
});

/**
 * A number in an address book. Its id is `ADDRESS_BOOK_ID/ENTRY_ID`.
 *
 * @example
 * new webex.AddressBookEntry("Courier", { addressBookId: partners.id, number: "+13125550101" });
 */
export const AddressBookEntry = defineResource({
  kind: "webex.AddressBookEntry",
  noun: "address book entry",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/address-book",
  inputs,
  naturalKey: ["addressBookId", "name"],
  replaceOnChanges: ["addressBookId"],
  referable: false,
  store: webexEntity({
    inputs,
    wire: baseWire,
    path: "entry",
    within: { path: "address-book", input: "addressBookId", version: "v3" },
  }),
  permission: "address-book",
  lookUp: "getAddressBookEntry",
  export: {},
  trial: { inputs: { addressBookId: "{webex.AddressBook}", number: "5501" }, change: { number: "5502" } },
  picture: { family: "other" },
});
export type AddressBookEntry = InstanceType<typeof AddressBookEntry>;

/** An existing entry by `{ addressBookId, name }`. */
export const { plain: getAddressBookEntry, output: getAddressBookEntryOutput } = entryLookUp(
  "webex.AddressBookEntry",
  "addressBookId",
);
