import { createHash } from "node:crypto";
import { asError } from "../../http/http-errors";
import type { Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { type BulkItem, type Outcome, sendBulk } from "../client/bulk";
import { forgetListing, listing, type Row } from "../client/listing";
import { COMPUTED } from "./entity";

/** Paths of a list's entries, below the organisation. */
export interface Place {
  /** Their list: `v2/dial-number`. */
  readonly list: string;
  readonly method: "POST" | "PATCH";
  /** Their bulk route: `dial-number/bulk`. */
  readonly bulk: string;
  /** The path of one entry before its id: `dial-number`. */
  readonly item: string;
}

/** A change of one entry of a list. */
export interface Change extends BulkItem {
  /** Name of the entry for people, unique in its list. */
  readonly key: string;
  /** Whether the list shows that the change was made. */
  isDone(rows: readonly Row[]): boolean;
}

export interface Carried {
  /** The list afterwards. */
  readonly rows: readonly Row[];
  /** Why an entry was not changed, by its key. */
  readonly failed: ReadonlyMap<string, string>;
  /** Ids of created entries, by their key. */
  readonly made: ReadonlyMap<string, string>;
}

/** Enough of an id's hash to distinguish the entries of a list, and short, as a failed run's state must fit into a header of 64 kB. */
const MARK_CHARS = 8;

/** The mark of an entry's id that state keeps. */
export const markOf = (id: string): string => createHash("sha256").update(id).digest("base64url").slice(0, MARK_CHARS);

export const marksIn = (text: unknown): readonly string[] =>
  typeof text === "string" ? (text.match(new RegExp(`.{${MARK_CHARS}}`, "g")) ?? []) : [];

/** The list as it is now. */
export async function freshRows(api: WebexApi, place: Place): Promise<readonly Row[]> {
  forgetListing(api, place.list);
  return [...(await listing(api, place.list)).values()];
}

/**
 * Makes changes, deletions first, and reads the list. After a lost answer the list decides: changes that it shows were made, and only
 * those that it still lacks when the request must be over are sent again.
 */
export async function carryOut(api: WebexApi, place: Place, changes: readonly Change[]): Promise<Carried> {
  const refused = new Map<Change, string>();
  const made = new Map<string, string>();
  const note = (change: Change, outcome: Outcome): void => {
    refused.delete(change);
    if (outcome.is === "refused") refused.set(change, outcome.reason);
    if (outcome.is === "lost") refused.set(change, `it is not known whether it was done: ${outcome.error.message}`);
    if (outcome.is === "done" && outcome.id !== undefined && change.item.id === undefined)
      made.set(change.key, outcome.id);
  };
  for (const action of ["DELETE", "SAVE"] as const) {
    const mine = changes.filter((change) => change.action === action);
    const first = await sent(api, place, mine);
    const lost = mine.filter((_change, i) => first[i]?.is === "lost");
    mine.forEach((change, i) => note(change, first[i] as Outcome));
    if (lost.length === 0) continue;
    const left = await undone(api, place, lost, first);
    const again = await sent(api, place, left);
    lost.forEach((change) => refused.delete(change));
    left.forEach((change, i) => note(change, again[i] as Outcome));
  }
  const rows = await freshRows(api, place);
  // If the first request did work after all, the second one is refused as a duplicate, or as gone.
  const failed = [...refused].filter(([change]) => !change.isDone(rows));
  return { rows, failed: new Map(failed.map(([{ key }, reason]) => [key, reason])), made };
}

/** Sends by the bulk route; updates that the route does not support are sent one by one. */
async function sent(api: WebexApi, place: Place, changes: readonly Change[]): Promise<readonly Outcome[]> {
  const fact = `no bulk update ${place.bulk.replace(/\/[^/]+\/entry/, "/entry")}`;
  const isUpdate = ({ action, item }: Change): boolean => action === "SAVE" && item.id !== undefined;
  const inBulk = api.knows(fact) ? changes.filter((change) => !isUpdate(change)) : changes;
  for (const { action, item, key } of inBulk) {
    // A deletion without an id might delete the whole list.
    if (action === "DELETE" && (typeof item.id !== "string" || item.id === ""))
      throw new Error(`datadip will not delete ${key} without an id: please report this as a defect.`);
  }
  const items = inBulk.map(({ action, item }) => ({ action, item: writable(item) }));
  const said = await sendBulk(api, place.method, place.bulk, items);
  const outcomes = new Map(inBulk.map((change, i) => [change, said[i]]));
  for (const change of changes) {
    const outcome = outcomes.get(change);
    if (outcome !== undefined && !(place.method === "POST" && isUpdate(change) && isNoBulkUpdate(outcome))) continue;
    if (outcome !== undefined) api.learn(fact);
    outcomes.set(change, await replaced(api, place, change));
  }
  return changes.map((change) => outcomes.get(change) as Outcome);
}

/** The item without fields that only the service sets. */
const writable = (item: Values): Values =>
  Object.fromEntries(Object.entries(item).filter(([field]) => !COMPUTED.includes(field)));

/** "New configuration cannot have an id": this bulk route can only create and delete. */
const isNoBulkUpdate = (outcome: Outcome): boolean =>
  outcome.is === "refused" && outcome.status === 400 && outcome.reason.includes("cannot have an id");

async function replaced(api: WebexApi, { item: path }: Place, { item }: Change): Promise<Outcome> {
  try {
    await api.config({ method: "PUT", path: `${path}/${encodeURIComponent(String(item.id))}`, json: writable(item) });
    return { is: "done", id: undefined };
  } catch (thrown) {
    return { is: "refused", status: 0, reason: asError(thrown).message };
  }
}

/** Reads the list until it shows every change, or until no lost request can still be running. */
async function undone(
  api: WebexApi,
  place: Place,
  lost: readonly Change[],
  outcomes: readonly Outcome[],
): Promise<readonly Change[]> {
  const longest = outcomes.map((outcome) => (outcome.is === "lost" ? (outcome.error.mayWorkMs ?? 0) : 0));
  for (const until = api.now() + Math.max(...longest); ; await api.pause(until)) {
    const rows = await freshRows(api, place);
    const left = lost.filter((change) => !change.isDone(rows));
    if (left.length === 0 || api.now() >= until) return left;
  }
}

/** A message about the failures, with the first 20 named. */
export function failureText(called: string, failed: ReadonlyMap<string, string>, of: number): string {
  const shown = [...failed].slice(0, MAX_SHOWN).map(([key, reason]) => `${key}: ${reason}`);
  const more = failed.size > MAX_SHOWN ? [`and ${failed.size - MAX_SHOWN} more`] : [];
  return (
    `${failed.size} of ${of} ${called} ${failed.size === 1 ? "is" : "are"} not as the program says: ${[...shown, ...more].join("; ")}. ` +
    `The others are done and in state; \`pulumi up\` goes on with these.`
  );
}

const MAX_SHOWN = 20;
