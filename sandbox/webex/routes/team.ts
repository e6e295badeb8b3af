import { textOf } from "../../core/json";
import { stringsAt, type Entity } from "../entities";
import { internalConflict } from "../webex-errors";
import { nounOf } from "../read-nouns";

const isMember = (user: Entity | undefined, teamId: string): boolean => stringsAt(user, "teamIds").includes(teamId);

/** A group of agents at one site, or a capacity outside the tenant. */
export const team = nounOf("team", {
  early: (body) => {
    // The message is misleading, but it is the service's.
    if (body.teamStatus === undefined) throw internalConflict("Internal error");
  },
  computed: ["siteName"],
  present: (entity, { entities }) => {
    const userIds = entities
      .referrers(entity.id)
      .filter(({ kind, id: userId }) => kind === "user" && isMember(entities.get(kind, userId), entity.id))
      .map((referrer) => referrer.id);
    const site = entities.get("site", textOf(entity.siteId));
    return { ...entity, siteName: site?.name ?? entity.siteName, userIds };
  },
});
