import { invalidFields } from "../webex-errors";
import { entryRoutes } from "../entries";
import type { Noun } from "../noun";
import { nounOf, schemaOf } from "../read-nouns";
import { routesOf } from "../noun-routes";
import type { Route } from "../route";

/** Numbers that agents can choose. In v3 the entries are separate from the book. */
export const addressBook = nounOf("address-book", {
  check: (body) => {
    if (body.parentType === "SITE" && body.siteId === undefined) throw invalidFields(["siteId"]);
  },
  complete: (body, { before }) => ({ ...body, addressBookEntries: before?.addressBookEntries ?? [] }),
  present: (entity) => ({ ...entity, addressBookEntries: undefined }),
});

/** The same books with their entries inside, as in the older versions. */
const withEntries: Noun = {
  ...addressBook,
  schema: schemaOf({
    ...{ name: "name!", description: "description", parentType: "parentType!", siteId: "id" },
    addressBookEntries: "bookEntry*=[]",
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  verbs: ["list", "create", "read", "update", "delete"],
  nested: { addressBookEntries: "name" },
  complete: (body) => body,
  present: (entity) => entity,
};

export const addressBookRoutes: readonly Route[] = [
  ...routesOf(withEntries),
  ...entryRoutes({
    noun: addressBook,
    field: "addressBookEntries",
    schema: schemaOf({ name: "name!", number: "bookNumber!" }),
    created: 200,
    searchable: ["name", "number"],
  }),
];
