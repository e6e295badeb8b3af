import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Question } from "../../core/resource/facets";
import type { Problem, Values } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import { understood } from "../../http/failures";
import type { WebexApi } from "../client/api";
import { HttpError } from "../../http/http-errors";
import { type CallingNumber, callingLocations, callingNumber, freeNumbers } from "../client/calling";
import { telephonyRegions } from "../client/telephony-regions";
import { baseWire, webexEntity } from "../stores/entity-store";
import { e164Field, idField } from "../fields/common";
import { listing } from "../client/listing";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** The number customers dial, in E.164. It must be in Webex Calling's inventory and free. Fixed at creation. */
  dialledNumber: e164Field(),
  /** The entry point it leads to; may be changed at any time. */
  entryPointId: idField("an entry point"),
  /** UUID of the number's Webex Calling location. Left out, it is looked up. Fixed at creation. */
  location: z.string().min(1).optional(),
  /**
   * UUID of the telephony region. Left out, it is that of a number mapped before at the same location, else of the region named as the
   * location's country. See `getTelephonyRegion`. Fixed at creation.
   */
  regionId: z.string().min(1).optional(),
  /** Extension, 2 to 10 digits. */
  extension: z
    .string()
    .regex(/^\d{2,10}$/, "must have 2 to 10 digits")
    .optional(),
  /** What is before the extension inside the company, 2 to 7 digits. */
  routingPrefix: z
    .string()
    .regex(/^\d{2,7}$/, "must have 2 to 7 digits")
    .optional(),
});

const outputs = z.object({
  /** Whether it is the organisation's default caller id; the first mapping of an organisation becomes that. */
  defaultAni: z.boolean().optional(),
});

const wire = baseWire.extend({ dialledNumber: z.string(), entryPointId: z.string() });

const named = z.looseObject({ name: z.string() });

const LIST = "v2/dial-number";

/** Seen in tenants of the United States, used for +1 numbers where the regions cannot be listed; `regionId` overrides it. */
const US_REGION = "2833f991-c688-43af-b556-490285909385";

/** Proves at preview that the number can be mapped, and fills its location and region. Asks only for numbers that are new. */
async function checkWithTenant(
  api: WebexApi,
  given: Values,
  olds: Values,
  holderOf: (id: string) => Promise<string | undefined>,
): Promise<{ inputs: Values; problems: readonly Problem[] }> {
  const number = given.dialledNumber;
  if (typeof number !== "string" || isUnknown(number)) return { inputs: given, problems: [] };
  if (olds.dialledNumber === number)
    return { inputs: { location: olds.location, regionId: olds.regionId, ...given }, problems: [] };
  const found = await api.once(`calling number ${number}`, () => callingNumber(api, number));
  if (found === undefined) return { inputs: given, problems: [await absent(api, number)] };
  const mapped = [...(await listing(api, LIST)).values()];
  const taken = mapped.find((row) => row.dialledNumber === number && row.entryPointId !== given.entryPointId);
  if (taken !== undefined) return refused(given, takenReason(taken.id, await holderOf(taken.id)));
  if (found.ownerType !== undefined && !found.ownerType.startsWith("CONTACT_CENTER")) {
    return refused(
      given,
      `is used in Webex Calling by ${found.ownerType}: free it in Control Hub, Calling, Numbers, or choose another`,
    );
  }
  const neighbour = mapped.find((row) => row.location === found.location && typeof row.regionId === "string");
  const known = [given.regionId, neighbour?.regionId].find((id) => typeof id === "string");
  const regionId = known ?? (await regionOf(api, found));
  return typeof regionId === "string"
    ? { inputs: { location: found.location, ...given, regionId }, problems: [] }
    : { inputs: given, problems: [regionId] };
}

/** The region named as the country of the number's location; where there is none, why not. */
async function regionOf(
  api: WebexApi,
  { phoneNumber, location, locationName }: CallingNumber,
): Promise<string | Problem> {
  const required = (why: string): Problem => ({
    property: "regionId",
    reason: `is required: ${phoneNumber} would be the first number mapped at ${locationName}, and ${why}`,
  });
  try {
    const [regions, places] = await Promise.all([
      telephonyRegions(api),
      api.once("calling locations", () => callingLocations(api)),
    ]);
    const country = places.find(({ id }) => id === location)?.country?.toUpperCase();
    const region = regions.find(({ name }) => name.toUpperCase() === country);
    if (region !== undefined) return region.id;
    const known = regions.map(({ name, id }) => `${name} (${id})`).join(", ");
    return required(
      `no telephony region is called ${country ?? "as its country, which is not told"}; there are ${known}`,
    );
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (phoneNumber.startsWith("+1")) return US_REGION;
    return required(`the telephony regions cannot be listed (${error.message}) Copy it from Control Hub's network log`);
  }
}

/** A mapping keeps its number and takes another entry point at any time, so numbers are swapped by swapping where they lead. */
function takenReason(id: string, holder: string | undefined): string {
  if (holder === undefined)
    return `is mapped to another entry point already (mapping ${id}), which no resource of this stack manages for certain: choose a free number`;
  return (
    `is mapped by this stack already (mapping ${id}): ${holder}. Change that resource's entryPointId instead, as a mapping keeps its number; ` +
    `to swap two numbers, swap the entryPointId of their resources. If you renamed the resource, give the new one the option aliases`
  );
}

function refused(inputs: Values, reason: string): { inputs: Values; problems: readonly Problem[] } {
  return { inputs, problems: [{ property: "dialledNumber", reason }] };
}

async function absent(api: WebexApi, number: string): Promise<Problem> {
  const free = await api.once("free calling numbers", () => freeNumbers(api));
  const offer = free.length === 0 ? "no number is free" : `free ones are ${free.join(", ")}`;
  return {
    property: "dialledNumber",
    reason: `is not in Webex Calling's inventory (${number}); ${offer}. Order or port it in Control Hub, Calling, Numbers`,
  };
}

/** A write repeats the name of its entry point. */
function entryPointOf({ entryPointId: id }: Values): Question {
  return { path: "entry-point", kind: "webex.EntryPoint", id };
}

/**
 * The mapping of a number to an entry point, which Control Hub calls a support number. Deleting it frees the number.
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
  // Nothing holds a mapping's id, so one can be deleted and made again under its number.
  referable: false,
  derived: { location: ["dialledNumber"], regionId: ["dialledNumber"] },
  checkWithTenant,
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
    complete: async (api, body) => {
      const path = `entry-point/${encodeURIComponent(String(body.entryPointId))}`;
      const { name } = await api.once(path, async () =>
        understood(await api.config({ method: "GET", path }), (answer) => named.parse(answer)),
      );
      return { ...body, entryPointName: name };
    },
  }),
  cost: {
    create: (inputs) => ({
      own: 1,
      asks: [
        ...["telephony/config/numbers", LIST, "global/telephony-region", "telephony/config/locations"],
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

const lookUp = lookUpOf("webex.DialNumber");
/** An existing number mapping by its number in E.164. */
export const getDialNumber = lookUp.plain;
export const getDialNumberOutput = lookUp.output;
