import { defineLookup } from "../core/lookup";
import { type Found, theOne } from "../core/the-one";
import type { WebexApi } from "./api";
import { callingLocations, callingNumber, freeNumbers } from "./calling";
import { connectors } from "./flow-wire";
import { listing } from "./listing";

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
