import { isJsonObject, textOf, textsIn, type JsonObject } from "../../core/json";
import { namedEntity, replaceEntity, show } from "../crud";
import type { Entity } from "../entities";
import { cannotBeChanged, configError, invalidFields, notFound, Refused } from "../webex-errors";
import type { Scene } from "../noun";
import { nounOf } from "../read-nouns";
import { ok, param, partly, routes, type Answer, type Call } from "../route";

const IDENTITY = ["firstName", "lastName", "email", "ciUserId"] as const;

/** Fields that the service accepts with 200 and does not store. */
const IGNORED = ["userLevelAutoCSATInclusion", "userLevelSummariesInclusion"] as const;

/** A user and all their teams are at one site, and only agent teams have members. */
function check(body: JsonObject, { entities }: Scene): void {
  const fits = textsIn(body.teamIds).every((teamId) => {
    const team = entities.get("team", teamId);
    return team?.teamType === "AGENT" && team.siteId === body.siteId;
  });
  if (!fits) throw invalidFields(["teamIds"]);
}

/** A person who works in the contact centre. Control Hub makes users; here they are only assigned. */
export const user = nounOf("user", {
  check,
  complete: (body, { before }) => ({
    ...body,
    // The server does not keep the order of teams.
    teamIds: textsIn(body.teamIds).toSorted(),
    ...Object.fromEntries(IGNORED.map((field) => [field, before?.[field]] as const)),
  }),
});

/** Applies a partial object; null clears a member. */
function patchUser(call: Call, before: Entity, patch: JsonObject): Entity {
  for (const field of IDENTITY) {
    const original = before[field];
    if (patch[field] !== undefined && patch[field] !== original) throw cannotBeChanged(original ?? null);
  }
  const merged = { ...before, ...patch, id: before.id };
  const kept = Object.entries(merged).filter(([, value]) => value !== null);
  return replaceEntity(user, call, before, Object.fromEntries(kept));
}

function patch(call: Call): Answer {
  const before = namedEntity(user, call);
  if (call.body.type !== "json") throw configError(400, "Required request body is missing");
  // The official type suggests a JSON Patch, but the service answers it with 500.
  if (!isJsonObject(call.body.value)) {
    throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
  }
  return ok(show(user, call, patchUser(call, before, call.body.value)));
}

function byCiUserId(call: Call): Answer {
  const found = call.entities.listed("user").find(({ ciUserId }) => ciUserId === param(call, "id"));
  if (found === undefined) throw notFound("user", param(call, "id"));
  return ok(show(user, call, found));
}

function withProfile(call: Call, entity: Entity): JsonObject {
  const profile = call.entities.get("user-profile", textOf(entity.userProfileId));
  return { ...show(user, call, entity), ...(profile === undefined ? {} : { userProfileType: profile.profileType }) };
}

const base = "/organization/{orgid}";

export const userRoutes = routes({
  [`PATCH ${base}/user/{id}`]: patch,
  [`GET ${base}/user/by-ci-user-id/{id}`]: byCiUserId,
  [`GET ${base}/v2/user/by-ci-user-id/{id}`]: byCiUserId,
  [`GET ${base}/user/with-user-profile`]: [
    (call) => ok(call.entities.listed("user").map((entity) => withProfile(call, entity))),
    partly("Shows the type of the profile, not the profile."),
  ],
  [`GET ${base}/user/with-user-profile/{id}`]: [
    (call) => ok(withProfile(call, namedEntity(user, call))),
    partly("Shows the type of the profile, not the profile."),
  ],
  // Only supervisors may do this, and a service app is not a supervisor.
  [`PATCH ${base}/user/{id}/reskill`]: [
    () => {
      throw configError(403, "Operation is forbidden", "Only a supervisor can reskill an agent");
    },
    partly("Always refused, as for every caller that is not a supervisor."),
  ],
});
