import { type Before, type Store, Unfinished } from "../../core/resource/descriptor";
import { notedIn } from "../../core/engine/earlier-values";
import { isRecord, OWN, type RemoteObject, type Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { listing, type Row } from "../client/listing";
import { getUserById, sameEmail, type User, USER_LIST, userOf } from "../client/users";
import { carryOut, type Change, failureText, freshRows, markOf, type Place } from "./list-changes";
import { listCosts } from "./list-store";
import { recordGone } from "./user-assignment-store";
import { beforeOf, type Patch, patchOf, remembered, SINGLE, type Single, SINGLES } from "./user-assignment-patch";
import { type Assigned, type Mine, type Own, packOwn, unpackOwn, mineOf } from "./user-list-state";

const PLACE: Place = { list: USER_LIST, method: "PATCH", bulk: "user/bulk", item: "user" };

/** The changes as the state of a single `UserAssignment`, for values that nobody has changed since. */
function stateOf(user: User, mine: Mine | undefined): Values {
  if (mine === undefined) return {};
  const now = Object.entries(mine.set).map(([input, mark]) => {
    const live = user[SINGLE[input as Single]];
    return [input, live !== undefined && markOf(live) === mark ? live : CHANGED] as const;
  });
  return {
    ...Object.fromEntries(now),
    teamIds: teamsOf(user, mine),
    previous: Object.fromEntries(Object.entries(mine.was).filter(([, was]) => was !== null)),
    __managed: [...Object.keys(mine.set), ...(mine.teams === undefined ? [] : ["teamIds"])],
  };
}

/** Stands for a value that somebody has changed since; cannot be an id. */
const CHANGED = "\0";

const teamsOf = (user: User, { teams = [] }: Mine): string[] =>
  (user.teamIds ?? []).filter((id) => teams.includes(markOf(id)));

/** The part of a patch that the user does not have yet. */
function lacking(user: User, patch: Patch): Patch {
  const has = (field: string, value: unknown): boolean => {
    const now = (user as Values)[field];
    if (Array.isArray(value)) return sameSet(Array.isArray(now) ? now : [], value);
    return (now ?? "") === (value ?? "");
  };
  return Object.fromEntries(Object.entries(patch).filter(([field, value]) => !has(field, value)));
}

const sameSet = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));

export const sameAssigned = (now: Assigned, wanted: Assigned): boolean =>
  SINGLES.every((input) => (now[input] ?? "") === (wanted[input] ?? "")) &&
  sameSet(now.teamIds ?? [], wanted.teamIds ?? []);

const wantedOf = (inputs: Values): Readonly<Record<string, Assigned>> =>
  isRecord(inputs.users) ? (inputs.users as Record<string, Assigned>) : {};

/** Users with all their fields: where the list omits teams, wanted users are read one by one. */
async function withTeams(
  api: WebexApi,
  rows: readonly Row[],
  isWanted: (user: User) => boolean,
): Promise<readonly User[]> {
  const all = rows.filter((row) => typeof row.email === "string").map(userOf);
  if (all.some(({ teamIds }) => teamIds !== undefined)) return all.filter(isWanted);
  const asked = all.filter(isWanted).map(({ id }) => getUserById(api, id));
  return (await Promise.all(asked)).filter((user) => user !== undefined);
}

function wantedBy(inputs: Values, own: Own): (user: User) => boolean {
  const emails = new Set(Object.keys(wantedOf(inputs)).map((email) => email.toLowerCase()));
  return ({ id, email }) => emails.has(email.toLowerCase()) || own.has(markOf(id));
}

function liveOf(name: string, inputs: Values, users: readonly User[], own: Own): RemoteObject {
  const words = Object.entries(wantedOf(inputs));
  const entries = users.flatMap((user) => {
    const mine = own.get(markOf(user.id));
    if (mine === undefined) return [];
    const single = Object.keys(mine.set).flatMap((input) => {
      const value = user[SINGLE[input as Single]];
      return value === undefined || value === "" ? [] : [[input, value] as const];
    });
    const teams = mine.teams === undefined ? {} : { teamIds: teamsOf(user, mine) };
    const now: Assigned = { ...Object.fromEntries(single), ...teams };
    const [email, said] = words.find(([key]) => sameEmail(key, user.email)) ?? [user.email, undefined];
    return [[email, said !== undefined && sameAssigned(now, said) ? said : now] as const];
  });
  return { id: name, values: { ...inputs, name, users: Object.fromEntries(entries), [OWN]: packOwn(own) } };
}

