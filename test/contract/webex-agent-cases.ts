import { PERMISSIONS } from "../../providers/webex/fields/user-profile-permissions";
import { flowExport } from "../support/flow";
import type { Tenant } from "../support/tenant";
import { made, type RequestCase } from "./request-case";

/** Kinds that say what agents can, see and do, and when the contact centre is open. */

const siteOf = async (tenant: Tenant): Promise<string> => (await tenant.named("site", "Site-1")).id;

/** Everything that a user can be given. */
async function assigned(tenant: Tenant) {
  const siteId = await siteOf(tenant);
  const team = { siteId, teamType: "AGENT", teamStatus: "IN_SERVICE" };
  return {
    siteId,
    teamIds: [await made(tenant, "team", "Tier 1", team)],
    skillProfileId: await made(tenant, "skill-profile", "Paris desk", { activeSkills: [] }),
    desktopProfileId: (await tenant.named("agent-profile", "Agent-Profile")).id,
    multimediaProfileId: (await tenant.named("multimedia-profile", "Default_Multimedia_Profile")).id,
    userProfileId: (await tenant.named("user-profile", "Supervisor Profile")).id,
    defaultDialledNumber: "5501",
  };
}

const recurrence = {
  interval: 2,
  occurrenceInTheMonth: "FIRST",
  daysOfWeek: ["MON", "SUN"],
  specificDayOfMonth: 31,
  specificMonth: "DEC",
  endDate: "2027-12-31",
};

const all = { accessLevel: "ALL" } as const;

