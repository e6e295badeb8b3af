import { defineLookup } from "../core/lookup";
import { suggestion } from "../core/check";
import type { WebexApi } from "./api";
import { callingLocations, callingNumber, freeNumbers } from "./calling";
import { connectors } from "./flow-wire";
import { listing } from "./listing";

/** An existing object, by its name. */
export interface Found {
  readonly id: string;
  readonly name: string;
}

/** How many candidates an error lists. */
const MAX_LISTED = 20;

/** The one object of that name: an exact match first, then one that differs in case alone. @throws Error on none or several. */
export function theOne<T extends Found>(noun: string, name: string, all: readonly T[], mend: string): T {
  const exact = all.filter((found) => found.name === name);
  const matches = exact.length > 0 ? exact : all.filter((found) => found.name.toLowerCase() === name.toLowerCase());
  const [only, ...others] = matches;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new Error(
      `There are ${matches.length} ${noun}s called ${name}: ${matches.map(({ id }) => id).join(", ")}. Give the id of the one you mean instead.`,
    );
  }
  const names = all.map((found) => found.name);
  const shown =
    names.slice(0, MAX_LISTED).join(", ") +
    (names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : "");
  throw new Error(
    `There is no ${noun} called ${name}${suggestion(name, names)} ${names.length === 0 ? "There is none at all." : `There are: ${shown}.`} ${mend}`,
  );
}

function byName(noun: string, path: string): (api: WebexApi, name: string) => Promise<Found> {
  return async (api, name) => {
    const rows = [...(await listing(api, `v2/${path}`)).values()];
    const named = rows.flatMap((row) => (row.name === undefined ? [] : [{ id: row.id, name: row.name }]));
    return theOne(noun, name, named, `Check the name in Control Hub, Contact Center.`);
  };
}

const site = defineLookup("webex", byName("site", "site"));
/** An existing site by name. @throws RunError on none or several, with the candidates. */
export const getSite = site.plain;
export const getSiteOutput = site.output;

const multimediaProfile = defineLookup("webex", byName("multimedia profile", "multimedia-profile"));
/** An existing multimedia profile by name. @throws RunError on none or several, with the candidates. */
export const getMultimediaProfile = multimediaProfile.plain;
export const getMultimediaProfileOutput = multimediaProfile.output;

const audioFile = defineLookup("webex", byName("audio file", "audio-file"));
/** An existing audio file by name, e.g. `defaultmusic_on_hold.wav`. @throws RunError on none or several, with the candidates. */
export const getAudioFile = audioFile.plain;
export const getAudioFileOutput = audioFile.output;

const queue = defineLookup("webex", byName("queue", "contact-service-queue"));
/** An existing queue by name. @throws RunError on none or several, with the candidates. */
export const getQueue = queue.plain;
export const getQueueOutput = queue.output;

const connector = defineLookup("webex", async (api, name: string) =>
  theOne(
    "connector",
    name,
    await connectors(api),
    "Connectors have no public create route: make it in Control Hub, Contact Center, Integrations, Connectors.",
  ),
);
/** An existing HTTP connector by name, as Flow Designer offers it. @throws RunError on none or several, with the candidates. */
export const getConnector = connector.plain;
export const getConnectorOutput = connector.output;

const callingLocation = defineLookup("webex", async (api, name: string) =>
  theOne(
    "Webex Calling location",
    name,
    await callingLocations(api),
    "Locations are made in Control Hub, Management, Locations.",
  ),
);
/** A Webex Calling location by name; its id is the bare UUID that Contact Center takes. */
export const getCallingLocation = callingLocation.plain;
export const getCallingLocationOutput = callingLocation.output;

const number = defineLookup("webex", async (api, phoneNumber: string) => {
  const found = await callingNumber(api, phoneNumber);
  if (found !== undefined) return found;
  const free = await freeNumbers(api);
  throw new Error(
    `${phoneNumber} is not in Webex Calling's inventory. ${free.length === 0 ? "No number is free." : `Free ones are ${free.join(", ")}.`} Order or port it in Control Hub, Calling, Numbers.`,
  );
});
/** A number of Webex Calling's inventory, in E.164, with its location. */
export const getCallingNumber = number.plain;
export const getCallingNumberOutput = number.output;
