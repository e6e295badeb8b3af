import fc from "fast-check";
import type { z } from "zod";
import { checkInputs } from "../../../providers/core/resource/check-inputs";
import { sameInput } from "../../../providers/core/engine/diff";
import { allKinds, descriptorOf } from "../../../providers/core/resource/registry";
import type { Values } from "../../../providers/core/resource/types";
import { EntityStore } from "../../../providers/webex/stores/entity-store";
import { type baseWire } from "../../../providers/webex/stores/entity";
import "../../../providers/webex";
import { inputsOf } from "../../support/arbitrary";

/** Said when a test fails, so that it can be run again as it was. */
const SEED = Number(process.env.DATADIP_TEST_SEED ?? "20261122");

type Mend = (inputs: Record<string, unknown>) => Record<string, unknown>;

/** The inputs but for these. */
const without = (inputs: Values, ...keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !keys.includes(key)));

/** Entries told apart by a field. */
function distinct(entries: unknown, field: string): readonly Values[] {
  const all = (entries ?? []) as readonly Values[];
  return all.filter((entry, i) => all.findIndex((other) => other[field] === entry[field]) === i);
}

const named = (entries: unknown): readonly Values[] => distinct(entries, "name");

/** A list that belongs to one value of another input. */
const paired =
  (list: string, owner: string, value: unknown, fallback: unknown): Mend =>
  (inputs) =>
    inputs[owner] === value ? { [list]: fallback, ...inputs } : without(inputs, list);

const all =
  (...mends: readonly Mend[]): Mend =>
  (inputs) =>
    mends.reduce((mended, mend) => mend(mended), inputs);

const zoned: Mend = (inputs) => ("timezone" in inputs ? { ...inputs, timezone: "Europe/Paris" } : inputs);

function dated(entry: Values): Values {
  const recurrence = {
    daysOfWeek: ["MON"],
    specificDayOfMonth: 3,
    specificMonth: "MAY",
    ...(entry.recurrence as object | undefined),
    endDate: "2027-01-01",
  };
  const days = "startDateTime" in entry ? ["2026-02-03T01:02", "2026-02-04T01:02"] : ["2026-02-03", "2026-02-04"];
  const [start, end] = "startDateTime" in entry ? ["startDateTime", "endDateTime"] : ["startDate", "endDate"];
  const repeated = entry.frequency === undefined || entry.frequency === "DontRepeat" ? {} : { recurrence };
  return { ...without(entry, "recurrence"), [start ?? ""]: days[0], [end ?? ""]: days[1], ...repeated };
}

const queue: Mend = (inputs) => {
  const members = { TEAM_BASED: "callDistributionGroups", SKILL_BASED: "skillRequirements", AGENT_BASED: "agentIds" };
  const routing = (inputs.queueRoutingType ?? "TEAM_BASED") as keyof typeof members;
  const fallback = {
    callDistributionGroups: [{ teamIds: ["t1"] }],
    skillRequirements: [{ skillId: "s1", condition: "IS", skillValue: "true" }],
    agentIds: ["a1"],
  };
  const own = members[routing] as keyof typeof fallback;
  return {
    ...without(inputs, ...Object.values(members)),
    [own]: inputs[own] ?? fallback[own],
    ...(inputs.queueType === "OUTBOUND" ? { channelType: "TELEPHONY" } : {}),
    defaultMusicInQueueMediaFileId: "m1",
    skillBasedRoutingType: "LONGEST_AVAILABLE_AGENT",
    socialChannelType: "WHATSAPP",
    outdialCampaignEnabled: inputs.queueType === "OUTBOUND",
  };
};

