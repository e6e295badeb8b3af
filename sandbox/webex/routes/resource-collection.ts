import { rowsIn, textOf } from "../../core/json";
import { invalidFields, Refused } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** Kinds of resources that every collection must list. */
export const RESOURCE_TYPES =
  "multimedia-profile queue override holiday-list audio-prompt flow skill-profile team skill-definition site outdial-ani channel sub-flow desktop-layout working-hour function desktop-profile idle-wrapup-code cad-variable address-book".split(
    " ",
  );

/** Routing is impossible without these. */
const INDISPENSABLE = ["site", "channel", "team", "queue"];

/** What users with a user profile may see. */
export const resourceCollection = nounOf("resource-collection", {
  early: (body) => {
    const named = new Set(rowsIn(body.resources).map((row) => textOf(row.name)));
    if (RESOURCE_TYPES.some((type) => !named.has(type))) {
      throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
    }
  },
  check: (body) => {
    const empty = rowsIn(body.resources).filter((row) => row.accessLevel === "NONE");
    if (empty.some((row) => INDISPENSABLE.includes(textOf(row.name)))) throw invalidFields(["resources"]);
  },
  complete: (body) => ({ ...body, resourceCount: rowsIn(body.resources).length }),
});
