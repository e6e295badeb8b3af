import { PERMISSIONS } from "../../sandbox/webex/routes/user-profile";
import { RESOURCE_TYPES } from "../../sandbox/webex/routes/resource-collection";
import { entryPointBody, profileBody, queueBody, REGION, siteBody, teamBody } from "../sandbox/support/bodies";
import type { Data } from "../sandbox/support/tenant";

/** Ids of what a kind's body refers to. */
export interface Known {
  readonly siteId: string;
  readonly multimediaProfileId: string;
  readonly musicId: string;
  readonly teamId: string;
  readonly queueId: string;
  readonly outboundQueueId: string;
  readonly entryPointId: string;
  readonly skillId: string;
  readonly idleWorkTypeId: string;
  readonly locationId: string;
  readonly number: string;
  readonly holidaysId: string;
  readonly overridesId: string;
}

export interface NounCase {
  readonly kind: string;
  /** Prefixes of list and item paths, as far as they are not the usual `v2/` and none. */
  readonly lists?: readonly string[];
  readonly item?: string;
  /** Another name gives another object. */
  readonly body: (known: Known, name: string) => Data;
  readonly change: Data;
  readonly bulk?: string;
}

const holiday = { name: "Christmas", startDate: "2026-12-25", endDate: "2026-12-25", frequency: "DontRepeat" };
const window = {
  name: "Party",
  startDateTime: "2026-12-01T00:00",
  endDateTime: "2026-12-02T00:00",
  workingHours: false,
};
const weekdays = { name: "Weekdays", days: ["MON", "FRI"], startTime: "08:00", endTime: "16:59" };

