import { z } from "zod";
import { description, DOTTED_NAME, flag, id, nameOf } from "../fields";
import type { Noun } from "../noun";
import { entryRoutes } from "../entries";

const outdialAniEntry = z.object({
  id: id.optional(),
  name: nameOf(DOTTED_NAME),
  // Whether the organisation owns the number is not looked at.
  number: id,
  defaultANIEntry: flag.optional(),
});

/** Caller ids that agents may show when they dial out. */
export const outdialAni: Noun = {
  kind: "outdial-ani",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/outdial-ani",
  schema: z.object({
    name: nameOf(DOTTED_NAME),
    description,
    // Optional in the official description, required by the live service.
    outdialANIEntries: z.array(outdialAniEntry).min(1),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  nested: [{ field: "outdialANIEntries", key: "name" }],
  listOmits: ["outdialANIEntries"],
  bulk: "create",
};

export const outdialAniRoutes = entryRoutes({
  noun: outdialAni,
  field: "outdialANIEntries",
  schema: outdialAniEntry.omit({ id: true }),
  created: 201,
  searchable: ["name", "number"],
});
