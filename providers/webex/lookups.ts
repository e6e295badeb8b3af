import { defineLookup } from "./client/define-lookup";
import { type Found, findUnique } from "../core/resource/find-unique";
import { callingLocations, callingNumber, freeNumbers } from "./client/calling";
import { finder, namedRows } from "./client/find-by-name";
import { connectors, flowRows } from "./flow/flow-wire";
import { listing } from "./client/listing";
import { telephonyRegions } from "./client/telephony-regions";
import { USER_LIST } from "./client/users";

/**
 * Objects that exist already, by name: an exact match first, then one that differs in case alone. Each look-up throws a RunError on
 * none or several, with the candidates; the `...Output` form takes arguments that are not known yet.
 */

const site = defineLookup(finder({ noun: "site", path: "site" }));
/** An existing site by name. */
export const getSite = site.plain;
export const getSiteOutput = site.output;

const multimediaProfile = defineLookup(finder({ noun: "multimedia profile", path: "multimedia-profile" }));
/** An existing multimedia profile by name, e.g. `Default_Multimedia_Profile`. */
export const getMultimediaProfile = multimediaProfile.plain;
export const getMultimediaProfileOutput = multimediaProfile.output;

const team = defineLookup(finder<"siteId">({ noun: "team", path: "team" }));
/** An existing team by name. Names are unique in a site: `{ name, siteId }` tells teams of one name apart. */
export const getTeam = team.plain;
export const getTeamOutput = team.output;

const queue = defineLookup(finder({ noun: "queue", path: "contact-service-queue" }));
/** An existing queue by name. */
export const getQueue = queue.plain;
export const getQueueOutput = queue.output;

const entryPoint = defineLookup(finder({ noun: "entry point", path: "entry-point" }));
/** An existing entry point by name. */
export const getEntryPoint = entryPoint.plain;
export const getEntryPointOutput = entryPoint.output;

const globalVariable = defineLookup(finder({ noun: "global variable", path: "cad-variable" }));
/** An existing global variable by name. */
export const getGlobalVariable = globalVariable.plain;
export const getGlobalVariableOutput = globalVariable.output;

const audioFile = defineLookup(finder({ noun: "audio file", path: "audio-file" }));
/** An existing audio file by name, e.g. `defaultmusic_on_hold.wav`. */
export const getAudioFile = audioFile.plain;
export const getAudioFileOutput = audioFile.output;

const outdialAni = defineLookup(finder({ noun: "outdial ANI", path: "outdial-ani" }));
/** An existing outdial ANI by name. */
export const getOutdialAni = outdialAni.plain;
export const getOutdialAniOutput = outdialAni.output;

const skill = defineLookup(finder({ noun: "skill", path: "skill" }));
/** An existing skill by name. */
export const getSkill = skill.plain;
export const getSkillOutput = skill.output;

const skillProfile = defineLookup(finder({ noun: "skill profile", path: "skill-profile" }));
/** An existing skill profile by name. */
export const getSkillProfile = skillProfile.plain;
export const getSkillProfileOutput = skillProfile.output;

const auxiliaryCode = defineLookup(finder<"workTypeCode">({ noun: "auxiliary code", path: "auxiliary-code" }));
/** An existing auxiliary code by name. `{ name, workTypeCode }` tells an idle code from a wrap-up code of that name. */
export const getAuxiliaryCode = auxiliaryCode.plain;
export const getAuxiliaryCodeOutput = auxiliaryCode.output;

const businessHours = defineLookup(finder({ noun: "business hours object", path: "business-hours" }));
/** Existing business hours by name. */
export const getBusinessHours = businessHours.plain;
export const getBusinessHoursOutput = businessHours.output;

const holidayList = defineLookup(finder({ noun: "holiday list", path: "holiday-list" }));
/** An existing holiday list by name. */
export const getHolidayList = holidayList.plain;
export const getHolidayListOutput = holidayList.output;

const overrides = defineLookup(finder({ noun: "overrides object", path: "overrides" }));
/** Existing overrides by name. */
export const getOverrides = overrides.plain;
export const getOverridesOutput = overrides.output;

const desktopLayout = defineLookup(finder({ noun: "desktop layout", path: "desktop-layout" }));
/** An existing desktop layout by name, e.g. `Global Layout`. */
export const getDesktopLayout = desktopLayout.plain;
export const getDesktopLayoutOutput = desktopLayout.output;

const desktopProfile = defineLookup(finder({ noun: "desktop profile", path: "agent-profile" }));
/** An existing desktop profile by name, e.g. `Agent-Profile`. */
export const getDesktopProfile = desktopProfile.plain;
export const getDesktopProfileOutput = desktopProfile.output;

