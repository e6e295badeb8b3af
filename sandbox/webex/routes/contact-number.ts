import { textOf } from "../../core/json";
import { namedEntity } from "../crud";
import { configError } from "../webex-errors";
import { nounOf } from "../read-nouns";
import { ok, routes } from "../route";

const MAX_DIGITS = 9;

/** An internal caller id. */
export const contactNumber = nounOf("contact-number", {
  check: (body) => {
    if (textOf(body.number).length > MAX_DIGITS) {
      throw configError(400, `number should not be more than ${MAX_DIGITS} characters`);
    }
  },
});

export const contactNumberRoutes = routes({
  "GET /organization/{orgid}/contact-number/all-numbers": (call) =>
    ok(call.entities.listed("contact-number").map((entity) => textOf(entity.number))),
  // Broken in the live service as well.
  "GET /organization/{orgid}/contact-number/{id}/incoming-references": (call) => {
    namedEntity(contactNumber, call);
    throw configError(400, "specify a valid external entity type");
  },
});
