import { findUnique } from "../core/resource/find-unique";
import { callingLocations, callingNumber, freeNumbers } from "./client/calling";
import { telephonyRegions } from "./client/telephony-regions";
import { defineLookup } from "./client/find-by-name";

/**
 * Existing objects by name: an exact match first, then a match that ignores case. Each look-up throws a RunError with the candidates
 * where there is none or more than one. The `...Output` form accepts arguments that are not known yet.
 */

/** A Webex Calling location by name; its id is the bare UUID that Contact Center accepts. */
export const { plain: getCallingLocation, output: getCallingLocationOutput } = defineLookup(async (api, name: string) =>
  findUnique(
    "Webex Calling location",
    name,
    await callingLocations(api),
    "Locations are made in Control Hub, Management, Locations.",
  ),
);

/** A telephony region by name, e.g. `GB`, for the `regionId` of a number mapping. */
export const { plain: getTelephonyRegion, output: getTelephonyRegionOutput } = defineLookup(async (api, name: string) =>
  findUnique(
    "telephony region",
    name,
    await telephonyRegions(api),
    "Regions are Webex's own: see the names in Control Hub, Contact Center.",
  ),
);

/** A number of Webex Calling's inventory, in E.164, with its location. */
export const { plain: getCallingNumber, output: getCallingNumberOutput } = defineLookup(
  async (api, phoneNumber: string) => {
    const found = await callingNumber(api, phoneNumber);
    if (found !== undefined) return found;
    const free = await freeNumbers(api);
    throw new Error(
      `${phoneNumber} is not in Webex Calling's inventory. ${free.length === 0 ? "No number is free." : `Free ones are ${free.join(", ")}.`} Order or port it in Control Hub, Calling, Numbers.`,
    );
  },
);
