import { z } from "zod";
import { invalidFields } from "../webex-errors";
import { entryRoutes } from "../entries";
import { description, DOTTED_NAME, id, nameOf } from "../fields";
import type { Noun } from "../noun";
import { routesOf } from "../noun-routes";
import type { Route } from "../route";

const entry = z.object({
  id: id.optional(),
  name: nameOf(DOTTED_NAME),
  number: z.string().regex(/^[0-9()+-]+$/),
});

const fields = {
  name: nameOf(DOTTED_NAME),
  description,
  parentType: z.enum(["ORGANIZATION", "SITE"]),
  siteId: id.optional(),
};

/** Numbers that agents may pick. In v3 the entries are apart from the book. */
export const addressBook: Noun = {
  kind: "address-book",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/address-book",
  schema: z.object(fields),
  prefixes: { list: ["v3"], create: ["v3"], item: ["v3"] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  immutable: ["parentType"],
  references: { siteId: "site" },
  check: (body) => {
    if (body["parentType"] === "SITE" && body["siteId"] === undefined) throw invalidFields(["siteId"]);
  },
  complete: (body, { before }) => ({ ...body, addressBookEntries: before?.["addressBookEntries"] ?? [] }),
  present: (entity) => ({ ...entity, addressBookEntries: undefined }),
  bulk: "none",
};

/** The same books with their entries inside, as the older versions show them. */
const withEntries: Noun = {
  ...addressBook,
  schema: z.object({ ...fields, addressBookEntries: z.array(entry).default([]) }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  verbs: ["list", "create", "read", "update", "delete"],
  nested: [{ field: "addressBookEntries", key: "name" }],
  complete: (body) => body,
  present: (entity) => entity,
};

export const addressBookRoutes: readonly Route[] = [
  ...routesOf(withEntries),
  ...entryRoutes({
    noun: addressBook,
    field: "addressBookEntries",
    schema: entry.omit({ id: true }),
    created: 200,
    searchable: ["name", "number"],
  }),
];
