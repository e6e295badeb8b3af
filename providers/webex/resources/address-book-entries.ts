import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { ListStore } from "../stores/list-store";
import { entriesField, exclusiveField, othersField, sameEntries } from "../stores/list-fields";
import { idField, nameField } from "../fields/common";

const inputs = z.strictObject({
  /** The address book they are in. */
  addressBookId: idField("an address book"),
  /**
   * The numbers by entry name, at most 2,000. A name has at most 80 letters, digits, spaces, `.`, `-` and `_`; a number is written as it is
   * dialled: digits, `(`, `)`, `+` and `-`.
   */
  entries: entriesField(
    nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _"),
    z.string().regex(/^[0-9()+-]+$/, "may hold only digits, parentheses, + and -"),
  ),
  /**
   * True: the book may hold these entries only, and the next preview shows every other entry as to be deleted. Default: other entries are
   * counted and left alone.
   */
  exclusive: exclusiveField(),
});

const outputs = z.object({
  /** Entries of the book that this list does not own: how many, and the names of the first ten. */
  others: othersField,
});

const same = (now: string, wanted: string): boolean => now === wanted;

/**
 * Many numbers in an address book as one resource, written 100 in a request: 1,000 entries take about 15 calls instead of 1,000, and
 * one object of the state. The list owns the entries that it makes and those that `datadip adopt --as-list` gives to it. Entries that
 * cannot be written are named in the error; the others are written.
 *
 * @example
 * new webex.AddressBookEntries("Partner numbers", {
 *   addressBookId: partners.id, entries: { Courier: "+13125550101", Locksmith: "+13125550102" },
 * });
 *
 * @limit One list for each book in a stack; single `AddressBookEntry` resources may exist beside it.
 */
export const AddressBookEntries = defineResource({
  kind: "webex.AddressBookEntries",
  noun: "list of address book entries",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/address-book",
  inputs,
  outputs,
  naturalKey: ["addressBookId"],
  replaceOnChanges: ["addressBookId"],
  referable: false,
  equals: { entries: sameEntries(same) },
  store: new ListStore<string>({
    input: "entries",
    called: "entries",
    idOf: ({ addressBookId }) => String(addressBookId),
    inputsOf: (addressBookId) => ({ addressBookId }),
    place: (book) => ({
      list: `v2/address-book/${book}/entry`,
      method: "POST",
      bulk: `address-book/${book}/entry/bulk`,
      item: `address-book/${book}/entry`,
    }),
    keyOf: ({ name }) => name,
    entryOf: ({ number }) => String(number),
    same,
    body: (_api, _id, name, number, row) => Promise.resolve({ ...row, name, number }),
  }),
  listOf: {
    kind: "webex.AddressBookEntry",
    noun: "address book entry",
    naturalKey: ["addressBookId", "name"],
    input: "entries",
    scope: ({ addressBookId }) => ({ addressBookId }),
    entry: ({ name, number }) => [String(name), number],
    single: (name, number, { addressBookId }) => ({ addressBookId, name, number }),
    ownId: (id) => id.split("/").at(-1) ?? id,
  },
  permission: "address-book",
  lookUp: { none: "nothing can hold its id, which is that of the book" },
  export: { none: "its entries are written one by one" },
  trial: { none: "the requests that one run may make go to kinds that every stack needs" },
  picture: { family: "other" },
});
export type AddressBookEntries = InstanceType<typeof AddressBookEntries>;
