import type { JsonObject } from "../core/json";
import type { Entities } from "./entities";
import { ORGANIZATION_NAME } from "./routes/organization";
import { PERMISSIONS } from "./routes/user-profile";
import { planter, seedCalling, seedUsers, type Plant } from "./seed-platform";
import { issueFirstRefreshToken } from "./tenant";

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
