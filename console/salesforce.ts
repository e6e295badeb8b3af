import { z } from "zod";
import { NEWEST_API_VERSION } from "../providers/salesforce/limits";

/** The sandbox's Salesforce as its administrator sees it. Every query goes over HTTP. */

const session = z.object({ access_token: z.string() });
const found = z.looseObject({ totalSize: z.number(), records: z.array(z.record(z.string(), z.unknown())) });
const refused = z.array(z.looseObject({ errorCode: z.string(), message: z.string() })).min(1);

export type Row = Readonly<Record<string, string>>;

export type Answer =
  { readonly rows: readonly Row[]; readonly total: number } | { readonly errorCode: string; readonly message: string };

const tokens = new Map<string, string>();

async function tokenAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/sandbox/salesforce/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  return session.parse(await answer.json()).access_token;
}

/** The result of a SOQL query in the sandbox at `url`. */
export async function query(url: string, soql: string): Promise<Answer> {
  const ask = (token: string): Promise<Response> =>
    fetch(`${url}/salesforce/services/data/v${NEWEST_API_VERSION}.0/query?q=${encodeURIComponent(soql)}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  const known = tokens.get(url);
  let answer = known === undefined ? undefined : await ask(known);
  // A session expires after some hours.
  if (answer === undefined || answer.status === 401) {
    const token = await tokenAt(url);
    tokens.set(url, token);
    answer = await ask(token);
  }
  const body: unknown = await answer.json();
  const failure = refused.safeParse(body).data?.[0];
  if (failure !== undefined) return failure;
  const { totalSize: total, records } = found.parse(body);
  return { total, rows: records.map((record) => flat(record)) };
}

/** Flattens `{ Account: { Name: "x" } }` to `Account.Name`. */
const flat = (record: Readonly<Record<string, unknown>>, prefix = ""): Row =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      if (name === "attributes") return [];
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        return Object.entries(flat(value as Readonly<Record<string, unknown>>, `${prefix}${name}.`));
      return [[`${prefix}${name}`, valueText(value)] as const];
    }),
  );

/** A value as text for people. */
export const valueText = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
