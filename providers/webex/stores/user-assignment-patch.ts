import type { Before } from "../../core/resource/descriptor";
import { earlierValues } from "../../core/engine/earlier-values";
import { managedKeys } from "../../core/engine/state";
import type { Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import type { AssignmentInputs } from "../resources/user-assignment";
import { writeKept } from "./kept";
import { getUserById, patchUser, type User } from "../client/users";
import { gone } from "../../core/engine/messages";

/** The API's field for each input that holds one value. */
export const SINGLE = {
  siteId: "siteId",
  skillProfileId: "skillProfileId",
  desktopProfileId: "agentProfileId",
  multimediaProfileId: "multimediaProfileId",
  userProfileId: "userProfileId",
  defaultDialledNumber: "deafultDialledNumber",
} as const;
export type Single = keyof typeof SINGLE;
export const SINGLES = Object.keys(SINGLE) as readonly Single[];

export type Previous = Readonly<Partial<Record<Single, string>>>;
export type Patch = Readonly<Record<string, unknown>>;

/** The user's values before the first change. */
export function beforeOf(user: User, inputs: Partial<AssignmentInputs>, left: Before = {}): Before {
  const now = Object.fromEntries(SINGLES.map((input) => [input, user[SINGLE[input]] ?? ""]));
  const asked = SINGLES.flatMap((input) => (inputs[input] === undefined ? [] : [[input, inputs[input]] as const]));
  return earlierValues(now, Object.fromEntries(asked), left);
}

/** The patch from the state to these inputs; empty inputs put the earlier values back. Pure. */
export function patchOf(user: User, state: Values, inputs: Partial<AssignmentInputs>): Patch {
  const teamIds = teamsAfter(user, state, inputs);
  const set = SINGLES.filter((input) => inputs[input] !== undefined);
  return {
    ...putBack(user, state, inputs, teamIds),
    ...Object.fromEntries(set.map((input) => [SINGLE[input], inputs[input]])),
    ...teamPatch(user, teamIds),
  };
}

/** Applies a change to the user. Teams are one list that other stacks write too; every other field has one owner. */
export async function patched(
  api: WebexApi,
  user: User,
  state: Values,
  inputs: Partial<AssignmentInputs>,
): Promise<User> {
  let last = user;
  let isFirst = true;
  const after = await writeKept<User>(api, {
    about: `the teams of the user ${user.email}`,
    async write() {
      if (!isFirst) last = await userById(api, user.id, user.email);
      isFirst = false;
      const patch = patchOf(last, state, inputs);
      if (Object.keys(patch).length > 0) last = await patchUser(api, user.id, patch);
      return "teamIds" in patch ? last : undefined;
    },
    read: () => getUserById(api, user.id),
    isKept: (now) => Object.keys(teamPatch(now, teamsAfter(now, state, inputs))).length === 0,
  });
  return after ?? last;
}

/** The user's values before the first assignment of each input that is set now. Unknown for adopted inputs. */
export function remembered(user: User, state: Values, inputs: Partial<AssignmentInputs>): Previous {
  const before = previousOf(state);
  const known = managedKeys(state);
  const set = SINGLES.filter((input) => inputs[input] !== undefined);
  return Object.fromEntries(
    set.flatMap((input) => {
      const was = known.includes(input) ? before[input] : (user[SINGLE[input]] ?? "");
      return was === undefined ? [] : [[input, was] as const];
    }),
  );
}

/** Nobody can work without these, so they are kept where the earlier value is not known. */
const NEVER_CLEARED: readonly Single[] = ["siteId", "userProfileId", "desktopProfileId"];

/** Earlier values of inputs that are no longer set. Values that somebody else has changed since are kept. */
function putBack(user: User, state: Values, inputs: Partial<AssignmentInputs>, teamIds: readonly string[]): Patch {
  const previous = previousOf(state);
  const unset = SINGLES.filter((input) => state[input] !== undefined && inputs[input] === undefined);
  const ours = unset.filter((input) => managedKeys(state).includes(input) && user[SINGLE[input]] === state[input]);
  // The site is not put back while the user is in teams that this resource does not manage.
  const free = ours.filter((input) => input !== "siteId" || teamIds.length === 0);
  const kept = free.filter((input) => (previous[input] ?? "") !== "" || !NEVER_CLEARED.includes(input));
  const changed = kept.filter((input) => previous[input] !== state[input]);
  return Object.fromEntries(changed.map((input) => [SINGLE[input], previous[input] || null]));
}

/** Teams set elsewhere, then ours. */
function teamsAfter(user: User, state: Values, { teamIds: wanted = [] }: Partial<AssignmentInputs>): readonly string[] {
  const before = strings(state.teamIds);
  const others = (user.teamIds ?? []).filter((id) => !before.includes(id) && !wanted.includes(id));
  return [...others, ...wanted];
}

function teamPatch(user: User, teamIds: readonly string[]): Patch {
  const now = new Set(user.teamIds ?? []);
  const same = now.size === teamIds.length && teamIds.every((id) => now.has(id));
  return same ? {} : { teamIds };
}

/** Whether a team is ours by the state; every team is after an adoption. */
export function mine(state: Values): (teamId: string) => boolean {
  if (managedKeys(state).includes("teamIds") && state.teamIds === undefined) return () => true;
  const ours = new Set(strings(state.teamIds));
  return (teamId) => ours.has(teamId);
}

export const previousOf = ({ previous }: Values): Previous =>
  typeof previous === "object" && previous !== null ? previous : {};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

export async function userById(api: WebexApi, id: string, email: string): Promise<User> {
  const user = await getUserById(api, id);
  if (user === undefined) throw new Error(gone(`The user ${email} (${id})`));
  return user;
}
