import { z } from "zod";
import { textOf } from "../../core/json";
import { namedEntity } from "../crud";
import { configError } from "../webex-errors";
import type { Noun } from "../noun";
import type { Route } from "../route";

const MAX_DIGITS = 9;

/** An internal caller id. */
export const contactNumber: Noun = {
  kind: "contact-number",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/contact-number",
  schema: z.object({ number: z.string().regex(/^[0-9]+$/) }),
  prefixes: { list: ["v2"], create: [""], item: [""] },
  created: 200,
  deleted: 200,
  verbs: ["list", "create", "read", "update", "delete"],
  unique: ["number"],
  searchable: ["number"],
  check: (body) => {
    if (textOf(body["number"]).length > MAX_DIGITS) {
      throw configError(400, `number should not be more than ${MAX_DIGITS} characters`);
    }
  },
  bulk: "create",
};

export const contactNumberRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organization/{orgid}/contact-number/{id}/incoming-references",
    // Broken in the live service as well.
    handle: (call) => {
      namedEntity(contactNumber, call);
      throw configError(400, "specify a valid external entity type");
    },
  },
];
