import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { DesktopProfileInputs as inputs, ViewableStatistics } from "../fields/desktop-profile";
import { webexEntity } from "../stores/entity-store";
import { baseWire, onlyFields } from "../stores/entity";
import { lookUpOf } from "../client/find-by-name";

const wire = baseWire.extend({
  name: z.string(),
  viewableStatistics: z.looseObject({ id: z.string().optional() }).optional(),
});

type Inputs = z.output<typeof inputs>;

/** Each switch with the list that it needs when it is `SPECIFIC`. */
const LISTS = [
  ["accessWrapUpCode", "wrapUpCodes"],
  ["accessIdleCode", "idleCodes"],
  ["accessQueue", "queues"],
  ["accessEntryPoint", "entryPoints"],
  ["accessBuddyTeam", "buddyTeams"],
] as const;

/** An input that is allowed with one value of another input only, and whether that value requires it. */
const PAIRS = [
  ["siteId", "parentType", "SITE", true],
  ["autoWrapAfterSeconds", "autoWrapUp", true, false],
  ["outdialEntryPointId", "outdialEnabled", true, true],
  ["outdialANIId", "outdialEnabled", true, false],
  ["timeoutDesktopInactivityMins", "timeoutDesktopInactivityCustomEnabled", true, true],
  ["agentDNValidationCriteria", "agentDNValidation", "SPECIFIC", false],
  ["agentDNValidationCriterions", "agentDNValidation", "SPECIFIC", false],
  ...LISTS.map(([access, list]) => [list, access, "SPECIFIC", true] as const),
] as const;

/** What the service refuses (400), or accepts and never uses. */
function rules(profile: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const problems = PAIRS.flatMap(([property, owner, value, needed]): readonly Problem[] => {
    if (!isKnown(property) || profile[owner] === undefined) return [];
    const [given, fits] = [profile[property] !== undefined, profile[owner] === value];
    if (given && !fits) return [{ property, reason: `belongs to ${owner} ${String(value)} only` }];
    return !given && fits && needed ? [{ property, reason: `is required with ${owner} ${String(value)}` }] : [];
  });
  return [...problems, ...statisticsProblems(profile.viewableStatistics)];
}

const STATISTICS = [
  ["contactServiceQueues", "accessQueueStats"],
  ["teams", "accessTeamStats"],
] as const;

function statisticsOf(said: Readonly<Record<string, unknown>>): unknown {
  const off = STATISTICS.flatMap(([list, access]) => (said[access] === "SPECIFIC" ? [] : [list as string]));
  const names = Object.keys(ViewableStatistics.shape).filter((name) => !off.includes(name));
  return onlyFields([said], names)[0];
}

function statisticsProblems(statistics: Inputs["viewableStatistics"] | undefined): readonly Problem[] {
  if (statistics === undefined) return [];
  return STATISTICS.flatMap(([list, access]): readonly Problem[] => {
    const property = `viewableStatistics.${list}`;
    const [given, specific] = [statistics[list] !== undefined, statistics[access] === "SPECIFIC"];
    if (given === specific) return [];
    return [{ property, reason: given ? `belongs to ${access} SPECIFIC only` : `is required with ${access} SPECIFIC` }];
  });
}

/**
 * A desktop profile, which the API calls an agent profile: what agents may do at the desktop. Set on users.
 *
 * @example
 * new webex.DesktopProfile("Service agents", { accessQueue: "SPECIFIC", queues: [support.id] });
 */
export const DesktopProfile = defineResource({
  kind: "webex.DesktopProfile",
  noun: "desktop profile",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-profile",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["parentType"],
  sets: [
    "wrapUpCodes",
    "idleCodes",
    "queues",
    "entryPoints",
    "buddyTeams",
    "agentDNValidationCriterions",
    "loginVoiceOptions",
    "viewableStatistics.contactServiceQueues",
    "viewableStatistics.teams",
    "thresholdRules",
  ],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "agent-profile",
    // The statistics are a nested object, whose id must be sent back unchanged.
    toWire: ({ viewableStatistics, ...same }, live) => {
      const id = live?.viewableStatistics?.id;
      return { ...same, viewableStatistics: { ...(id === undefined ? {} : { id }), ...viewableStatistics } };
    },
    fromWire: (profile) => ({
      // True by default in a program, but false where an answer leaves it out.
      screenPopup: profile.screenPopup ?? false,
      consultToQueue: profile.consultToQueue ?? false,
      // The service keeps lists and seconds of switches that are off.
      ...Object.fromEntries(
        PAIRS.flatMap(([key, owner, value]) => (profile[owner] === value ? [] : [[key, undefined]])),
      ),
      viewableStatistics: statisticsOf(profile.viewableStatistics ?? {}),
    }),
  }),
  permission: "desktop-profile",
  lookUp: "getDesktopProfile",
  export: {},
  trial: {},
  picture: { family: "other" },
});
export type DesktopProfile = InstanceType<typeof DesktopProfile>;

/** An existing desktop profile by name, e.g. `Agent-Profile`. */
export const { plain: getDesktopProfile, output: getDesktopProfileOutput } = lookUpOf("webex.DesktopProfile");