/** A complete body of every kind that can be made, with every member that the sandbox keeps. */
export const NOUN_CASES: readonly NounCase[] = [
  {
    kind: "site",
    lists: ["v2/", ""],
    body: (k, name) => siteBody(k.multimediaProfileId, name),
    change: { description: "x" },
    bulk: "site",
  },
  {
    kind: "multimedia-profile",
    lists: ["v2/", ""],
    body: (_, name) => profileBody(name),
    change: { chat: 2 },
    bulk: "multimedia-profile",
  },
  {
    kind: "team",
    lists: ["v2/", ""],
    body: (k, name) => ({ ...teamBody(k.siteId, name), queueRankings: [{ queueId: k.queueId, rank: 1 }] }),
    change: { description: "x" },
    bulk: "team",
  },
  {
    kind: "contact-service-queue",
    lists: ["v2/", "v3/", ""],
    body: (k, name) => ({ ...queueBody(k.teamId, k.musicId, name), description: "d", overflowNumber: "123" }),
    change: { serviceLevelThreshold: 20 },
    bulk: "contact-service-queue",
  },
  {
    kind: "entry-point",
    lists: ["v2/", ""],
    body: (k, name) => ({
      ...entryPointBody(name),
      entryPointType: "OUTBOUND",
      outdialQueueId: k.outboundQueueId,
      flowOverrideSettings: [{ name: "hours", type: "STRING", value: "x" }],
    }),
    change: { description: "x" },
    bulk: "entry-point",
  },
  {
    kind: "dial-number",
    lists: ["v2/", "v3/", ""],
    body: (k, name) => ({
      extension: String(1000 + name.length),
      entryPointId: k.entryPointId,
      location: k.locationId,
      regionId: REGION,
    }),
    change: { routingPrefix: "91" },
    bulk: "dial-number",
  },
  {
    kind: "cad-variable",
    body: (_, name) => ({
      name: name.replaceAll(/\W/g, "_"),
      description: "d",
      variableType: "STRING",
      defaultValue: "none",
      active: true,
      agentViewable: true,
      agentEditable: false,
      reportable: true,
      sensitive: false,
      desktopLabel: "Tier",
    }),
    change: { description: "x" },
    bulk: "cad-variable",
  },
  {
    kind: "outdial-ani",
    lists: ["v2/", ""],
    body: (_, name) => ({ name, outdialANIEntries: [{ name: "Main", number: "+13125550100", defaultANIEntry: true }] }),
    change: { description: "x" },
    bulk: "outdial-ani",
  },
  {
    kind: "desktop-layout",
    body: (k, name) => ({
      name,
      description: "",
      editedBy: "datadip",
      jsonFileName: "crm.json",
      jsonFileContent: "{}",
      global: false,
      status: true,
      defaultJsonModified: true,
      validated: true,
      teamIds: [k.teamId],
    }),
    change: { description: "x" },
    bulk: "desktop-layout",
  },
  {
    kind: "agent-profile",
    lists: ["v2/", ""],
    body: (k, name) => ({
      name,
      active: true,
      parentType: "SITE",
      siteId: k.siteId,
      screenPopup: true,
      autoWrapUp: true,
      autoWrapAfterSeconds: 20,
      accessWrapUpCode: "ALL",
      accessIdleCode: "ALL",
      accessQueue: "SPECIFIC",
      queues: [k.queueId],
      accessEntryPoint: "ALL",
      accessBuddyTeam: "SPECIFIC",
      buddyTeams: [k.teamId],
      agentDNValidation: "NONE",
      loginVoiceOptions: ["AGENT_DN", "BROWSER"],
      viewableStatistics: { agentStats: true, accessQueueStats: "ALL", accessTeamStats: "SPECIFIC", teams: [k.teamId] },
      timeoutDesktopInactivityCustomEnabled: true,
      timeoutDesktopInactivityMins: 10,
    }),
    change: { description: "x" },
    bulk: "agent-profile",
  },
  {
    kind: "user-profile",
    lists: ["v3/"],
    item: "v3/",
    body: (_, name) => ({
      name,
      active: true,
      profileType: "STANDARD_AGENT",
      permissionAccessLevel: "SPECIFIC",
      resourceAccessLevel: "ALL",
      permissions: PERMISSIONS.map((permission) => ({ name: permission, access: "NONE" })),
    }),
    change: { description: "x" },
    bulk: "v3/user-profile",
  },
  {
    kind: "auxiliary-code",
    lists: ["v2/", ""],
    body: (k, name) => ({
      name,
      active: true,
      defaultCode: false,
      workTypeId: k.idleWorkTypeId,
      workTypeCode: "IDLE_CODE",
      description: "d",
      burnoutInclusion: "EXCLUDED",
    }),
    change: { description: "x" },
    bulk: "auxiliary-code",
  },
  {
    kind: "work-type",
    body: (_, name) => ({ name, workTypeCode: "IDLE_CODE", active: true }),
    change: { description: "x" },
    bulk: "work-type",
  },
  {
    kind: "business-hours",
    lists: ["v2/", ""],
    body: (k, name) => ({
      name,
      timezone: "Europe/Paris",
      workingHours: [weekdays],
      holidaysId: k.holidaysId,
      overridesId: k.overridesId,
    }),
    change: { description: "x" },
    bulk: "business-hours",
  },
  {
    kind: "holiday-list",
    lists: ["v2/", ""],
    body: (_, name) => ({ name, holidays: [holiday] }),
    change: { description: "x" },
    bulk: "holiday-list",
  },
  {
    kind: "overrides",
    lists: ["v2/", ""],
    body: (_, name) => ({ name, timezone: "Europe/Paris", overrides: [window] }),
    change: { description: "x" },
    bulk: "overrides",
  },
  {
    kind: "skill",
    lists: ["v2/", ""],
    body: (_, name) => ({
      name,
      active: true,
      serviceLevelThreshold: 30,
      skillType: "ENUM",
      enumSkillValues: [{ name: "French", description: "d" }],
    }),
    change: { description: "x" },
    bulk: "skill",
  },
  {
    kind: "skill-profile",
    lists: ["v2/", ""],
    body: (k, name) => ({ name, activeSkills: [{ skillId: k.skillId, proficiencyValue: 7 }] }),
    change: { description: "x" },
    bulk: "skill-profile",
  },
  {
    kind: "address-book",
    lists: ["v3/"],
    item: "v3/",
    body: (k, name) => ({ name, parentType: "SITE", siteId: k.siteId }),
    change: { description: "x" },
  },
  {
    kind: "address-book",
    lists: ["v2/", ""],
    body: (_, name) => ({ name, parentType: "ORGANIZATION", addressBookEntries: [{ name: "Desk", number: "+1312" }] }),
    change: { description: "x" },
  },
  {
    kind: "resource-collection",
    body: (k, name) => ({
      name,
      resources: RESOURCE_TYPES.map((type) =>
        type === "site" ? { name: type, accessLevel: "SPECIFIC", ids: [k.siteId] } : { name: type, accessLevel: "ALL" },
      ),
    }),
    change: { description: "x" },
  },
  {
    kind: "contact-number",
    body: (_, name) => ({ number: String(500 + name.length) }),
    change: {},
    bulk: "contact-number",
  },
  {
    kind: "dial-plan",
    lists: ["v2/", ""],
    body: (_, name) => ({ name, regularExpression: "[0-9]+", active: true, prefix: "9", strippedChars: "-" }),
    change: { description: "x" },
    bulk: "dial-plan",
  },
];
