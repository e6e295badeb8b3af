import { type Before, type Store, Unfinished } from "../../core/resource/descriptor";
import { suggestion } from "../../core/resource/check-inputs";
import { notedIn } from "../../core/engine/earlier-values";
import { managedKeys, revisionOf } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { asError, HttpError, isAmbiguous } from "../../http/http-errors";
import type { AssignmentInputs } from "../resources/user-assignment";
import { auditByRevision, listedRows, listing, revisionFrom } from "../client/listing";
import { getUserById, type User, USER_LIST, userByEmail, users } from "../client/users";
import {
  SINGLE,
  SINGLES,
  type Previous,
  beforeOf,
  patchOf,
  patched,
  remembered,
  mine,
  previousOf,
  userById,
} from "./user-assignment-patch";

/** Addresses of users in the state that this run found to be gone. */
const goneUsers = new WeakMap<WebexApi, Set<string>>();

/** Records that a refresh of this run found the user to be gone. */
export function recordGone(api: WebexApi, email: string): void {
  goneUsers.set(api, new Set([...(goneUsers.get(api) ?? []), email.toLowerCase()]));
}

export const USERS_ADVICE =
  "are created and licensed in Control Hub, Management, Users, and appear in Contact Center within minutes";

const LEFT = "If the person left, take the address out of the program";

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
    update: ({ teamIds }) => ({ own: teamIds === undefined ? 2 : 3, asks: [USER_LIST] }),
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

async function assign(api: WebexApi, id: string, inputs: AssignmentInputs, state: Values): Promise<RemoteObject> {
  return change(api, await userById(api, id, inputs.email), inputs, state, notedIn(inputs));
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
  const known = managedKeys(state);
  const previous = {
    ...remembered(user, state, inputs),
    ...Object.fromEntries(
      Object.entries(before).flatMap(([input, { was }]) => (known.includes(input) ? [] : [[input, was] as const])),
    ),
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
