import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { BEFORE, isRecord, type Problem, type Values, type Checked } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { sameEmail, userByEmail, userOf, users } from "../client/users";
import { nameField } from "../fields/common";
import { entriesField, sameEntries } from "../stores/list-fields";
import { Assignment, freshOf, knownInputs } from "./user-assignment";
import { absence } from "../stores/user-assignment-store";
import { beforeAll, sameAssigned, userListStore } from "../stores/user-list-store";
import { type Assigned, mineOf, packOwn, previousIn } from "../stores/user-list-state";
import { markOf } from "../stores/list-changes";

/** More would not fit into the 64 kB in which a failed run hands the earlier values to the engine. */
const MAX_USERS = 500;

const inputs = z.strictObject({
  /** Name of the list, kept in the state only. Default: the logical name. */
  name: nameField(/^[^/]*$/, 80, "anything but slashes"),
  /** Assignments by the user's e-mail address in Control Hub; at most 500. */
  users: entriesField(z.email("must be an e-mail address"), Assignment, MAX_USERS),
});

/** Checks at preview that the users exist, and notes the earlier values. Only users and inputs that are new to the list cost requests. */
async function checkWithTenant(api: WebexApi, given: Values, olds: Values): Promise<Checked> {
  const before = new Set(Object.keys(isRecord(olds.users) ? olds.users : {}).map((email) => email.toLowerCase()));
  const news = Object.keys(isRecord(given.users) ? given.users : {}).filter(
    (email) => !before.has(email.toLowerCase()),
  );
  const problems: Problem[] = [];
  for (const email of news)
    if ((await userByEmail(api, email)) === undefined)
      problems.push({ property: `users.${email}`, reason: await absence(api, email) });
  const old = Object.entries(isRecord(olds.users) ? olds.users : {});
  const fresh = Object.entries(isRecord(given.users) ? given.users : {}).flatMap(([email, want]) => {
    const [, had] = old.find(([other]) => sameEmail(other, email)) ?? [];
    const inputs = freshOf(isRecord(want) ? knownInputs(want) : {}, isRecord(had) ? had : {});
    return Object.keys(inputs).length === 0 ? [] : [[email, inputs] as const];
  });
  if (fresh.length === 0) return { inputs: given, problems };
  const all = (await users(api)).filter(({ email }) => typeof email === "string").map(userOf);
  return { inputs: { ...given, [BEFORE]: beforeAll(all, { users: Object.fromEntries(fresh) }) }, problems };
}

/** Refuses two addresses that differ in case alone: they are one user. */
function rules({ users = {} }: Partial<z.output<typeof inputs>>): readonly Problem[] {
  const emails = Object.keys(users);
  const twice = emails.find((email, i) => emails.findIndex((other) => sameEmail(other, email)) !== i);
  return twice === undefined ? [] : [{ property: "users", reason: `has the user ${twice} twice` }];
}

/**
 * Where many existing users work, as one resource, written 100 in a request: sites, teams, skills and profiles. Users themselves are
 * made in Control Hub, Management, Users. Inputs that are left out are not changed, and a user who leaves the list gets the earlier
 * values back. Users that cannot be written are named in the error; the others are written.
 *
 * @example
 * new webex.UserAssignments("Paris desk", {
 *   users: {
 *     "ana.agent@example.com": { siteId: paris.id, teamIds: [tier1.id], skillProfileId: french.id },
 *     "bob.agent@example.com": { siteId: paris.id, teamIds: [tier1.id] },
 *   },
 * });
 */
export const UserAssignments = defineResource({
  kind: "webex.UserAssignments",
  noun: "list of user assignments",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/users",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name"],
  referable: false,
  equals: { users: sameEntries(sameAssigned) },
  rules,
  derived: { [BEFORE]: ["users"] },
  checkWithTenant,
  store: userListStore,
  notAdoptable:
    "it is a list of this program alone; adopt webex.UserAssignment for each user, then give them to the list by --as-list",
  listOf: {
    kind: "webex.UserAssignment",
    noun: "user assignment",
    naturalKey: ["email"],
    input: "users",
    scope: () => ({}),
    entry: ({ email, ...rest }) => [String(email), rest],
    single: (email, rest) => ({ email, ...(isRecord(rest) ? rest : {}) }),
    ownId: (id) => id,
    own: (singles) =>
      packOwn(
        new Map(
          singles.map(({ id, inputs: said, outputs: { previous } }) => [
            markOf(id),
            mineOf(said as Assigned, isRecord(previous) ? (previous as Record<string, string>) : {}),
          ]),
        ),
      ),
    outputs: (own, id) => ({ previous: previousIn(own, id) }),
  },
  permission: "user",
  lookUp: { none: "nothing can hold its id, which only state has" },
  export: { none: "its users are written one by one" },
  trial: { none: "it would change people's work" },
  picture: { family: "people", noun: "Users", reversed: ["webex.Team"], omitted: ["webex.Site"] },
});
export type UserAssignments = InstanceType<typeof UserAssignments>;
