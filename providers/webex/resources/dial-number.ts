import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Question } from "../../core/resource/facets";
import type { Values } from "../../core/resource/types";
import { entryPointName, NUMBER_LIST } from "../client/number-places";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { e164Field, idField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";
import { checkNumber } from "../stores/number-mappings";

/** How a number is reached inside the company. */
export const Extension = z.strictObject({
  /** Extension, 2 to 10 digits. */
  extension: z
    .string()
    .regex(/^\d{2,10}$/, "must have 2 to 10 digits")
    .optional(),
  /** Digits that are dialled before the extension inside the company, 2 to 7. */
  routingPrefix: z
    .string()
    .regex(/^\d{2,7}$/, "must have 2 to 7 digits")
    .optional(),
});

export const inputs = z.strictObject({
  /** The number customers dial, in E.164. It must be in Webex Calling's inventory and free. Fixed at creation. */
  dialledNumber: e164Field(),
  /** The entry point it leads to; may be changed at any time. */
  entryPointId: idField("an entry point"),
  /** UUID of the number's Webex Calling location. Default: looked up. Fixed at creation. */
  location: idField("a Webex Calling location").optional(),
  /**
   * UUID of the telephony region. Default: the region of another mapped number at the same location, else the region with the name of
   * the location's country. See `getTelephonyRegion`. Fixed at creation.
   */
  regionId: idField("a telephony region").optional(),
  ...Extension.shape,
});

const outputs = z.object({
  /** Whether it is the organisation's default caller id; the first mapping of an organisation is. */
  defaultAni: z.boolean().optional(),
});

const wire = baseWire.extend({ dialledNumber: z.string(), entryPointId: z.string() });

/** The question for the entry point's name, which a write must repeat. */
const entryPointOf = ({ entryPointId: id }: Values): Question => ({
  path: "entry-point",
  kind: "webex.EntryPoint",
  id,
});

/**
 * The mapping of a number to an entry point, which Control Hub calls a support number. Deleting it frees the number. A change of the number
 * deletes the mapping before it makes a new one, so that two mappings of a stack can swap their numbers in one run.
 *
 * @example
 * new webex.DialNumber("Support number", { dialledNumber: "+13125550100", entryPointId: line.id });
 *
 * @limit A number leads to one entry point.
 */
export const DialNumber = defineResource({
  kind: "webex.DialNumber",
  noun: "number mapping",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/dial-number",
  inputs,
  outputs,
  naturalKey: ["dialledNumber"],
  replaceOnChanges: ["dialledNumber", "location", "regionId"],
  // Nothing refers to a mapping's id, so a mapping can be deleted and made again under its number.
  referable: false,
  // Another mapping may get the old number in this run, as in a swap of two numbers.
  deletesFirst: true,
  derived: { location: ["dialledNumber"], regionId: ["dialledNumber"] },
  checkWithTenant: checkNumber,
  calls: [
    "GET https://webexapis.com/v1/telephony/config/numbers",
    "GET https://webexapis.com/v1/telephony/config/locations",
    "GET /global/telephony-region",
    "GET /organization/{orgId}/entry-point/{id}",
  ],
  store: webexEntity({
    inputs,
    outputs,
    wire,
    path: "dial-number",
    computed: ["routePointId", "esn"],
    toWire: (mapping) => ({ ...mapping, dialledNumberDigits: mapping.dialledNumber.replace(/^\+/, "") }),
    // The official description requires the entry point's name beside its id.
    complete: async (api, body) => ({ ...body, entryPointName: await entryPointName(api, body.entryPointId) }),
  }),
  cost: {
    create: (inputs) => ({
      own: 1,
      asks: [
        ...["telephony/config/numbers", NUMBER_LIST, "global/telephony-region", "telephony/config/locations"],
        entryPointOf(inputs),
      ],
    }),
    update: (inputs) => ({ own: 2, asks: [entryPointOf(inputs)] }),
  },
  permission: "support-number",
  lookUp: "getDialNumber",
  export: {},
  trial: {
    only: "number",
    inputs: { dialledNumber: "{number}", entryPointId: "{webex.EntryPoint}" },
  },
  picture: {
    family: "way in",
    noun: "Number",
    called: ["dialledNumber", "extension"],
    detail: ({ defaultAni }) => (defaultAni === true ? "the default caller id" : ""),
    dependsOn: ["webex.EntryPoint"],
  },
});
export type DialNumber = InstanceType<typeof DialNumber>;

/** An existing number mapping by its number in E.164. */
export const { plain: getDialNumber, output: getDialNumberOutput } = lookUpOf("webex.DialNumber");
