import type { JsonObject } from "../core/json";
import type { Entities } from "./entities";
import { ORGANIZATION_NAME } from "./routes/organization";
import { PERMISSIONS } from "./routes/user-profile";
import { issueFirstRefreshToken } from "./tenant";

/** Puts an object into the fresh tenant and returns its id, which depends on kind and key alone. */
type Plant = (kind: string, key: string, body: JsonObject) => string;

const planter =
  (entities: Entities): Plant =>
  (kind, key, body) => {
    const { core } = entities;
    const now = core.clock.now();
    const id = core.ids.named(kind, key);
    const base = { organizationId: core.orgId, version: 0, createdTime: now, lastUpdatedTime: now };
    entities.put(kind, { ...body, ...base, id });
    return id;
  };

const system = (name: string, body: JsonObject): JsonObject => ({ name, systemDefault: true, ...body });

const none = { telephony: 0, chat: 0, email: 0, social: 0 };

const seedProfiles = (plant: Plant) => {
  const multimediaProfileId = plant(
    "multimedia-profile",
    "default",
    system("Default_Multimedia_Profile", {
      active: true,
      blendingModeEnabled: true,
      blendingMode: "BLENDED",
      telephony: 1,
      chat: 3,
      email: 5,
      social: 3,
      manuallyAssignable: none,
    }),
  );
  plant(
    "multimedia-profile",
    "telephony",
    system("Default_Telephony_Profile", {
      active: true,
      blendingModeEnabled: true,
      blendingMode: "BLENDED",
      ...none,
      telephony: 1,
      manuallyAssignable: none,
    }),
  );
  return multimediaProfileId;
};

const seedAgentProfile = (plant: Plant, entities: Entities): string =>
  plant(
    "agent-profile",
    "default",
    system("Agent-Profile", {
      active: true,
      parentType: "ORGANIZATION",
      screenPopup: true,
      autoWrapUp: false,
      autoAnswer: false,
      accessWrapUpCode: "ALL",
      accessIdleCode: "ALL",
      accessQueue: "ALL",
      accessEntryPoint: "ALL",
      accessBuddyTeam: "ALL",
      consultToQueue: true,
      outdialEnabled: false,
      agentDNValidation: "NONE",
      loginVoiceOptions: ["AGENT_DN", "EXTENSION", "BROWSER"],
      viewableStatistics: {
        id: entities.core.ids.named("statistics", "default"),
        agentStats: true,
        accessQueueStats: "ALL",
        contactServiceQueues: [],
        loggedInTeamStats: true,
        accessTeamStats: "ALL",
        teams: [],
      },
    }),
  );

const seedUserProfiles = (plant: Plant): Readonly<Record<string, string>> => {
  const profile = (profileType: string, name: string): string => {
    const specific = profileType === "ADMINISTRATOR_ONLY" || profileType === "STANDARD_AGENT";
    return plant(
      "user-profile",
      profileType,
      system(name, {
        active: true,
        profileType,
        permissionAccessLevel: specific ? "SPECIFIC" : "ALL",
        resourceAccessLevel: "ALL",
        ...(specific ? { permissions: PERMISSIONS.map((permission) => ({ name: permission, access: "NONE" })) } : {}),
      }),
    );
  };
  return {
    administrator: profile("ADMINISTRATOR", "Administrator Profile"),
    administratorOnly: profile("ADMINISTRATOR_ONLY", "Administrator Only Profile"),
    supervisor: profile("SUPERVISOR", "Supervisor Profile"),
    premium: profile("PREMIUM_AGENT", "Premium Agent User Profile"),
    standard: profile("STANDARD_AGENT", "Standard Agent User Profile"),
  };
};

const seedCodes = (plant: Plant): void => {
  const codes = (workTypeCode: string, workType: string, names: readonly string[]): void => {
    const workTypeId = plant("work-type", workTypeCode, system(workType, { workTypeCode, active: true }));
    names.forEach((name, position) =>
      plant(
        "auxiliary-code",
        name,
        system(name, {
          active: true,
          defaultCode: position === 0,
          isSystemCode: true,
          workTypeId,
          workTypeCode,
          burnoutInclusion: "NOT_APPLICABLE",
        }),
      ),
    );
  };
  codes("IDLE_CODE", "Idle-Work-Type", ["Default_Idle", "RONA", "Agent_Unavailable"]);
  codes("WRAP_UP_CODE", "Wrap-Up-Work-Type", ["Default_Wrap_Up"]);
};

