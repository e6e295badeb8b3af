import { z } from "zod";
import type { IdOf } from "../../core/resource/id-of";
import { understood } from "../../http/failures";
import type { WebexApi } from "./api";

/** Numbers and locations of Webex Calling: https://developer.webex.com/docs/api/v1/numbers */

const numbers = z.looseObject({
  phoneNumbers: z
    .array(
      z.looseObject({
        phoneNumber: z.string().optional(),
        state: z.string().optional(),
        location: z.looseObject({ id: z.string(), name: z.string().default("") }).optional(),
        owner: z.looseObject({ type: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});

const locations = z.looseObject({
  locations: z
    .array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        address: z.looseObject({ country: z.string().optional() }).optional().catch(undefined),
      }),
    )
    .default([]),
});

export interface CallingNumber {
  readonly phoneNumber: string;
  /** UUID of its location, in the form that Contact Center accepts. */
  readonly location: IdOf<"Webex Calling location">;
  readonly locationName: string;
  /** What the number is assigned to in Webex Calling, e.g. PEOPLE or AUTO_ATTENDANT. */
  readonly ownerType?: string | undefined;
}

export interface CallingLocation {
  readonly id: string;
  readonly name: string;
  /** Two letters: `US`. */
  readonly country?: string | undefined;
}

/** The number in Webex Calling's inventory; undefined where the inventory lacks it. */
export const callingNumber = async (api: WebexApi, phoneNumber: string): Promise<CallingNumber | undefined> =>
  (await numbersWith(api, { phoneNumber })).find((found) => found.phoneNumber === phoneNumber);

/** Numbers in one answer, the platform's largest page. https://developer.webex.com/docs/api/basics, Pagination */
const MAX_NUMBERS = 1_000;

/** Every number of Webex Calling's inventory that has a location, keyed by the number. */
export async function callingInventory(api: WebexApi): Promise<ReadonlyMap<string, CallingNumber>> {
  const all: CallingNumber[] = [];
  for (let start = 0; ; start += MAX_NUMBERS) {
    const page = await numbersWith(api, { start, max: MAX_NUMBERS });
    all.push(...page);
    if (page.length < MAX_NUMBERS) return new Map(all.map((found) => [found.phoneNumber, found]));
  }
}

async function numbersWith(
  api: WebexApi,
  query: Readonly<Record<string, string | number>>,
): Promise<readonly CallingNumber[]> {
  const answer = await api.platform({ method: "GET", path: "/telephony/config/numbers", query });
  return understood(answer, (body) => numbers.parse(body)).phoneNumbers.flatMap(({ phoneNumber, location, owner }) =>
    phoneNumber === undefined || location === undefined
      ? []
      : [{ phoneNumber, location: bareId(location.id), locationName: location.name, ownerType: owner?.type }],
  );
}

/** Unassigned numbers, at most ten, to show to a person as candidates. */
export async function freeNumbers(api: WebexApi): Promise<readonly string[]> {
  const answer = await api.platform({
    method: "GET",
    path: "/telephony/config/numbers",
    query: { available: true, max: 10 },
  });
  const { phoneNumbers } = understood(answer, (body) => numbers.parse(body));
  return phoneNumbers.flatMap(({ phoneNumber }) => (phoneNumber === undefined ? [] : [phoneNumber]));
}

export async function callingLocations(api: WebexApi): Promise<readonly CallingLocation[]> {
  const answer = await api.platform({ method: "GET", path: "/telephony/config/locations" });
  return understood(answer, (body) => locations.parse(body)).locations.map(({ id, name, address }) => ({
    id: bareId(id),
    name,
    country: address?.country,
  }));
}

/** webexapis.com ids are `ciscospark://us/LOCATION/<uuid>` in base64; Contact Center accepts the UUID. */
export function bareId(id: string): string {
  const decoded = Buffer.from(id, "base64url").toString("utf8");
  return decoded.startsWith("ciscospark://") ? (decoded.split("/").at(-1) ?? id) : id;
}