export const AGENT_CASES: readonly RequestCase[] = [
  {
    kind: "webex.Skill",
    variants: () =>
      Promise.resolve([
        { name: "French, fluent", description: "d", active: true, skillType: "PROFICIENCY", serviceLevelSeconds: 20 },
        {
          name: "City",
          skillType: "ENUM",
          enumSkillValues: [{ name: "Paris", description: "d" }, { name: "Lyon" }],
          dynamicSkill: false,
        },
        { name: "VIP", skillType: "BOOLEAN" },
        { name: "Notes", skillType: "TEXT" },
      ]),
    change: { description: "e" },
  },
  {
    kind: "webex.SkillProfile",
    variants: async (tenant) => {
      const skill = { skillType: "Proficiency", serviceLevelThreshold: 1 };
      const values = { skillType: "enum", serviceLevelThreshold: 1, enumSkillValues: [{ id: "v1", name: "Paris" }] };
      const skillId = await made(tenant, "skill", "French", skill);
      await made(tenant, "skill", "City", values);
      return [
        {
          name: "Paris desk",
          description: "d",
          activeSkills: [{ skillId, booleanValue: true, proficiencyValue: 7, textValue: "t" }],
          activeEnumSkills: [{ enumSkillValueId: "v1" }],
        },
      ];
    },
    change: { description: "e" },
  },
  {
    kind: "webex.AuxiliaryCode",
    variants: () =>
      Promise.resolve([
        { name: "Lunch", description: "d", active: true, workTypeCode: "IDLE_CODE", burnoutInclusion: "EXCLUDED" },
        { name: "Sold", workTypeCode: "WRAP_UP_CODE", defaultCode: true },
      ]),
    change: { description: "e" },
  },
  {
    kind: "webex.WorkType",
    variants: () => Promise.resolve([{ name: "Breaks", description: "d", workTypeCode: "IDLE_CODE", active: true }]),
    change: { description: "e" },
  },
  {
    kind: "webex.BusinessHours",
    variants: async (tenant) => [
      {
        name: "Office",
        description: "d",
        timezone: "Europe/Paris",
        workingHours: [{ name: "Weekdays", days: ["MON", "FRI"], startTime: "08:00", endTime: "16:59" }],
        holidaysId: await made(tenant, "holiday-list", "France", { holidays: [] }),
        overridesId: await made(tenant, "overrides", "December", { overrides: [] }),
      },
    ],
    change: { description: "e" },
  },
  {
    kind: "webex.HolidayList",
    variants: () => {
      const day = { startDate: "2026-12-25", endDate: "2026-12-26", startTime: "00:00", endTime: "23:59" };
      const holidays = ["Daily", "Weekly", "Monthly", "Yearly"].map((frequency) => ({
        name: frequency,
        ...day,
        frequency,
        recurrence,
      }));
      return Promise.resolve([{ name: "France", description: "d", holidays: [...holidays, { name: "Once", ...day }] }]);
    },
    change: { description: "e" },
  },
  {
    kind: "webex.Overrides",
    variants: () => {
      const window = { startDateTime: "2026-12-01T18:00", endDateTime: "2026-12-01T21:59", workingHours: true };
      const overrides = [
        { name: "Sale", ...window, frequency: "Yearly", recurrence },
        { name: "Once", ...window },
      ];
      return Promise.resolve([{ name: "December", description: "d", timezone: "UTC", overrides }]);
    },
    change: { description: "e" },
  },
  {
    kind: "webex.AddressBook",
    variants: async (tenant) => [
      { name: "Partners", description: "d" },
      { name: "Partners of Paris", parentType: "SITE", siteId: await siteOf(tenant) },
    ],
    change: { description: "e" },
  },
  {
    kind: "webex.AddressBookEntry",
    variants: async (tenant) => {
      const book = { parentType: "ORGANIZATION", addressBookEntries: [] };
      const addressBookId = await made(tenant, "address-book", "Partners", book);
      return [{ addressBookId, name: "Courier", number: "+1(312)555-0101" }];
    },
    change: { number: "5501" },
  },
  {
    kind: "webex.AddressBookEntries",
    variants: async (tenant) => {
      const book = { parentType: "ORGANIZATION", addressBookEntries: [] };
      const addressBookId = await made(tenant, "address-book", "Partners", book);
      return [{ addressBookId, entries: { Courier: "+1(312)555-0101", Smith: "2" }, exclusive: true }];
    },
    change: { entries: { Courier: "5501" } },
  },
  {
    kind: "webex.OutdialAniEntry",
    variants: async (tenant) => {
      const outdialAniId = await made(tenant, "outdial-ani", "Company", { outdialANIEntries: [] });
      return [{ outdialAniId, name: "Sales", number: "+13125550101", defaultANIEntry: true }];
    },
    change: { number: "+13125550102" },
  },
  {
    kind: "webex.ContactNumber",
    variants: () => Promise.resolve([{ number: "550123456" }]),
    change: { number: "1" },
  },
  {
    kind: "webex.DesktopLayout",
    variants: () =>
      Promise.resolve([
        {
          name: "CRM layout",
          description: "d",
          active: true,
          jsonFileContent: { appTitle: "CRM" },
          jsonFileName: "crm.json",
          editedBy: "Ada",
        },
      ]),
    change: { description: "e" },
  },
  {
    kind: "webex.DesktopLayoutTeams",
    variants: async (tenant) => {
      const { id } = await tenant.named("desktop-layout", "Global Layout");
      const global = await tenant.object("desktop-layout", id);
      const own = { ...global, id: undefined, name: "CRM layout", global: false, systemDefault: false };
      const { id: desktopLayoutId } = await tenant.make("desktop-layout", own);
      const team = { siteId: await siteOf(tenant), teamType: "AGENT", teamStatus: "IN_SERVICE" };
      const teamIds = [await made(tenant, "team", "Tier 1", team), await made(tenant, "team", "Tier 2", team)];
      return [{ desktopLayoutId, teamIds }];
    },
    change: {},
  },
  {
    kind: "webex.TeamQueueRankings",
    variants: async (tenant) => {
      const team = { siteId: await siteOf(tenant), teamType: "AGENT", teamStatus: "IN_SERVICE" };
      const queueId = await made(tenant, "contact-service-queue", "Support", {});
      return [{ teamId: await made(tenant, "team", "Tier 1", team), queueRankings: [{ queueId, rank: 50 }] }];
    },
    change: {},
  },
  {
    kind: "webex.DesktopProfile",
    variants: async (tenant) => {
      const siteId = await siteOf(tenant);
      const teams = [await made(tenant, "team", "Tier 1", { siteId, teamType: "AGENT" })];
      const queues = [await made(tenant, "contact-service-queue", "Support", {})];
      const line = await made(tenant, "entry-point", "Outdial", { entryPointType: "OUTBOUND" });
      const codes = [(await tenant.named("auxiliary-code", "RONA")).id];
      const specific = { accessWrapUpCode: "SPECIFIC", accessIdleCode: "SPECIFIC", accessQueue: "SPECIFIC" };
      return [
        {
          name: "Everything (1)",
          description: "d",
          active: true,
          parentType: "SITE",
          siteId,
          screenPopup: true,
          lastAgentRouting: true,
          autoAnswer: true,
          autoWrapUp: true,
          autoWrapAfterSeconds: 20,
          allowAutoWrapUpExtension: true,
          agentAvailableAfterOutdial: true,
          ...specific,
          wrapUpCodes: codes,
          idleCodes: codes,
          queues,
          accessEntryPoint: "SPECIFIC",
          entryPoints: [line],
          accessBuddyTeam: "SPECIFIC",
          buddyTeams: teams,
          consultToQueue: true,
          outdialEnabled: true,
          outdialEntryPointId: line,
          outdialANIId: await made(tenant, "outdial-ani", "Company", { outdialANIEntries: [] }),
          addressBookId: await made(tenant, "address-book", "Partners", { addressBookEntries: [] }),
          agentDNValidation: "SPECIFIC",
          agentDNValidationCriteria: "ALL",
          agentDNValidationCriterions: ["+33XXXXXXXXX"],
          loginVoiceOptions: ["AGENT_DN", "EXTENSION", "BROWSER"],
          viewableStatistics: {
            agentStats: true,
            accessQueueStats: "SPECIFIC",
            contactServiceQueues: queues,
            loggedInTeamStats: true,
            accessTeamStats: "SPECIFIC",
            teams,
          },
          thresholdRules: ["t1"],
          timeoutDesktopInactivityCustomEnabled: true,
          timeoutDesktopInactivityMins: 3,
          showUserDetailsMS: false,
          stateSynchronizationMS: false,
          showUserDetailsWebex: false,
          stateSynchronizationWebex: false,
        },
        { name: "Nothing said" },
      ];
    },
    change: { description: "e" },
  },
  {
    kind: "webex.UserProfile",
    variants: async (tenant) => {
      const id = await made(tenant, "resource-collection", "France", { resources: [] });
      return [
        {
          name: "Managers",
          description: "d",
          active: true,
          profileType: "ADMINISTRATOR",
          permissionAccessLevel: "SPECIFIC",
          permissions: Object.fromEntries(PERMISSIONS.map((name) => [name, "VIEW"])),
          resourceAccessLevel: "SPECIFIC",
          resourceCollectionIds: [id],
          defaultResourceCollectionId: id,
          editableFolderIds: [1],
          viewableFolderIds: [2],
          nonViewableFolderIds: [3],
        },
        { name: "Everything", profileType: "SUPERVISOR", permissionAccessLevel: "ALL" },
      ];
    },
    change: { description: "e" },
  },
  {
    kind: "webex.UserAssignment",
    variants: async (tenant) => [{ email: (await tenant.objects("user"))[0]?.email, ...(await assigned(tenant)) }],
    change: { defaultDialledNumber: "5502" },
  },
  {
    kind: "webex.UserAssignments",
    variants: async (tenant) => [
      { name: "Desk", users: { [String((await tenant.objects("user"))[1]?.email)]: await assigned(tenant) } },
    ],
    change: { users: {} },
  },
  {
    kind: "webex.ConnectorHandover",
    stopsForAPerson: true,
    variants: (tenant) => {
      tenant.sandbox.connect({ name: "Salesforce a" });
      const form = {
        clientId: "c",
        emailId: "webex@acme.example",
        url: "https://login.salesforce.com",
        privateKey: "p",
      };
      return Promise.resolve([{ name: "Salesforce a", ...form }]);
    },
    change: {},
  },
  {
    kind: "webex.ResourceCollection",
    variants: async (tenant) => {
      const site = { accessLevel: "SPECIFIC", ids: [await siteOf(tenant)] };
      return [{ name: "France", description: "d", resources: { site, channel: all, team: all, queue: all } }];
    },
    change: { description: "e" },
  },
  {
    kind: "webex.FlowPublication",
    variants: async (tenant) => {
      const queueId = await made(tenant, "contact-service-queue", "Support", {});
      const { api } = await tenant.connect();
      const parts = [
        { name: "file", content: flowExport(queueId), contentType: "application/json", filename: "f.json" },
      ];
      const query = { overwrite: "no", flowType: "FLOW" };
      await api.flow("import", { query, parts });
      const flow = (await tenant.objects("flow"))[0];
      return [{ flowId: flow?.id, flowType: "FLOW", tag: "Test", revision: "1", comment: "c" }];
    },
    change: { revision: "2" },
  },
];