async function apply(api: WebexApi, inputs: Values, own: Own, journal: Before): Promise<RemoteObject> {
  const wanted = wantedOf(inputs);
  const isWanted = wantedBy(inputs, own);
  const before = await withTeams(api, await freshRows(api, PLACE), isWanted);
  const failed = new Map<string, string>();
  const changes: Change[] = [];
  const next = new Map(own);
  const kept = new Set<string>();
  const change = (key: string, user: User, patch: Patch): void => {
    const item = lacking(user, patch);
    if (Object.keys(item).length === 0) return;
    const isDone = (rows: readonly Row[]): boolean =>
      rows.some((row) => row.id === user.id && Object.keys(lacking(userOf(row), item)).length === 0);
    changes.push({ key, action: "SAVE", item: { id: user.id, ...item }, isDone });
  };
  for (const [email, want] of Object.entries(wanted)) {
    const user = before.find((found) => sameEmail(found.email, email));
    if (user === undefined) {
      failed.set(email, "there is no such user in Contact Center");
      continue;
    }
    const mark = markOf(user.id);
    const state = stateOf(user, own.get(mark));
    const noted = SINGLES.flatMap((input) => {
      const was = own.get(mark)?.set[input] === undefined ? journal[`${user.id} ${input}`]?.was : undefined;
      return was === undefined ? [] : [[input, was] as const];
    });
    const was = { ...remembered(user, state, want), ...Object.fromEntries(noted) };
    kept.add(mark);
    // Kept after a failure too: a user who may have been changed no longer shows the earlier values.
    next.set(mark, mineOf(want, was));
    change(email, user, patchOf(user, state, want));
  }
  const released = before.filter(({ id }) => own.has(markOf(id)) && !kept.has(markOf(id)));
  for (const user of released) change(user.email, user, patchOf(user, stateOf(user, own.get(markOf(user.id))), {}));
  const { rows, failed: refused } = await carryOut(api, PLACE, changes);
  refused.forEach((reason, key) => failed.set(key, reason));
  const after = await withTeams(api, rows, isWanted);
  for (const mark of own.keys()) {
    const user = after.find(({ id }) => markOf(id) === mark);
    if (!kept.has(mark) && (user === undefined || !failed.has(user.email))) next.delete(mark);
  }
  for (const { key, item } of changes) {
    const user = after.find(({ id }) => id === item.id);
    const stayed = user === undefined ? [] : Object.keys(lacking(user, item));
    if (stayed.length > 0 && !failed.has(key))
      failed.set(key, `Webex answered that it was done, but ${stayed.join(", ")} did not change`);
  }
  const live = liveOf(nameOf(inputs), inputs, after, next);
  if (failed.size === 0) return live;
  const text = failureText("users", failed, Math.max(Object.keys(wanted).length, failed.size));
  if (own.size === 0 && failed.size >= Object.keys(wanted).length) throw new Error(text);
  throw new Unfinished(live, text);
}

const nameOf = (inputs: Values): string => String(inputs.name);

/** The users' values before the first change, by id and input. */
export function beforeAll(users: readonly User[], inputs: Values, left: Before = {}): Before {
  const noted = Object.entries(wantedOf(inputs)).flatMap(([email, want]) => {
    const user = users.find((found) => sameEmail(found.email, email));
    if (user === undefined) return [];
    const mine = Object.entries(left).flatMap(([key, value]) =>
      key.startsWith(`${user.id} `) ? [[key.slice(user.id.length + 1), value] as const] : [],
    );
    return Object.entries(beforeOf(user, want, Object.fromEntries(mine))).map(
      ([input, value]) => [`${user.id} ${input}`, value] as const,
    );
  });
  return Object.fromEntries(noted);
}

/** Users are never made or deleted here: a create assigns, a delete puts the earlier values back. */
export const userListStore: Store<WebexApi> = {
  calls: [
    "GET /organization/{orgId}/v2/user",
    "GET /organization/{orgId}/user/{id}",
    "PATCH /organization/{orgId}/user/bulk",
  ],
  create: (api, inputs) => apply(api, inputs, new Map(), {}),
  async begin(api, inputs, left) {
    const users = await withTeams(api, await freshRows(api, PLACE), wantedBy(inputs, new Map()));
    const before = beforeAll(users, inputs, left?.before);
    return { before, write: () => apply(api, inputs, new Map(), before) };
  },
  async read(api, id, state) {
    const own = unpackOwn(state[OWN]);
    const rows = [...(await listing(api, USER_LIST)).values()];
    const kept = Object.fromEntries(Object.entries(state).filter(([key]) => !key.startsWith("__")));
    const users = await withTeams(api, rows, ({ id: user }) => own.has(markOf(user)));
    for (const email of Object.keys(wantedOf(state)))
      if (!users.some((user) => sameEmail(user.email, email))) recordGone(api, email);
    return liveOf(id, kept, users, own);
  },
  update: (api, _id, inputs, state) => apply(api, inputs, unpackOwn(state[OWN]), notedIn(inputs)),
  async remove(api, _id, state) {
    const own = unpackOwn(state[OWN]);
    if (own.size === 0) return;
    await apply(api, { name: state.name, users: {} }, own, {});
  },
  cost: listCosts("users", USER_LIST),
  audit: { none: "a list does not say which of its users was changed last" },
  // An assignment is not a separate object: after a lost answer it is right to write again.
  find: () => Promise.resolve([]),
};
