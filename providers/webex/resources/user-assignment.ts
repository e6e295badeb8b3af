import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { findUnique } from "../../core/resource/find-unique";
import { BEFORE, type Values, type Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { WebexApi } from "../client/api";
import { idField } from "../fields/common";
import { absence, USERS_ADVICE, userAssignmentStore } from "../stores/user-assignment-store";
import { beforeOf, SINGLES } from "../stores/user-assignment-patch";
import { sameEmail, userByEmail, userOf, users } from "../client/users";
import { defineLookup } from "../client/find-by-name";

/** Inputs of one user's assignment, used by the single resource and by the list. */
export const Assignment = z.strictObject({
  /** The site; all the user's teams must be in it. */
  siteId: idField("a site").optional(),
  /** Teams of the user, `AGENT` teams of the user's site. Teams that the user is in by other means are kept. */
  teamIds: z.array(idField("a team")).min(1, "needs at least one team").optional(),
  /** The user's skill profile, used instead of the team's. */
  skillProfileId: idField("a skill profile").optional(),
  /** The user's desktop profile, which the API calls an agent profile. */
  desktopProfileId: idField("a desktop profile").optional(),
  /** The user's multimedia profile, used instead of the team's and the site's. */
  multimediaProfileId: idField("a multimedia profile").optional(),
  /** The user profile: what the user may do. */
  userProfileId: idField("a user profile").optional(),
  /** The number the desktop offers when the user signs in. */
  defaultDialledNumber: z.string().min(1, "must not be empty").optional(),
});

const inputs = z.strictObject({
  /** The user's e-mail address in Control Hub. Changing it replaces the assignment: another address is another user. */
  email: z.email("must be an e-mail address"),
  ...Assignment.shape,
});

const outputs = z.object({
  /** The user's earlier values, by input; put back when this is deleted or an input removed. Empty text where there was none. */
  previous: z.record(z.string(), z.string()),
});

export type AssignmentInputs = z.output<typeof inputs>;

/** The inputs that are known at preview. */
export const knownInputs = (given: Values): Values =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => !isUnknown(value)));

/** Single values that an assignment sets and did not set before. */
export const freshOf = (given: Values, olds: Values): Values =>
  Object.fromEntries(
    SINGLES.filter((input) => given[input] !== undefined && olds[input] === undefined).map((input) => [
      input,
      given[input],
    ]),
  );

/** Checks at preview that the user exists, and notes the earlier values. Only users and inputs that are new to the stack cost requests. */
async function checkWithTenant(api: WebexApi, given: Values, olds: Values): Promise<Checked> {
  const { email } = given;
  if (typeof email !== "string" || isUnknown(email)) return { inputs: given, problems: [] };
  const isSame = sameEmail(olds.email, email);
  const fresh = freshOf(knownInputs(given), isSame ? olds : {});
  if (isSame && Object.keys(fresh).length === 0) return { inputs: given, problems: [] };
  const user = await userByEmail(api, email);
  if (user === undefined && isSame) return { inputs: given, problems: [] };
  if (user === undefined)
    return { inputs: given, problems: [{ property: "email", reason: await absence(api, email) }] };
  return { inputs: { ...given, [BEFORE]: beforeOf(userOf(user), fresh) }, problems: [] };
}

/**
 * Where an existing user works: site, teams and profiles. Users themselves are made in Control Hub, Management, Users. Inputs that are
 * left out are not changed, and deleting this resource puts the earlier values back.
 *
 * @example
 * new webex.UserAssignment("ana", {
 *   email: "ana.agent@example.com", siteId: paris.id, teamIds: [tier1.id], desktopProfileId: service.id,
 * });
 */
export const UserAssignment = defineResource({
  kind: "webex.UserAssignment",
  noun: "user assignment",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/users",
  inputs,
  outputs,
  naturalKey: ["email"],
  replaceOnChanges: ["email"],
  referable: false,
  sets: ["teamIds"],
  equals: { email: sameEmail },
  derived: { [BEFORE]: SINGLES },
  checkWithTenant,
  store: userAssignmentStore,
  permission: "user",
  lookUp: "getUser",
  export: { isPart: true },
  trial: { none: "it would change a person's work" },
  picture: {
    family: "people",
    noun: "User",
    called: ["email"],
    reversed: ["webex.Team"],
    // The team already shows the site.
    omitted: ["webex.Site"],
  },
});
export type UserAssignment = InstanceType<typeof UserAssignment>;

/** An existing user by e-mail address. */
export const { plain: getUser, output: getUserOutput } = defineLookup(async (api, name: string) => {
  const all = (await users(api)).flatMap(({ id, email }) => (typeof email === "string" ? [{ id, name: email }] : []));
  return findUnique("user", name, all, `Users ${USERS_ADVICE}.`);
});