const addressBook = defineLookup(finder({ noun: "address book", path: "address-book", listPath: "v3/address-book" }));
/** An existing address book by name. */
export const getAddressBook = addressBook.plain;
export const getAddressBookOutput = addressBook.output;

const userProfile = defineLookup(finder({ noun: "user profile", path: "user-profile", listPath: "v3/user-profile" }));
/** An existing user profile by name, e.g. `Supervisor Profile`. */
export const getUserProfile = userProfile.plain;
export const getUserProfileOutput = userProfile.output;

const resourceCollection = defineLookup(finder({ noun: "resource collection", path: "resource-collection" }));
/** An existing resource collection by name. */
export const getResourceCollection = resourceCollection.plain;
export const getResourceCollectionOutput = resourceCollection.output;

const contactNumber = defineLookup(finder({ noun: "contact number", path: "contact-number", by: "number" }));
/** An existing contact number by its digits. */
export const getContactNumber = contactNumber.plain;
export const getContactNumberOutput = contactNumber.output;

const dialNumber = defineLookup(finder({ noun: "number mapping", path: "dial-number", by: "dialledNumber" }));
/** An existing number mapping by its number in E.164. */
export const getDialNumber = dialNumber.plain;
export const getDialNumberOutput = dialNumber.output;

const user = defineLookup(
  finder({
    noun: "user",
    path: USER_LIST,
    listPath: USER_LIST,
    by: "email",
    mend: "Users are created and licensed in Control Hub, Management, Users, and appear in Contact Center within minutes.",
  }),
);
/** An existing user by e-mail address. */
export const getUser = user.plain;
export const getUserOutput = user.output;

/** An entry of another object: by that object's id and the entry's name. */
function entryIn<Input extends string>(noun: string, path: string, input: Input) {
  return defineLookup(async (api, query: { readonly name: string } & Readonly<Record<Input, string>>) => {
    const owner = query[input];
    const rows = [...(await listing(api, `v2/${path}/${encodeURIComponent(owner)}/entry`)).values()];
    const found = findUnique(
      noun,
      query.name,
      namedRows(rows, "name"),
      "Check the name in Control Hub, Contact Center.",
    );
    // As the resource has it: an entry is known by its owner's id and its own.
    return { ...found, id: `${owner}/${found.id}` };
  });
}

const addressBookEntry = entryIn("address book entry", "address-book", "addressBookId");
/** An existing entry by `{ addressBookId, name }`. */
export const getAddressBookEntry = addressBookEntry.plain;
export const getAddressBookEntryOutput = addressBookEntry.output;

const outdialAniEntry = entryIn("outdial ANI entry", "outdial-ani", "outdialAniId");
/** An existing entry by `{ outdialAniId, name }`. */
export const getOutdialAniEntry = outdialAniEntry.plain;
export const getOutdialAniEntryOutput = outdialAniEntry.output;

function flowOf(noun: string, flowType: string) {
  return defineLookup(async (api, name: string): Promise<Found> => {
    const rows = [...(await flowRows(api, flowType)).values()].map(({ id, name: said }) => ({ id, name: said }));
    return findUnique(noun, name, rows, "Check the name in Control Hub, Contact Center, Flows.");
  });
}

const flow = flowOf("flow", "FLOW");
/** An existing flow by name. */
export const getFlow = flow.plain;
export const getFlowOutput = flow.output;

const subflow = flowOf("subflow", "SUBFLOW");
/** An existing subflow by name. */
export const getSubflow = subflow.plain;
export const getSubflowOutput = subflow.output;

const connector = defineLookup(async (api, name: string) =>
  findUnique(
    "connector",
    name,
    await connectors(api),
    "Connectors have no public create route: make it in Control Hub, Contact Center, Integrations, Connectors.",
  ),
);
/** An existing HTTP connector by name, as Flow Designer offers it. */
export const getConnector = connector.plain;
export const getConnectorOutput = connector.output;

const callingLocation = defineLookup(async (api, name: string) =>
  findUnique(
    "Webex Calling location",
    name,
    await callingLocations(api),
    "Locations are made in Control Hub, Management, Locations.",
  ),
);
/** A Webex Calling location by name; its id is the bare UUID that Contact Center takes. */
export const getCallingLocation = callingLocation.plain;
export const getCallingLocationOutput = callingLocation.output;

const telephonyRegion = defineLookup(async (api, name: string) =>
  findUnique(
    "telephony region",
    name,
    await telephonyRegions(api),
    "Regions are Webex's own: see the names in Control Hub, Contact Center.",
  ),
);
/** A telephony region by name, e.g. `GB`, for the `regionId` of a number mapping. */
export const getTelephonyRegion = telephonyRegion.plain;
export const getTelephonyRegionOutput = telephonyRegion.output;

const number = defineLookup(async (api, phoneNumber: string) => {
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
