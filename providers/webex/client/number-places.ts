import { z } from "zod";
import type { Problem } from "../../core/resource/types";
import { understood } from "../../http/failures";
import { HttpError } from "../../http/http-errors";
import type { WebexApi } from "./api";
import { type CallingNumber, callingLocations, freeNumbers } from "./calling";
import { listing } from "./listing";
import { telephonyRegions } from "./telephony-regions";

/** Location, region and names for a number mapping, and reasons why a number cannot be mapped. */

export const NUMBER_LIST = "v2/dial-number";

const namedObject = z.looseObject({ name: z.string() });

/** Seen in tenants of the United States, used for +1 numbers where the regions cannot be listed; `regionId` overrides it. */
const US_REGION = "2833f991-c688-43af-b556-490285909385";

/** The region of another mapped number at the location, else the one with the country's name; where there is none, the reason. */
export async function regionOf(
  api: WebexApi,
  { phoneNumber, location, locationName }: CallingNumber,
): Promise<string | Problem> {
  const mapped = [...(await listing(api, NUMBER_LIST)).values()];
  const neighbour = mapped.find((row) => row.location === location && typeof row.regionId === "string");
  if (typeof neighbour?.regionId === "string") return neighbour.regionId;
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

/** Why a number that Webex Calling lacks cannot be mapped. */
export async function absentReason(api: WebexApi, number: string): Promise<string> {
  const free = await api.once("free calling numbers", () => freeNumbers(api));
  const offer = free.length === 0 ? "no number is free" : `free ones are ${free.join(", ")}`;
  return `is not in Webex Calling's inventory (${number}); ${offer}. Order or port it in Control Hub, Calling, Numbers`;
}

/** Why a number cannot be mapped that is assigned in Webex Calling; undefined where it is free. */
export const usedReason = ({ ownerType }: CallingNumber): string | undefined =>
  ownerType === undefined || ownerType.startsWith("CONTACT_CENTER")
    ? undefined
    : `is used in Webex Calling by ${ownerType}: free it in Control Hub, Calling, Numbers, or choose another`;

/** The official description of a mapping requires the entry point's name beside its id. */
export function entryPointName(api: WebexApi, id: unknown): Promise<string> {
  const path = `entry-point/${encodeURIComponent(String(id))}`;
  return api.once(path, async () => {
    const answer = await api.config({ method: "GET", path });
    return understood(answer, (body) => namedObject.parse(body)).name;
  });
}
