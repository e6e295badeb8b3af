import type { Values } from "../../providers/core/resource/types";
import { Random } from "./random";

/** A contact centre from a seed: objects of every kind that refer to each other, in an order in which they can be made. */

export interface Planned {
  readonly kind: string;
  /** Unique over all kinds. */
  readonly name: string;
  /** Where the sandbox keeps it; undefined for parts and entries of other objects. */
  readonly noun?: string | undefined;
  /** To be asked once, in order: `ids` gives the ids of those before it by name, and `music`. */
  readonly inputs: (ids: (name: string) => string) => Values;
  /** Fields of the API that somebody changes by hand, each a managed one. */
  readonly byHand: Values;
}

/** What the inputs of one object are made of. */
interface World {
  readonly random: Random;
  readonly id: (name: string) => string;
  /** Logical names of all objects of a sort. */
  readonly names: (sort: string) => readonly string[];
  readonly one: (sort: string) => string;
  readonly some: (sort: string, count: number) => readonly string[];
}

interface Sort {
  readonly kind: string;
  readonly noun?: string;
  /** How many make an environment of about 300. */
  readonly share: number;
  /** Its names, before the number. */
  readonly called: string;
  readonly inputs: (i: number, world: World) => Values;
  readonly byHand: Values;
}

const DESCRIBED: Values = { description: "changed by hand" };
const says = (i: number): Values => ({ description: `number ${i}` });
/** Every fourth queue is by skill; of the others, those are for outdial. */
const isOutdial = (i: number): boolean => i % 6 === 1;
const isBySkill = (i: number): boolean => i % 4 === 0;
const numberOf = (name: string): number => Number(/\d+$/.exec(name)?.[0]);

function queueInputs(i: number, { random, id, one, some, names }: World): Values {
  const members = isBySkill(i)
    ? {
        queueRoutingType: "SKILL_BASED",
        routingType: "SKILLS_BASED",
        skillBasedRoutingType: random.pick(["BEST_AVAILABLE_AGENT", "LONGEST_AVAILABLE_AGENT"]),
        skillRequirements: [{ skillId: one("skill"), condition: "IS", skillValue: "true" }],
      }
    : {
        queueType: isOutdial(i) ? "OUTBOUND" : "INBOUND",
        callDistributionGroups: [
          { teamIds: some("team", Math.min(2, names("team").length)) },
          { teamIds: [one("team")], afterSeconds: 30 },
        ],
      };
  return { serviceLevelSeconds: 10 + i, defaultMusicInQueueMediaFileId: id("music"), ...members, ...says(i) };
}

const weekdays = { name: "Weekdays", days: ["MON", "TUE"], startTime: "08:00", endTime: "16:59" };

