import { isJsonObject, parseJson, textOf, type Json, type JsonObject } from "./core/json";
import type { Sandbox } from "./running";
import { membersOf } from "./webex";
import { NOUNS } from "./webex/nouns";
import type { Noun } from "./webex/noun";

/** The client id under which a colleague's calls are logged. */
const CLIENT_ID = "colleague";
const QUEUE = "contact-service-queue";

/** A change that cannot be made. The message names what to type instead. */
export class ChangeError extends Error {}

/** One field of an object before and after a change. */
export interface Changed {
  readonly field: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

interface Target {
  readonly noun: Noun;
  readonly name: string;
}

/** `Data Dip Urgent` is a queue. `team/Data Dip` names the kind as well, as in the paths of the configuration API. */
function targetOf(text: string): Target {
  const at = text.indexOf("/");
  const kind = at < 0 ? QUEUE : text.slice(0, at);
  const noun = NOUNS.find((candidate) => candidate.kind === kind);
  if (noun !== undefined) return { noun, name: text.slice(at + 1) };
  const kinds = NOUNS.map((candidate) => candidate.kind).join(", ");
  throw new ChangeError(`There is no kind ${kind}; write KIND/NAME with one of ${kinds}, or the name of a queue.`);
}

/** The value of a JSON text, such as null, or the text itself. */
function valueOf(text: string): Json {
  const json = parseJson(text);
  return json === undefined ? text : json;
}

/** Parses `serviceLevelThreshold=99`: the value is read as JSON if it is valid JSON, else as text. @throws ChangeError for another form. */
function assigned(text: string): readonly [string, Json] {
  const [, field, value] = /^([A-Za-z]\w*)=(.*)$/s.exec(text) ?? [];
  if (field === undefined || value === undefined)
    throw new ChangeError(`${text} is not field=value, for instance serviceLevelThreshold=99.`);
  return [field, valueOf(value)];
}

type Ask = (method: "GET" | "PUT", path: string, body?: JsonObject) => Promise<Json>;

/** Calls the configuration API as a separate client. */
async function asColleague(url: string): Promise<Ask> {
  const headers = { "Content-Type": "application/json" };
  const admin = async (path: string, body?: JsonObject): Promise<JsonObject> => {
    const sent = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/sandbox/${path}`, sent).catch(() => undefined);
    if (answer === undefined) throw new ChangeError(`No sandbox answers at ${url}: start it with npx datadip sandbox.`);
    const told: unknown = await answer.json();
    return isJsonObject(told) ? told : {};
  };
  const orgId = textOf((await admin("health")).orgId);
  const token = textOf((await admin("tokens", { clientId: CLIENT_ID })).access_token);
  return async (method, path, sent) => {
    const answer = await fetch(`${url}/webex/organization/${orgId}/${path}`, {
      method,
      headers: { ...headers, Authorization: `Bearer ${token}` },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new ChangeError(`Webex refused ${method} ${path} with ${answer.status}: ${text}`);
    return valueOf(text);
  };
}

function objects(list: Json): readonly JsonObject[] {
  const rows = isJsonObject(list) ? list.data : list;
  return Array.isArray(rows) ? rows.filter((row): row is JsonObject => isJsonObject(row)) : [];
}

const MAX_PAGE = 100;

async function idOf(ask: Ask, { noun, name }: Target): Promise<string> {
  const path = `${[noun.prefixes.list.at(-1), noun.kind].filter((part) => part !== "").join("/")}`;
  const names: string[] = [];
  for (let page = 0; ; page += 1) {
    const rows = objects(await ask("GET", `${path}?page=${page}&pageSize=${MAX_PAGE}`));
    const found = rows.find((row) => row.name === name);
    if (found !== undefined) return textOf(found.id);
    names.push(...rows.map((row) => textOf(row.name)));
    if (rows.length < MAX_PAGE) break;
  }
  const known = names.length === 0 ? "there is none yet" : `there are ${names.join(", ")}`;
  throw new ChangeError(`There is no ${noun.kind} named ${name}; ${known}.`);
}

/**
 * Edits one object over HTTP as a second person would in Control Hub: finds it by name, reads it, writes it back with other values.
 * @param target the name of a queue, or `KIND/NAME`
 * @param changes `field=value`, with the field names of the configuration API
 * @throws ChangeError when the object or field does not exist, or Webex refuses
 */
export async function changeByHand(
  { url }: Pick<Sandbox, "url">,
  target: string,
  changes: readonly string[],
): Promise<readonly Changed[]> {
  const wanted = targetOf(target);
  const values = changes.map(assigned);
  const ask = await asColleague(url);
  const id = await idOf(ask, wanted);
  const item = [wanted.noun.prefixes.item.at(-1), wanted.noun.kind, id].filter((part) => part !== "").join("/");
  const before = await ask("GET", item);
  if (!isJsonObject(before)) throw new ChangeError(`Webex answered no object for ${item}.`);
  const { computed = [] } = wanted.noun;
  const members = [...new Set([...(membersOf(wanted.noun.kind) ?? []), ...Object.keys(before)])]
    .filter((member) => !computed.includes(member))
    .toSorted();
  const unknown = values.find(([field]) => !members.includes(field))?.[0];
  if (unknown !== undefined)
    throw new ChangeError(`A ${wanted.noun.kind} has no ${unknown}; it has ${members.join(", ")}.`);
  const after = await ask("PUT", item, { ...before, ...Object.fromEntries(values) });
  return values.map(([field]) => ({ field, before: before[field], after: isJsonObject(after) ? after[field] : null }));
}