/** What no JSON Schema says: rules between fields. */
const MENDS: Readonly<Record<string, Mend>> = {
  "webex.MultimediaProfile": (inputs) =>
    inputs.blendingMode === "BLENDED_REALTIME" ? { ...inputs, telephony: 1, chat: 2 } : inputs,
  "webex.Team": (inputs) =>
    inputs.teamType === "CAPACITY"
      ? { dialedNumber: "5", capacity: 3, ...without(inputs, "multimediaProfileId", "skillProfileId") }
      : without(inputs, "dialedNumber", "capacity"),
  "webex.Queue": all(queue, zoned),
  // What custom messaging signs with is never said again.
  "webex.Asset": (inputs) => ({
    ...without(inputs, "webhookUrl", "webhookSecret"),
    channelType: "WORK_ITEM",
    dataSchema: [{ fieldKey: "k", displayName: "K", isRequired: true }],
  }),
  "webex.EntryPoint": all(
    zoned,
    (inputs) => (inputs.entryPointType === "OUTBOUND" ? without(inputs, "channelType") : inputs),
    (inputs) =>
      (inputs.channelType ?? "TELEPHONY") === "TELEPHONY"
        ? without(inputs, "assetId", "imiOrgType")
        : { ...inputs, assetId: "a1", imiOrgType: "IMI" },
    (inputs) => ({
      ...without(
        inputs,
        inputs.entryPointType === "OUTBOUND" ? "flowOverrideSettings" : "outdialTransferToQueueEnabled",
      ),
      ...(inputs.entryPointType === "OUTBOUND" ? { outdialQueueId: "q1" } : {}),
      ...("flowId" in inputs || "flowTagId" in inputs ? { flowId: "f1", flowTagId: "Live", musicOnHoldId: "m1" } : {}),
    }),
  ),
  "webex.GlobalVariable": (inputs) => ({
    ...inputs,
    variableType: "String",
    ...(inputs.agentViewable === true ? { desktopLabel: "L" } : {}),
  }),
  "webex.OutdialAni": (inputs) => ({
    ...inputs,
    entries: named(inputs.entries).map((entry, i) => (i === 0 ? entry : { ...entry, defaultANIEntry: false })),
  }),
  "webex.Skill": all(paired("enumSkillValues", "skillType", "ENUM", [{ name: "A" }]), (inputs) =>
    "enumSkillValues" in inputs ? { ...inputs, enumSkillValues: named(inputs.enumSkillValues) } : inputs,
  ),
  "webex.SkillProfile": (inputs) => ({
    ...inputs,
    activeSkills: distinct([{ skillId: "s1" }, ...((inputs.activeSkills ?? []) as object[])], "skillId"),
    activeEnumSkills: distinct(inputs.activeEnumSkills, "enumSkillValueId"),
  }),
  "webex.AddressBook": paired("siteId", "parentType", "SITE", "s1"),
  "webex.BusinessHours": all(zoned, (inputs) => ({ ...inputs, workingHours: named(inputs.workingHours) })),
  "webex.HolidayList": (inputs) => ({ ...inputs, holidays: named(inputs.holidays).map(dated) }),
  "webex.Overrides": all(zoned, (inputs) => ({ ...inputs, overrides: named(inputs.overrides).map(dated) })),
  "webex.DesktopLayout": (inputs) => ({ ...inputs, jsonFileContent: '{"a":1}' }),
  "webex.DesktopProfile": all(
    paired("siteId", "parentType", "SITE", "s1"),
    paired("autoWrapAfterSeconds", "autoWrapUp", true, 5),
    paired("outdialEntryPointId", "outdialEnabled", true, "e1"),
    paired("outdialANIId", "outdialEnabled", true, "a1"),
    paired("timeoutDesktopInactivityMins", "timeoutDesktopInactivityCustomEnabled", true, 5),
    paired("agentDNValidationCriteria", "agentDNValidation", "SPECIFIC", "ALL"),
    paired("agentDNValidationCriterions", "agentDNValidation", "SPECIFIC", ["x"]),
    paired("wrapUpCodes", "accessWrapUpCode", "SPECIFIC", ["x"]),
    paired("idleCodes", "accessIdleCode", "SPECIFIC", ["x"]),
    paired("queues", "accessQueue", "SPECIFIC", ["x"]),
    paired("entryPoints", "accessEntryPoint", "SPECIFIC", ["x"]),
    paired("buddyTeams", "accessBuddyTeam", "SPECIFIC", ["x"]),
    (inputs) => {
      const statistics = (inputs.viewableStatistics ?? {}) as Record<string, unknown>;
      const mend = all(
        paired("contactServiceQueues", "accessQueueStats", "SPECIFIC", ["x"]),
        paired("teams", "accessTeamStats", "SPECIFIC", ["x"]),
      );
      return { ...inputs, viewableStatistics: mend(statistics) };
    },
  ),
  "webex.UserProfile": (inputs) => ({
    ...inputs,
    permissionAccessLevel: "SPECIFIC",
    permissions: inputs.permissions ?? {},
    resourceAccessLevel: "SPECIFIC",
    resourceCollectionIds: inputs.resourceCollectionIds ?? ["c1"],
  }),
  "webex.ResourceCollection": (inputs) => {
    const types = Object.entries(inputs.resources as Record<string, Record<string, unknown>>);
    const mended = types.map(([type, one]) => {
      const open = { ...one, accessLevel: one.accessLevel === "NONE" ? "ALL" : one.accessLevel };
      return [type, paired("ids", "accessLevel", "SPECIFIC", ["x"])(open)] as const;
    });
    return { ...inputs, resources: Object.fromEntries(mended) };
  },
};

type Store = EntityStore<z.ZodObject, z.ZodObject, typeof baseWire>;

const isEntity = (kind: string): boolean => descriptorOf(kind).store instanceof EntityStore;
/** Kinds whose body is not JSON are tried over the wire. */
const KINDS = allKinds().flatMap(({ kind }) => (isEntity(kind) && kind !== "webex.AudioFile" ? [kind] : []));

it("is tried for every kind that is kept as JSON", () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(20);
});

it.each(KINDS)("what the service gives back of %s differs in nothing that the user set", (kind) => {
  const descriptor = descriptorOf(kind);
  const store = descriptor.store as unknown as Store;
  const mend = MENDS[kind] ?? zoned;
  let tried = 0;
  const property = fc.property(inputsOf(descriptor.inputs), (drawn) => {
    const { inputs, problems } = checkInputs(descriptor, mend(drawn));
    expect(problems).toEqual([]);
    tried += 1;
    const owner = "addressBookId" in inputs || "outdialAniId" in inputs ? "owner" : undefined;
    const base = { id: "x1", version: 0, createdTime: 1, lastUpdatedTime: 1 };
    const sent: unknown = JSON.parse(JSON.stringify({ ...base, ...store.toWire(inputs) }));
    const { values } = store.live(store.parse(sent), owner);
    const differing = Object.keys(inputs)
      .filter((key) => !(key === "addressBookId" || key === "outdialAniId"))
      .filter((key) => !sameInput(descriptor, key, values[key], inputs[key]));
    expect(differing).toEqual([]);
  });
  fc.assert(property, { seed: SEED, numRuns: 60 });
  expect(tried).toBe(60);
});
