import { z } from "zod";
import { textOf } from "../../core/json";
import { stringsAt, type Entity } from "../entities";
import { internalConflict } from "../webex-errors";
import { description, flag, id, int } from "../fields";
import type { Noun } from "../noun";

/** Most ranks a team may give to queues. */
const MAX_RANK = 50;

const isMember = (user: Entity | undefined, teamId: string): boolean => stringsAt(user, "teamIds").includes(teamId);

/** A group of agents at one site, or a capacity outside the tenant. */
export const team: Noun = {
  kind: "team",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/team",
  schema: z.object({
    name: id,
    description,
    active: flag,
    siteId: id,
    teamType: z.enum(["AGENT", "CAPACITY"]),
    teamStatus: z.enum(["IN_SERVICE", "NOT_AVAILABLE"]),
    dialedNumber: z.string().optional(),
    capacity: int.min(0).optional(),
    desktopLayoutId: id.optional(),
    skillProfileId: id.optional(),
    multiMediaProfileId: id.optional(),
    rankQueuesForTeam: flag.default(false),
    // Membership is written on the user: what a client sends as userIds is dropped.
    queueRankings: z.array(z.object({ queueId: id, rank: int.min(1).max(MAX_RANK) })).optional(),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["siteId", "name"],
  immutable: ["siteId", "teamType"],
  listOmits: ["userIds", "queueRankings"],
  references: {
    siteId: "site",
    desktopLayoutId: "desktop-layout",
    skillProfileId: "skill-profile",
    multiMediaProfileId: "multimedia-profile",
    "queueRankings.queueId": "contact-service-queue",
  },
  early: (body) => {
    // Misleading, and so it is answered.
    if (body["teamStatus"] === undefined) throw internalConflict("Internal error");
  },
  present: (entity, { entities }) => {
    const userIds = entities
      .referrers(entity.id)
      .filter(({ kind, id: userId }) => kind === "user" && isMember(entities.get(kind, userId), entity.id))
      .map((referrer) => referrer.id);
    const site = entities.get("site", textOf(entity["siteId"]));
    return { ...entity, siteName: site?.["name"], userIds };
  },
  bulk: "create",
};