const SORTS: Readonly<Record<string, Sort>> = {
  media: {
    kind: "webex.MultimediaProfile",
    noun: "multimedia-profile",
    share: 4,
    called: "Media",
    inputs: (i) => ({ chat: i % 5, ...says(i) }),
    byHand: { email: 5 },
  },
  skill: {
    kind: "webex.Skill",
    noun: "skill",
    share: 20,
    called: "Skill",
    inputs: (i, { random }) => ({
      skillType: random.pick(["PROFICIENCY", "BOOLEAN", "TEXT"]),
      serviceLevelSeconds: 10 * i,
      ...says(i),
    }),
    byHand: { serviceLevelThreshold: 7 },
  },
  skilled: {
    kind: "webex.SkillProfile",
    noun: "skill-profile",
    share: 12,
    called: "Skilled",
    inputs: (i, { some }) => ({
      activeSkills: some("skill", 3).map((skillId) => ({ skillId, proficiencyValue: i % 11 })),
      ...says(i),
    }),
    byHand: DESCRIBED,
  },
  site: {
    kind: "webex.Site",
    noun: "site",
    share: 6,
    called: "Site no",
    inputs: (i, { one }) => ({ multimediaProfileId: one("media"), ...says(i) }),
    byHand: DESCRIBED,
  },
  variable: {
    kind: "webex.GlobalVariable",
    noun: "cad-variable",
    share: 40,
    called: "Global_",
    inputs: (i) => ({ variableType: "Integer", defaultValue: String(i), ...says(i) }),
    byHand: { defaultValue: "999999" },
  },
  code: {
    kind: "webex.AuxiliaryCode",
    noun: "auxiliary-code",
    share: 30,
    called: "Code",
    inputs: (i) => ({ workTypeCode: i % 2 === 0 ? "IDLE_CODE" : "WRAP_UP_CODE", ...says(i) }),
    byHand: { active: false },
  },
  holidays: {
    kind: "webex.HolidayList",
    noun: "holiday-list",
    share: 5,
    called: "Holidays",
    inputs: (i) => ({
      holidays: [1, 2, 3].map((day) => ({
        name: `Day ${day}`,
        startDate: `2027-0${day}-01`,
        endDate: `2027-0${day}-02`,
      })),
      ...says(i),
    }),
    byHand: DESCRIBED,
  },
  overrides: {
    kind: "webex.Overrides",
    noun: "overrides",
    share: 5,
    called: "Overrides",
    inputs: (i) => ({
      timezone: "Europe/Paris",
      overrides: [
        {
          name: "Sale",
          startDateTime: "2027-01-01T18:00",
          endDateTime: "2027-01-01T20:00",
          workingHours: i % 2 === 0,
        },
      ],
    }),
    byHand: { timezone: "UTC" },
  },
  hours: {
    kind: "webex.BusinessHours",
    noun: "business-hours",
    share: 8,
    called: "Hours",
    inputs: (i, { one }) => ({
      timezone: "Europe/Paris",
      workingHours: [weekdays],
      holidaysId: one("holidays"),
      overridesId: one("overrides"),
      ...says(i),
    }),
    byHand: { timezone: "UTC" },
  },
  ani: {
    kind: "webex.OutdialAni",
    noun: "outdial-ani",
    share: 6,
    called: "Outdial",
    inputs: (i) => ({
      entries: [{ name: "Main", number: `+1312555${String(1000 + i)}`, defaultANIEntry: true }],
      ...says(i),
    }),
    byHand: DESCRIBED,
  },
  book: {
    kind: "webex.AddressBook",
    noun: "address-book",
    share: 5,
    called: "Book",
    inputs: says,
    byHand: DESCRIBED,
  },
  entry: {
    kind: "webex.AddressBookEntry",
    share: 20,
    called: "Entry",
    inputs: (i, { one }) => ({ addressBookId: one("book"), number: `+1312555${2000 + i}` }),
    byHand: {},
  },
  team: {
    kind: "webex.Team",
    noun: "team",
    share: 36,
    called: "Team",
    inputs: (i, { one }) => ({
      siteId: one("site"),
      ...(i % 3 === 0 ? { skillProfileId: one("skilled") } : {}),
      ...says(i),
    }),
    byHand: { teamStatus: "NOT_AVAILABLE" },
  },
  queue: {
    kind: "webex.Queue",
    noun: "contact-service-queue",
    share: 48,
    called: "Queue",
    inputs: queueInputs,
    byHand: { maxTimeInQueue: 77 },
  },
  line: {
    kind: "webex.EntryPoint",
    noun: "entry-point",
    share: 30,
    called: "Line",
    inputs: (i, { random, id, names }) => {
      const outdial = names("queue").filter((name) => isOutdial(numberOf(name)) && !isBySkill(numberOf(name)));
      return {
        ...(i % 5 === 1 ? { entryPointType: "OUTBOUND", outdialQueueId: id(random.pick(outdial)) } : {}),
        ...says(i),
      };
    },
    byHand: { serviceLevelThreshold: 77 },
  },
  layout: {
    kind: "webex.DesktopLayout",
    noun: "desktop-layout",
    share: 5,
    called: "Layout",
    inputs: (i) => ({ jsonFileContent: { appTitle: `CRM ${i}`, agent: {} }, ...says(i) }),
    byHand: { jsonFileContent: '{"appTitle":"changed by hand"}' },
  },
  desktop: {
    kind: "webex.DesktopProfile",
    noun: "agent-profile",
    share: 8,
    called: "Desktop",
    inputs: (i, { id, some, one, names }) => ({
      accessQueue: "SPECIFIC",
      queues: some("queue", 4),
      accessBuddyTeam: "SPECIFIC",
      buddyTeams: some("team", 2),
      outdialEnabled: true,
      outdialANIId: one("ani"),
      outdialEntryPointId: id(names("line")[0] ?? ""),
      addressBookId: one("book"),
      ...says(i),
    }),
    byHand: { screenPopup: false },
  },
  collection: {
    kind: "webex.ResourceCollection",
    noun: "resource-collection",
    share: 3,
    called: "Collection",
    inputs: (i, { some }) => ({
      resources: {
        site: { accessLevel: "SPECIFIC", ids: some("site", 2) },
        team: { accessLevel: "SPECIFIC", ids: some("team", 3) },
        queue: { accessLevel: "ALL" },
        channel: { accessLevel: "ALL" },
      },
      ...says(i),
    }),
    byHand: DESCRIBED,
  },
  managers: {
    kind: "webex.UserProfile",
    noun: "user-profile",
    share: 4,
    called: "Managers",
    inputs: (i, { one }) => ({
      profileType: "SUPERVISOR",
      permissions: { queue: "EDIT", team: "VIEW" },
      resourceAccessLevel: "SPECIFIC",
      resourceCollectionIds: [one("collection")],
      ...says(i),
    }),
    byHand: DESCRIBED,
  },
  ranking: {
    kind: "webex.TeamQueueRankings",
    share: 8,
    called: "Ranking",
    inputs: (i, { id, names, some }) => ({
      teamId: id(names("team")[i] ?? ""),
      queueRankings: some("queue", 2).map((queueId, rank) => ({ queueId, rank: rank + 1 })),
    }),
    byHand: {},
  },
  tied: {
    kind: "webex.DesktopLayoutTeams",
    share: 1,
    called: "Teams of layout",
    inputs: (_, { id, names, some }) => ({ desktopLayoutId: id(names("layout")[0] ?? ""), teamIds: some("team", 3) }),
    byHand: {},
  },
};

