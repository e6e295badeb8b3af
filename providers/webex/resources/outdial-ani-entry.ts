import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { e164Field, idField, nameField } from "../fields/common";
import { entryLookUp } from "../client/find-by-name";

const inputs = z.strictObject({
  /** The outdial ANI it belongs to. Changing it moves the number: the old entry is deleted. */
  outdialAniId: idField("an outdial ANI"),
  /** Name that agents choose from, unique in its outdial ANI; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _"),
  /** The number that called people see, in E.164. Webex does not check that it is yours. */
  number: e164Field(),
  /** Whether it is used unless the agent picks another. */
  defaultANIEntry: z.boolean().default(false),
});

/**
 * One number in an outdial ANI that another stack or an administrator manages. Do not use it with a `webex.OutdialAni` of this
 * stack, which would remove numbers that are not in its `entries`. Its id is `OUTDIAL_ANI_ID/ENTRY_ID`.
 *
 * @example
 * const shared = webex.getOutdialAniOutput("Company numbers");
 * new webex.OutdialAniEntry("Sales", { outdialAniId: shared.id, number: "+13125550100" });
 */
export const OutdialAniEntry = defineResource({
  kind: "webex.OutdialAniEntry",
  noun: "outdial ANI entry",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/outdial-ani",
  inputs,
  naturalKey: ["outdialAniId", "name"],
  replaceOnChanges: ["outdialAniId"],
  referable: false,
  store: webexEntity({
    inputs,
    wire: baseWire,
    path: "entry",
    within: { path: "outdial-ani", input: "outdialAniId" },
  }),
  permission: "outdial-ani",
  lookUp: "getOutdialAniEntry",
  export: { none: "its numbers are written with their outdial ANI" },
  trial: {
    inputs: { outdialAniId: "{webex.OutdialAni}", number: "+12025550101" },
    change: { number: "+12025550102" },
  },
  picture: { family: "other" },
});
export type OutdialAniEntry = InstanceType<typeof OutdialAniEntry>;

/** An existing entry by `{ outdialAniId, name }`. */
export const { plain: getOutdialAniEntry, output: getOutdialAniEntryOutput } = entryLookUp(
  "webex.OutdialAniEntry",
  "outdialAniId",
);
