import { z } from "zod";
import { asError } from "../../providers/http/http-errors";
import { CallError } from "./call-error";
import { webexDialect } from "../../providers/webex/client/dialect";
import {
  type FlowOperation,
  type FlowPlace,
  methodOf,
  pathOf,
  prefixesOf,
} from "../../providers/webex/client/flow-routes";
import { parseJson } from "../../flow/json";

/** The project id, the same in every organisation. */
export const PROJECT_ID = "5e5c9ad6d61f870d6d778c1b";

const credentials = z.object({
  orgId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  refreshToken: z.string(),
});
const token = z.object({ access_token: z.string() });
const row = z.looseObject({ id: z.string() });
export type Row = z.output<typeof row>;
const page = z.object({
  meta: z.looseObject({ links: z.looseObject({ next: z.string().optional() }).optional() }),
  data: z.array(row),
});
const refusal = z.looseObject({ message: z.string() });

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A sandbox over HTTP, with its credentials and public routes only. */
export interface Tenant {
  /** Base address of the sandbox, without a trailing slash. */
  readonly url: string;
  /** A row by its id; undefined where there is none. */
  readonly item: (noun: string, id: string) => Promise<Row | undefined>;
  /** All rows of a kind; lists omit arrays. */
  readonly rows: (noun: string) => Promise<readonly Row[]>;
  /** An operation of the flow service, under the prefix that this sandbox knows. */
  readonly flow: (
    operation: FlowOperation,
    at?: FlowPlace,
    query?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** A request to the sandbox's admin API. */
  readonly admin: (method: string, path: string, body?: unknown) => Promise<Answer>;
}

/**
 * Signs in to the sandbox with the credentials that it publishes.
 * @param url address of the sandbox, without a trailing slash.
 * @throws CallError where there is no answer, or another server than a sandbox.
 */
export async function openTenant(url: string): Promise<Tenant> {
  const known = credentials.safeParse((await request(url, "GET", "sandbox/credentials")).body);
  if (!known.success)
    throw new CallError(`What answers at ${url} is not a sandbox of datadip; start one with npx datadip sandbox.`);
  const { orgId, clientId, clientSecret, refreshToken } = known.data;
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  });
  const signedIn = await request(url, "POST", "webex/v1/access_token", form);
  const { access_token: accessToken } = token.parse(bodyOf(signedIn, "The sandbox's token endpoint"));
  const get = (path: string): Promise<Answer> => request(url, "GET", `webex${path}`, undefined, accessToken);
  return {
    url,
    item: async (noun, id) => {
      const answer = await get(`/organization/${orgId}/${noun}/${encodeURIComponent(id)}`);
      return answer.status === 404 ? undefined : row.parse(bodyOf(answer, `The list of kind ${noun}`));
    },
    rows: async (noun) => {
      const found: Row[] = [];
      for (let next: string | undefined = `/organization/${orgId}/v2/${noun}?pageSize=100`; next !== undefined;) {
        const { meta, data }: z.output<typeof page> = page.parse(bodyOf(await get(next), `The list of kind ${noun}`));
        found.push(...data);
        next = meta.links?.next;
      }
      return found;
    },
    flow: async (operation, at, query = {}) => {
      const path = `/${orgId}/project/${PROJECT_ID}/${pathOf(operation, at)}?${new URLSearchParams(query).toString()}`;
      const ask = (prefix: string) =>
        request(url, methodOf(operation), `webex${prefix}${path}`, undefined, accessToken);
      const [first, second] = prefixesOf(operation);
      const answer = await ask(first);
      const isUnknown = webexDialect.explain(answer.status, answer.body).failure === "no-such-route";
      return isUnknown ? ask(second) : answer;
    },
    admin: (method, path, body) =>
      request(url, method, `sandbox/${path}`, body === undefined ? undefined : JSON.stringify(body)),
  };
}

/** The body of an answer. @throws CallError with the service's message where the answer is not a success. */
export function bodyOf({ status, body }: Answer, what: string): unknown {
  if (status >= 200 && status < 300) return body;
  if (status === 429)
    throw new CallError(`${what} answers 429: the minute's requests are used up; call again in a minute.`);
  throw new CallError(`${what} answers ${status}: ${wordsOf(body)}`);
}

/** The message of an answer of the sandbox's admin API. */
export function wordsOf(body: unknown): string {
  const told = refusal.safeParse(body);
  return told.success ? told.data.message : JSON.stringify(body);
}

async function request(
  url: string,
  method: string,
  path: string,
  body?: string | URLSearchParams,
  accessToken?: string,
): Promise<Answer> {
  const headers = {
    ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
    ...(typeof body === "string" && { "Content-Type": "application/json" }),
  };
  const answer = await fetch(`${url}/${path}`, { method, headers, ...(body !== undefined && { body }) }).catch(
    (error: unknown) => {
      throw new CallError(
        `No sandbox answers at ${url} (${reasonOf(error)}): start it with npx datadip sandbox, or leave --url away to use the one in --dir.`,
      );
    },
  );
  const text = await answer.text();
  return { status: answer.status, body: parsed(text) };
}

/** The reason why a request got no answer. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return asError(cause).message;
}

/** The JSON, or the text: a web page or nothing; the caller reports what it expected. */
function parsed(text: string): unknown {
  const json = parseJson(text);
  return json === undefined ? text : json;
}
