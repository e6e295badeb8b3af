import { z } from "zod";
import { isJsonObject, textOf, type Json, type JsonObject } from "../../core/json";
import { invalidFields, Refused } from "../webex-errors";
import { access, description, id, nameOf, PLAIN_NAME } from "../fields";
import type { Noun } from "../noun";

/** Every kind of resource that a collection must speak of. */
export const RESOURCE_TYPES =
  "multimedia-profile queue override holiday-list audio-prompt flow skill-profile team skill-definition site outdial-ani channel sub-flow desktop-layout working-hour function desktop-profile idle-wrapup-code cad-variable address-book".split(
    " ",
  );

/** Without these nothing can be routed at all. */
const INDISPENSABLE = ["site", "channel", "team", "queue"];

const rows = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** What the holders of a user profile may see. */
export const resourceCollection: Noun = {
  kind: "resource-collection",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/resource-collection",
  schema: z.object({
    name: nameOf(PLAIN_NAME),
    description,
    resources: z.array(z.object({ name: id, accessLevel: access, ids: z.array(id).default([]) })),
  }),
  prefixes: { list: ["v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  references: { "resources.ids": "" },
  listOmits: ["resources"],
  early: (body) => {
    const named = new Set(rows(body["resources"]).map((row) => textOf(row["name"])));
    if (RESOURCE_TYPES.some((type) => !named.has(type))) {
      throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
    }
  },
  check: (body) => {
    const empty = rows(body["resources"]).filter((row) => row["accessLevel"] === "NONE");
    if (empty.some((row) => INDISPENSABLE.includes(textOf(row["name"])))) throw invalidFields(["resources"]);
  },
  complete: (body) => ({ ...body, resourceCount: rows(body["resources"]).length }),
  bulk: "none",
};
