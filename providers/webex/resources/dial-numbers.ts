import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { isRecord } from "../../core/resource/types";
import { entryPointName, NUMBER_LIST } from "../client/number-places";
import { Extension } from "./dial-number";
import { e164Field, idField, nameField } from "../fields/common";
import { ListStore } from "../stores/list-store";
import { entriesField, exclusiveField, othersField, sameEntries } from "../stores/list-fields";
import { checkNumbers, mappingBody } from "../stores/number-mappings";

const mapping = z.strictObject({
  /** The entry point it leads to; may be changed at any time. */
  entryPointId: idField("an entry point"),
  /** UUID of the number's Webex Calling location. Default: looked up. A change deletes the mapping and makes a new one. */
  location: idField("a Webex Calling location").optional(),
  /** UUID of the telephony region. Default: looked up as by `webex.DialNumber`. A change deletes the mapping and makes a new one. */
  regionId: idField("a telephony region").optional(),
  ...Extension.shape,
});

const inputs = z.strictObject({
  /** Name of the list, kept in the state only. Default: the logical name. */
  name: nameField(/^[^/]*$/, 80, "anything but slashes"),
  /** Mappings by number in E.164; at most 2,000. Each must be in Webex Calling's inventory and free. */
  numbers: entriesField(e164Field(), mapping),
  /**
   * True: the organisation may have these mappings only, and the next preview shows every other mapping as to be deleted. Default: other
   * mappings are counted and left alone.
   */
  exclusive: exclusiveField(),
});

const outputs = z.object({
  /** Mappings of the organisation that this list does not own: how many, and the first ten numbers. */
  others: othersField,
});

export type Mapping = z.output<typeof mapping>;

const FIXED = ["location", "regionId"] as const;

const differs = (now: Mapping, wanted: Mapping, key: keyof Mapping): boolean =>
  (now[key] ?? "") !== (wanted[key] ?? "");

/** Where the program gives no location or region, the one that was looked up is kept. */
const isMoved = (now: Mapping, wanted: Mapping): boolean =>
  FIXED.some((key) => wanted[key] !== undefined && differs(now, wanted, key));

const same = (now: Mapping, wanted: Mapping): boolean =>
  !isMoved(now, wanted) &&
  !(["entryPointId", "extension", "routingPrefix"] as const).some((key) => differs(now, wanted, key));

/**
 * Many number mappings as one resource, written 100 in a request. The list owns the mappings that it makes and those that
 * `datadip adopt --as-list` gives to it. Mappings that cannot be written are named in the error; the others are written.
 *
 * @example
 * new webex.DialNumbers("Branch numbers", {
 *   numbers: { "+13125550102": { entryPointId: line.id }, "+13125550103": { entryPointId: line.id, extension: "103" } },
 * });
 *
 * @limit A number leads to one entry point.
 */
export const DialNumbers = defineResource({
  kind: "webex.DialNumbers",
  noun: "list of number mappings",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/dial-number",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name"],
  referable: false,
  equals: { numbers: sameEntries(same) },
  checkWithTenant: checkNumbers,
  calls: [
    "GET https://webexapis.com/v1/telephony/config/numbers",
    "GET https://webexapis.com/v1/telephony/config/locations",
    "GET /global/telephony-region",
    "GET /organization/{orgId}/entry-point/{id}",
  ],
  store: new ListStore<Mapping>({
    input: "numbers",
    called: "numbers",
    idOf: ({ name }) => String(name),
    inputsOf: (name) => ({ name }),
    place: () => ({ list: NUMBER_LIST, method: "POST", bulk: "dial-number/bulk", item: "dial-number" }),
    keyOf: ({ dialledNumber }) => (typeof dialledNumber === "string" ? dialledNumber : undefined),
    entryOf: (row, known) => {
      const left = known === undefined ? [] : FIXED.filter((key) => known[key] === undefined);
      const said = Object.entries(row).filter(([key, value]) => value !== "" && !(left as string[]).includes(key));
      return mapping.strip().parse(Object.fromEntries(said));
    },
    same,
    replaces: isMoved,
    complete: async (api, row) => ({ entryPointName: await entryPointName(api, row.entryPointId) }),
    body: (api, _id, number, wanted, row) => mappingBody(api, number, wanted, row),
  }),
  listOf: {
    kind: "webex.DialNumber",
    noun: "number mapping",
    naturalKey: ["dialledNumber"],
    input: "numbers",
    scope: () => ({}),
    entry: ({ dialledNumber, ...rest }) => [String(dialledNumber), rest],
    single: (dialledNumber, rest) => ({ dialledNumber, ...(isRecord(rest) ? rest : {}) }),
    ownId: (id) => id,
  },
  cost: {
    create: ({ numbers }) => {
      const many = isRecord(numbers) ? Object.values(numbers) : [];
      const points = new Set(many.map((one) => (isRecord(one) ? one.entryPointId : undefined)));
      return {
        own: 2 + Math.ceil(many.length / 100),
        asks: [
          ...["telephony/config/numbers", "global/telephony-region", "telephony/config/locations"],
          ...[...points].map((id) => ({ path: "entry-point", kind: "webex.EntryPoint", id })),
        ],
      };
    },
  },
  permission: "support-number",
  lookUp: { none: "nothing can hold its id, which only state has" },
  export: { none: "its mappings are written one by one" },
  trial: { none: "a single mapping proves as much" },
  picture: { family: "way in", noun: "Numbers", dependsOn: ["webex.EntryPoint"] },
});
export type DialNumbers = InstanceType<typeof DialNumbers>;
