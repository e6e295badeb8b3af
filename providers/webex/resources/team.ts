import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, idField, nameField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** Unique in its site; at most 80 characters. */
  name: nameField(/^[^\n\r\t]+$/, 80, "printable characters"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** The site it belongs to. Fixed at creation: changing it replaces the team. */
  siteId: idField("a site"),
  /** `AGENT`: people sign in; `CAPACITY`: contacts go to an external number. Fixed at creation. */
  teamType: z.enum(["AGENT", "CAPACITY"]).default("AGENT"),
  /** Whether contacts are offered to it. */
  teamStatus: z.enum(["IN_SERVICE", "NOT_AVAILABLE"]).default("IN_SERVICE"),
  /** Whether users can be put into it. */
  active: z.boolean().default(true),
  /** The desktop layout of its agents. Default: the organisation's Global Layout. */
  desktopLayoutId: idField("a desktop layout").optional(),
  /** The multimedia profile of its agents instead of the site's. `AGENT` teams only. */
  multimediaProfileId: idField("a multimedia profile").optional(),
  /** The skill profile of its agents. `AGENT` teams only. */
  skillProfileId: idField("a skill profile").optional(),
  /** The number that contacts are sent to. `CAPACITY` teams only. */
  dialedNumber: z.string().min(1).optional(),
  /** Contacts at once. `CAPACITY` teams only. */
  capacity: z.number().int().min(1).optional(),
});

const outputs = z.object({
  /** The site's name. */
  siteName: z.string().optional(),
});

const wire = baseWire.extend({
  name: z.string(),
  description: z.string().optional(),
  siteId: z.string(),
  siteName: z.string().optional(),
  teamType: z.string(),
  teamStatus: z.string(),
  active: z.boolean(),
  desktopLayoutId: z.string().optional(),
  // Spelt with a capital M here, unlike in site and user.
  multiMediaProfileId: z.string().optional(),
  skillProfileId: z.string().optional(),
  dialedNumber: z.string().optional(),
  capacity: z.number().optional(),
  rankQueuesForTeam: z.boolean().optional(),
  queueRankings: z.array(z.looseObject({ queueId: z.string(), rank: z.number() })).optional(),
});

function rules(
  team: Partial<z.output<typeof inputs>>,
  isKnown: (key: keyof z.output<typeof inputs>) => boolean,
): readonly Problem[] {
  const only = (type: "AGENT" | "CAPACITY", keys: readonly (keyof typeof team)[]): readonly Problem[] =>
    keys
      .filter((key) => team[key] !== undefined)
      .map((property) => ({ property, reason: `is for ${type} teams only` }));
  if (team.teamType === "AGENT") return only("CAPACITY", ["dialedNumber", "capacity"]);
  const missing = (["dialedNumber", "capacity"] as const).filter((key) => isKnown(key) && team[key] === undefined);
  return [
    ...only("AGENT", ["multimediaProfileId", "skillProfileId"]),
    ...missing.map((property) => ({ property, reason: "is required for a CAPACITY team" })),
  ];
}

export const teamStore = webexEntity({
  inputs,
  outputs,
  wire,
  path: "team",
  computed: ["siteName", "userIds"],
  toWire: ({ multimediaProfileId, ...team }, live) => ({
    ...team,
    multiMediaProfileId: multimediaProfileId,
    // Required by the official description, but managed by TeamQueueRankings.
    rankQueuesForTeam: live?.rankQueuesForTeam ?? false,
  }),
  fromWire: ({ multiMediaProfileId }) => ({ multimediaProfileId: multiMediaProfileId }),
});

/**
 * A team: the agents that queues offer contacts to. Its members are set on the users.
 *
 * @example
 * const tier1 = new webex.Team("Tier 1", { siteId: paris.id });
 */
export const Team = defineResource({
  kind: "webex.Team",
  noun: "team",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/team",
  inputs,
  outputs,
  naturalKey: ["siteId", "name"],
  replaceOnChanges: ["siteId", "teamType"],
  rules,
  store: teamStore,
  permission: "team",
  lookUp: "getTeam",
  export: {},
  trial: { inputs: { siteId: "{webex.Site}" } },
  picture: { family: "people" },
});
export type Team = InstanceType<typeof Team>;

/** An existing team by name. Names are unique in a site: `{ name, siteId }` distinguishes teams of the same name. */
export const { plain: getTeam, output: getTeamOutput } = lookUpOf<"webex.Team", "siteId">("webex.Team");
