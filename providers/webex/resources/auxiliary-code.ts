import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Values, Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { WebexApi } from "../client/api";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, nameField } from "../fields/common";
import { listing } from "../client/listing";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** Unique among codes of its work type; at most 80 letters, digits, spaces, `.`, `_`, `-`, `/`, `(` and `)`. */
  name: nameField(/^[a-zA-Z0-9._)/(\-\s]*$/, 80, "letters, digits, spaces, ., _, -, / and parentheses"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether agents can pick it. */
  active: z.boolean().default(true),
  /** `IDLE_CODE`: why an agent is idle; `WRAP_UP_CODE`: how a contact ended. Fixed at creation. */
  workTypeCode: z.enum(["IDLE_CODE", "WRAP_UP_CODE"]),
  /** Whether it is the default of its work type. There is one default: setting this removes it from the code that had it. */
  defaultCode: z.boolean().default(false),
  /** Whether idle time with this code counts for burnout detection. The service's default for idle codes is `INCLUDED`. */
  burnoutInclusion: z.enum(["NOT_APPLICABLE", "EXCLUDED", "INCLUDED"]).optional(),
  /** The work type it belongs to. Default: the organisation's system work type for `workTypeCode`. */
  workTypeId: z.string().min(1, "must be the id of a work type").optional(),
});

const wire = baseWire.extend({ name: z.string(), workTypeCode: z.string(), isSystemCode: z.boolean().optional() });

/** Looks up the work type, which the service requires in every body. */
async function checkWithTenant(api: WebexApi, given: Values, olds: Values): Promise<Checked> {
  const code = given.workTypeCode;
  if (given.workTypeId !== undefined || isUnknown(code)) return { inputs: given, problems: [] };
  if (olds.workTypeCode === code && olds.workTypeId !== undefined)
    return { inputs: { ...given, workTypeId: olds.workTypeId }, problems: [] };
  const types = [...(await listing(api, "v2/work-type")).values()].filter((type) => type.workTypeCode === code);
  const found = types.find((type) => type.systemDefault === true) ?? types[0];
  if (found !== undefined) return { inputs: { ...given, workTypeId: found.id }, problems: [] };
  const reason = `is required: the organisation has no work type of ${String(code)}`;
  return { inputs: given, problems: [{ property: "workTypeId", reason }] };
}

/**
 * An idle code, why an agent takes no contacts, or a wrap-up code, how a contact ended.
 *
 * @example
 * new webex.AuxiliaryCode("Lunch", { workTypeCode: "IDLE_CODE" });
 */
export const AuxiliaryCode = defineResource({
  kind: "webex.AuxiliaryCode",
  noun: "auxiliary code",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/auxiliary-code",
  inputs,
  naturalKey: ["workTypeCode", "name"],
  replaceOnChanges: ["workTypeCode"],
  derived: { workTypeId: ["workTypeCode"] },
  checkWithTenant,
  calls: ["GET /organization/{orgId}/v2/work-type"],
  store: webexEntity({
    inputs,
    wire,
    path: "auxiliary-code",
    computed: ["isSystemCode"],
    isSystem: ({ isSystemCode, systemDefault }) => isSystemCode === true || systemDefault === true,
  }),
  cost: { create: () => ({ own: 1, asks: ["v2/work-type"] }) },
  permission: "idle-wrapup-code",
  lookUp: "getAuxiliaryCode",
  export: {},
  trial: { inputs: { workTypeCode: "IDLE_CODE", workTypeId: "{webex.WorkType}" } },
  picture: { family: "other" },
});
export type AuxiliaryCode = InstanceType<typeof AuxiliaryCode>;

/** An existing auxiliary code by name. `{ name, workTypeCode }` distinguishes an idle code from a wrap-up code of the same name. */
export const { plain: getAuxiliaryCode, output: getAuxiliaryCodeOutput } = lookUpOf<
  "webex.AuxiliaryCode",
  "workTypeCode"
>("webex.AuxiliaryCode");
