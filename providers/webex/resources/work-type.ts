import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { lookUpOf } from "../client/find-by-name";
import { descriptionField, nameField } from "../fields/common";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `.`, `_` and `-`. */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., _ and -"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Kind of its auxiliary codes: `IDLE_CODE` or `WRAP_UP_CODE`. Fixed at creation. */
  workTypeCode: z.enum(["IDLE_CODE", "WRAP_UP_CODE"]),
  /** Whether auxiliary codes can belong to it. */
  active: z.boolean().default(true),
});

/**
 * A work type: the group that auxiliary codes belong to. An organisation has one of each `workTypeCode` from the start, which an
 * `AuxiliaryCode` uses by default; further ones only group codes.
 *
 * @example
 * const breaks = new webex.WorkType("Breaks", { workTypeCode: "IDLE_CODE" });
 * new webex.AuxiliaryCode("Lunch", { workTypeCode: "IDLE_CODE", workTypeId: breaks.id });
 */
export const WorkType = defineResource({
  kind: "webex.WorkType",
  noun: "work type",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/work-types",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["workTypeCode"],
  store: webexEntity({ inputs, wire: baseWire, path: "work-type" }),
  permission: { none: "no permission of a user profile is for it" },
  lookUp: "getWorkType",
  export: {},
  trial: { inputs: { workTypeCode: "IDLE_CODE" } },
  picture: { family: "other" },
});
export type WorkType = InstanceType<typeof WorkType>;

/** An existing work type by name. */
export const { plain: getWorkType, output: getWorkTypeOutput } = lookUpOf("webex.WorkType");
