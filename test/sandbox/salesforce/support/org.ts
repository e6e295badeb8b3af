import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "../../../../sandbox";

/** Noon of 1 December 2026: later than anything the sample org holds. */
export const START = Date.UTC(2026, 11, 1, 12);

export interface Data {
  readonly [key: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer as JSON; undefined when it is none. */
  readonly json: unknown;
  /** The answer as one object; empty when it is none. */
  readonly data: Data;
  /** The answer as a list of objects; the records of a query. */
  readonly rows: readonly Data[];
}

export const isData = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly Data[] => (Array.isArray(value) ? value.filter(isData) : []);

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const json = parse(text);
  const data = isData(json) ? json : {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    json,
    data,
    rows: Array.isArray(json) ? listOf(json) : listOf(data.records ?? data.searchRecords),
  };
}

/** A text member; fails the test when it is none. */
export function text(data: Data | undefined, key: string): string {
  const value = data?.[key];
  if (typeof value !== "string") throw new Error(`${key} is not a text in ${JSON.stringify(data)}`);
  return value;
}

export function member(data: Data | undefined, key: string): Data {
  const value = data?.[key];
  if (!isData(value)) throw new Error(`${key} is not an object in ${JSON.stringify(data)}`);
  return value;
}

export const list = (data: Data | undefined, key: string): readonly Data[] => listOf(data?.[key]);

export interface CallOptions {
  /** Null for no Authorization header at all. */
  readonly token?: string | null;
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An org in a directory of its own, with time that moves when a test says so, and ways to talk to it. */
export interface TestOrg {
  readonly sandbox: Sandbox;
  readonly dir: string;
  /** The instance URL. */
  readonly base: string;
  /** A session of the administrator. */
  readonly token: string;
  /** A call to any path below the instance URL. */
  readonly raw: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  /** A call below `/services/data/v66.0`. */
  readonly api: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  /** The records of a query. */
  readonly query: (soql: string, options?: CallOptions) => Promise<Reply>;
  /** The one record of a query. */
  readonly one: (soql: string) => Promise<Data>;
  /** A request to the token endpoint. */
  readonly oauth: (fields: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly admin: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** A session of any user, as if they had signed in themselves. */
  readonly sessionOf: (username: string) => Promise<string>;
  readonly advance: (ms: number) => void;
  readonly now: () => number;
  readonly close: () => Promise<void>;
}

async function send(
  url: string,
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  const plain = typeof body === "string" || body instanceof FormData || body instanceof URLSearchParams;
  const json = body === undefined || plain ? {} : { "Content-Type": "application/json" };
  const init = { method, headers: { ...json, ...headers } };
  if (body === undefined) return replyOf(await fetch(url, init));
  return replyOf(await fetch(url, { ...init, body: plain ? body : JSON.stringify(body) }));
}

export async function openOrg(dir?: string): Promise<TestOrg> {
  const place = dir ?? mkdtempSync(join(tmpdir(), "datadip-salesforce-"));
  let now = START;
  const sandbox = await startSandbox({ dir: place, clock: { now: () => now } });
  const base = sandbox.salesforce.instanceUrl;
  const token = sandbox.salesforce.credentials.accessToken;
  const raw: TestOrg["raw"] = (method, path, body, options = {}) => {
    const bearer = options.token === null ? {} : { Authorization: `Bearer ${options.token ?? token}` };
    return send(`${base}${path}`, method, body, { ...bearer, ...options.headers });
  };
  const api: TestOrg["api"] = (method, path, body, options = {}) =>
    raw(method, `/services/data/v${options.version ?? "66.0"}${path}`, body, options);
  const query: TestOrg["query"] = (soql, options) =>
    api("GET", `/query?q=${encodeURIComponent(soql)}`, undefined, options);
  const admin: TestOrg["admin"] = (method, path, body) => send(`${sandbox.url}/sandbox${path}`, method, body, {});
  return {
    sandbox,
    dir: place,
    base,
    token,
    raw,
    api,
    query,
    one: async (soql) => {
      const { rows, text: answer } = await query(soql);
      const [row, ...others] = rows;
      if (row === undefined || others.length > 0) throw new Error(`one record was expected of ${soql}: ${answer}`);
      return row;
    },
    oauth: (fields) => send(`${base}/services/oauth2/token`, "POST", new URLSearchParams(fields), {}),
    admin,
    sessionOf: async (username) => text((await admin("POST", "/salesforce/tokens", { username })).data, "access_token"),
    advance: (ms) => {
      now += ms;
    },
    now: () => now,
    close: async () => {
      await sandbox.close();
      if (dir === undefined) rmSync(place, { recursive: true, force: true });
    },
  };
}

/** The code of the first problem of a REST error body. */
export const errorCode = ({ rows }: Reply): unknown => rows[0]?.errorCode;

/** A fresh record's id. */
export function created(reply: Reply): string {
  if (reply.status !== 201) throw new Error(`201 was expected: ${reply.status} ${reply.text}`);
  return text(reply.data, "id");
}

export const profileId = async (org: TestOrg, name: string): Promise<string> =>
  text(await org.one(`SELECT Id FROM Profile WHERE Name = '${name}'`), "Id");

/** What a user needs to be made. */
export const userBody = (profile: string, username: string): Data => ({
  Username: username,
  LastName: "Integration",
  Email: username,
  Alias: "integr",
  ProfileId: profile,
  TimeZoneSidKey: "Europe/Paris",
  LocaleSidKey: "en_US",
  EmailEncodingKey: "UTF-8",
  LanguageLocaleKey: "en_US",
});

export const INTEGRATION_PROFILE = "Minimum Access - API Only Integrations";

/** A user of the integration licence with the permission set licence that lets it read records. */
export async function makeIntegrationUser(org: TestOrg, username = "dip@datadip.example"): Promise<string> {
  const user = created(
    await org.api("POST", "/sobjects/User", userBody(await profileId(org, INTEGRATION_PROFILE), username)),
  );
  const license = await org.one(
    "SELECT Id FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'",
  );
  const assignment = { AssigneeId: user, PermissionSetLicenseId: license.Id };
  created(await org.api("POST", "/sobjects/PermissionSetLicenseAssign", assignment));
  return user;
}

/** Gives a user a permission set. */
export async function assign(org: TestOrg, userId: string, setName: string): Promise<string> {
  const set = await org.one(`SELECT Id FROM PermissionSet WHERE Name = '${setName}' AND IsOwnedByProfile = false`);
  return created(
    await org.api("POST", "/sobjects/PermissionSetAssignment", { AssigneeId: userId, PermissionSetId: set.Id }),
  );
}