/** About `count` objects of these sorts, all by default; the same for the same seed. */
export function environment(
  seed: number,
  count: number,
  sorts: readonly string[] = Object.keys(SORTS),
): readonly Planned[] {
  const random = new Random(seed);
  const chosen = Object.entries(SORTS).filter(([sort]) => sorts.includes(sort));
  const shares = chosen.reduce((sum, [, { share }]) => sum + share, 0);
  const names = new Map(
    chosen.map(([sort, { share, called }]) => {
      const many = sort === "tied" ? 1 : Math.max(1, Math.round((share * count) / shares));
      const join = called.endsWith("_") ? called : `${called} `;
      return [sort, Array.from({ length: many }, (_, i) => `${join}${i + 1}`)] as const;
    }),
  );
  const worldOf = (id: World["id"]): World => ({
    random,
    id,
    names: (sort) => names.get(sort) ?? [],
    one: (sort) => id(random.pick(names.get(sort) ?? [])),
    some: (sort, many) => random.some(names.get(sort) ?? [], many).map(id),
  });
  return chosen.flatMap(([sort, { kind, noun, inputs, byHand }]) =>
    (names.get(sort) ?? []).map((name, i) => ({
      kind,
      name,
      noun,
      inputs: (id: World["id"]) => inputs(i + 1, worldOf(id)),
      byHand,
    })),
  );
}