const seedMedia = (plant: Plant, entities: Entities): void => {
  for (const name of ["defaultmusic_on_hold.wav", "default_music_on_hold.opus"]) {
    const blobId = entities.core.ids.named("blob", name);
    plant("audio-file", name, system(name, { contentType: "AUDIO_WAV", blobId, description: "" }));
  }
  // Part of every tenant; HTTP connectors are made by a person in Control Hub.
  plant("connector", "tts", { name: "Cisco Cloud Text-to-Speech", type: "tts" });
};

const seedUsers = (
  plant: Plant,
  ids: { readonly siteId: string; readonly multimediaProfileId: string; readonly agentProfileId: string },
  profiles: Readonly<Record<string, string>>,
): void => {
  const people = [
    ["Ada", "Admin", "administrator"],
    ["Sol", "Supervisor", "supervisor"],
    ["Ana", "Agent", "premium"],
    ["Ben", "Agent", "premium"],
    ["Cleo", "Agent", "standard"],
  ] as const;
  for (const [firstName, lastName, profile] of people) {
    const key = `${firstName}.${lastName}`.toLowerCase();
    plant("user", key, {
      firstName,
      lastName,
      email: `${key}@example.com`,
      ciUserId: plant("person", key, { name: `${firstName} ${lastName}` }),
      userProfileId: profiles[profile],
      contactCenterEnabled: true,
      active: true,
      teamIds: [],
      ...ids,
    });
  }
};

/** Numbers from ranges that are kept free for examples, but for 555 numbers of no area, which no range covers. */
const PLACES = [
  {
    name: "Headquarters",
    timeZone: "America/New_York",
    country: "US",
    city: "New York",
    first: 15551230001,
    count: 100,
  },
  { name: "Chicago", timeZone: "America/Chicago", country: "US", city: "Chicago", first: 13125550100, count: 20 },
  { name: "London", timeZone: "Europe/London", country: "GB", city: "London", first: 442079460000, count: 10 },
  { name: "Paris", timeZone: "Europe/Paris", country: "FR", city: "Paris", first: 33199000000, count: 10 },
] as const;

/** Locations of Webex Calling with their numbers; the last number of each place belongs to somebody. */
const seedCalling = (plant: Plant): void => {
  for (const { name, timeZone, country, city, first, count } of PLACES) {
    const locationId = plant("location", name, {
      name,
      timeZone,
      address: { address1: "1 Main Street", city, country },
    });
    for (let position = 0; position < count; position += 1) {
      const phoneNumber = `+${first + position}`;
      const owner = position === count - 1 ? { owner: { type: "PEOPLE", firstName: "Ana", lastName: "Agent" } } : {};
      plant("number", phoneNumber, { phoneNumber, locationId, mainNumber: position === 0, ...owner });
    }
  }
};

/** What a tenant holds on the day it is handed over: the system's own objects and nothing anybody made. */
export const seedTenant = (entities: Entities): void => {
  issueFirstRefreshToken(entities.core);
  const plant = planter(entities);
  entities.put("organization", { id: entities.core.orgId, name: ORGANIZATION_NAME });
  const multimediaProfileId = seedProfiles(plant);
  const siteId = plant("site", "default", system("Site-1", { active: true, multimediaProfileId, description: "" }));
  plant(
    "desktop-layout",
    "default",
    system("Global Layout", {
      editedBy: "Cisco",
      jsonFileName: "Default Desktop Layout.json",
      jsonFileContent: "{}",
      global: true,
      status: true,
      defaultJsonModified: false,
      validated: true,
      teamIds: [],
    }),
  );
  const agentProfileId = seedAgentProfile(plant, entities);
  const profiles = seedUserProfiles(plant);
  seedCodes(plant);
  seedMedia(plant, entities);
  seedUsers(plant, { siteId, multimediaProfileId, agentProfileId }, profiles);
  seedCalling(plant);
};
