import { type Before, type Store, Unfinished } from "../../core/resource/descriptor";
import { suggestion } from "../../core/resource/check-inputs";
import { gone } from "../../core/engine/messages";
import { earlierValues } from "../../core/engine/journal";
import { managedKeys, revisionOf } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { asError, HttpError, isAmbiguous } from "../../http/http-errors";
import type { AssignmentInputs } from "../resources/user-assignment";
import { auditByRevision, listedRows, listing, revisionFrom } from "../client/listing";
import { writeKept } from "./kept";
import { getUserById, patchUser, type User, USER_LIST, userByEmail, users } from "../client/users";

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

/** Addresses of users in the state that this run found to be gone. */
const goneUsers = new WeakMap<WebexApi, Set<string>>();

/** Records that a refresh of this run found the user to be gone. */
export function recordGone(api: WebexApi, email: string): void {
  goneUsers.set(api, new Set([...(goneUsers.get(api) ?? []), email.toLowerCase()]));
}

export const USERS_ADVICE =
  "are created and licensed in Control Hub, Management, Users, and appear in Contact Center within minutes";

const LEFT = "If the person left, take this resource out of the program";

/** Most letters that count as a typing error. Small, as addresses of one domain are similar and belong to different people. */
const MISTYPED = 2;

/** The reason in a message that no user has this address. */
export async function absence(api: WebexApi, email: string): Promise<string> {
  if (goneUsers.get(api)?.has(email.toLowerCase()) === true)
    return `is the address of a user who existed at the last \`pulumi up\` and is gone (${email}). ${LEFT}; else license the user again: users ${USERS_ADVICE}`;
  const all = (await users(api)).flatMap((user) => (typeof user.email === "string" ? [user.email] : []));
  return `is not the address of a Contact Center user (${email})${suggestion(email, all, MISTYPED) || "."} ${LEFT}; users ${USERS_ADVICE}`;
}

/** Users are never made or deleted here: a create assigns, a delete puts the earlier values back. */
export const userAssignmentStore: Store<WebexApi, AssignmentInputs> = {
  async create(api, inputs) {
    return change(api, await userOf(api, inputs), inputs, {}, {});
  },

  async begin(api, inputs, left) {
    const user = await userOf(api, inputs);
    const before = beforeOf(user, inputs, left?.before);
    return { before, write: () => change(api, user, inputs, {}, before) };
  },

  async read(api, id, state) {
    const mark = revisionOf(state);
    const row = mark === undefined ? undefined : (await listing(api, USER_LIST)).get(id);
    if (row !== undefined && revisionFrom(row) === mark) return "unchanged";
    const user = await getUserById(api, id);
    if (user !== undefined) return liveOf(user, mine(state), previousOf(state));
    recordGone(api, String(state.email));
    return undefined;
  },

  update: (api, id, inputs, state) => assign(api, id, inputs, state),

  async remove(api, id, state) {
    const user = await getUserById(api, id);
    if (user === undefined) return;
    await patched(api, user, state, {});
  },

  calls: [
    "GET /organization/{orgId}/v2/user",
    "GET /organization/{orgId}/user/{id}",
    "PATCH /organization/{orgId}/user/{id}",
  ],

  list: async (api) => listedRows(await users(api)),
  // Where the teams change, the user is read again.
  cost: {
    create: ({ teamIds }) => ({ own: teamIds === undefined ? 2 : 3, asks: [USER_LIST] }),
    update: ({ teamIds }) => ({ own: teamIds === undefined ? 2 : 3 }),
    delete: ({ teamIds }) => ({ own: teamIds === undefined ? 2 : 3 }),
    outdates: USER_LIST,
  },
  audit: auditByRevision,

  // An assignment is not a separate object: after a lost answer it is right to write again.
  find: () => Promise.resolve([]),
};

async function userOf(api: WebexApi, { email }: AssignmentInputs): Promise<User> {
  const row = await userByEmail(api, email);
  if (row === undefined) throw new Error(`There is no user ${email} in Contact Center.`);
  return userById(api, row.id, email);
}

async function userById(api: WebexApi, id: string, email: string): Promise<User> {
  const user = await getUserById(api, id);
  if (user === undefined) throw new Error(gone(`The user ${email} (${id})`));
  return user;
}

/** The user's values before the first change. */
export function beforeOf(user: User, inputs: Partial<AssignmentInputs>, left: Before = {}): Before {
  const now = Object.fromEntries(SINGLES.map((input) => [input, user[SINGLE[input]] ?? ""]));
  const asked = SINGLES.flatMap((input) => (inputs[input] === undefined ? [] : [[input, inputs[input]] as const]));
  return earlierValues(now, Object.fromEntries(asked), left);
}

async function assign(api: WebexApi, id: string, inputs: AssignmentInputs, state: Values): Promise<RemoteObject> {
  return change(api, await userById(api, id, inputs.email), inputs, state, {});
}

async function change(
  api: WebexApi,
  user: User,
  inputs: AssignmentInputs,
  state: Values,
  before: Before,
): Promise<RemoteObject> {
  const wanted = new Set(inputs.teamIds);
  const isOurs = (teamId: string): boolean => wanted.has(teamId);
  const previous = {
    ...remembered(user, state, inputs),
    ...Object.fromEntries(Object.entries(before).map(([input, { was }]) => [input, was])),
  };
  try {
    return liveOf(await patched(api, user, state, inputs), isOurs, previous);
  } catch (error) {
    if (error instanceof HttpError && error.method === "PATCH" && !isAmbiguous(error)) throw error;
    // The change may have been made, and then only the state knows the earlier values.
    const asked = { ...user, ...patchOf(user, state, inputs) };
    const reason = `${asError(error).message} The user ${user.email} may have been changed: run \`pulumi up\` again.`;
    throw new Unfinished(liveOf(asked, isOurs, previous), reason);
  }
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
async function patched(api: WebexApi, user: User, state: Values, inputs: Partial<AssignmentInputs>): Promise<User> {
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

function liveOf(user: User, isOurs: (teamId: string) => boolean, previous: Previous): RemoteObject {
  const single = SINGLES.map((input) => [input, user[SINGLE[input]]] as const);
  return {
    id: user.id,
    values: {
      email: user.email,
      ...Object.fromEntries(single),
      teamIds: (user.teamIds ?? []).filter(isOurs),
      previous,
    },
    revision: revisionFrom(user),
  };
}

/** Whether a team is ours by the state; every team is after an adoption. */
function mine(state: Values): (teamId: string) => boolean {
  if (managedKeys(state).includes("teamIds") && state.teamIds === undefined) return () => true;
  const ours = new Set(strings(state.teamIds));
  return (teamId) => ours.has(teamId);
}

function previousOf({ previous }: Values): Previous {
  return typeof previous === "object" && previous !== null ? previous : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
