import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../../sandbox";

/** Where the flows of an organisation stand. */
export const PROJECT = "5e5c9ad6d61f870d6d778c1b";

/** Any JSON answer, read member by member. */
export interface Data {
  readonly [key: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer as an object; empty when it is none. */
  readonly data: Data;
  /** The answer as a list of objects; for an envelope, its rows. */
  readonly rows: readonly Data[];
}

const isData = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function rowsOf(value: unknown): readonly Data[] {
  if (Array.isArray(value)) return value.filter(isData);
  return isData(value) && Array.isArray(value.data) ? value.data.filter(isData) : [];
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const value = parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: isData(value) ? value : {},
    rows: rowsOf(value),
  };
}

/** A text member of an answer; fails the test when it is none. */
export function text(data: Data | undefined, key: string): string {
  const value = data?.[key];
  if (typeof value !== "string") throw new Error(`${key} is not a text in ${JSON.stringify(data)}`);
  return value;
}

/** A member that is an object. */
export function member(data: Data | undefined, key: string): Data {
  const value = data?.[key];
  if (!isData(value)) throw new Error(`${key} is not an object in ${JSON.stringify(data)}`);
  return value;
}

/** A member that is a list of objects. */
export const list = (data: Data | undefined, key: string): readonly Data[] => rowsOf(data?.[key]);

export interface CallOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A tenant on a directory of its own, and ways to talk to it. */
export interface Tenant {
  readonly sandbox: Sandbox;
  readonly dir: string;
  readonly orgId: string;
  readonly token: string;
  /** A call to any path of the server. */
  readonly raw: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  /** A call to a configuration path, relative to the organisation. */
  readonly api: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  /** A call to a flow path, relative to the project. */
  readonly flow: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  readonly admin: (method: string, path: string, body?: unknown) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

export async function call(
  url: string,
  method: string,
  body: unknown,
  { token, headers = {} }: CallOptions,
): Promise<Reply> {
  const bearer = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const json = body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" };
  const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
  const init = { method, headers: { ...json, ...bearer, ...headers } };
  return replyOf(await fetch(url, sent === undefined ? init : { ...init, body: sent }));
}

/** A token of the tenant's service app, or of anybody who the wish describes. */
export const mint = async (url: string, wish: Data = {}): Promise<string> =>
  text((await call(`${url}/sandbox/tokens`, "POST", wish, {})).data, "access_token");

export async function openTenant(options: Partial<SandboxOptions> = {}): Promise<Tenant> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "datadip-sandbox-"));
  const sandbox = await startSandbox({ dir, ...options });
  sandbox.settings({ quotaPerMinute: 0 });
  const { orgId } = sandbox.credentials;
  const token = await mint(sandbox.url);
  const raw: Tenant["raw"] = (method, path, body, more = {}) =>
    call(`${sandbox.url}${path}`, method, body, { token, ...more });
  return {
    sandbox,
    dir,
    orgId,
    token,
    raw,
    api: (method, path, body, more) => raw(method, `/webex/organization/${orgId}/${path}`, body, more),
    flow: (method, path, body, more) =>
      raw(method, `/webex/flow-store/${orgId}/project/${PROJECT}/${path}`, body, more),
    admin: (method, path, body) => raw(method, `/sandbox/${path}`, body),
    close: async () => {
      await sandbox.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
