import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { AsyncAnswering } from "../../flow/simulate";
import { startSandbox } from "../../sandbox";
import { parseJson } from "../../flow/json";

const rows = z.array(z.record(z.string(), z.json())).default([]);

/** Records for the look-ups of callers: `{ Contact: [...], Account: [...], Case: [...] }`. */
export const recordsSchema = z.strictObject({ Account: rows, Contact: rows, Case: rows });
export type Records = z.output<typeof recordsSchema>;

/** A Salesforce with these records only, for the time of a review. */
export interface RecordsOrg {
  readonly answer: AsyncAnswering;
  /** Number of rows that its searches have found so far. */
  readonly found: () => number;
  readonly close: () => Promise<void>;
}

const DELAY_MS = 150;
const stored = z.array(z.looseObject({ Id: z.string() }));
const createdRecord = z.looseObject({ Id: z.string() });
const counted = z.looseObject({ totalSize: z.number() });

/** The emulator's Salesforce in a temporary folder, which is deleted with all records at the end. */
export async function openRecords(records: Records): Promise<RecordsOrg> {
  const dir = mkdtempSync(join(tmpdir(), "datadip-review-"));
  const sandbox = await startSandbox({ dir, unref: true });
  const close = async (): Promise<void> => {
    await sandbox.close();
    rmSync(dir, { recursive: true, force: true });
  };
  const state = (path: string): string => `${sandbox.url}/sandbox/state/salesforce/${path}`;
  try {
    for (const object of ["CaseComment", "Case", "Contact", "Account"])
      for (const { Id } of stored.parse(await (await fetch(state(object))).json()))
        await fetch(state(`${object}/${Id}`), { method: "DELETE" });
    await plant(records, state);
  } catch (error) {
    await close();
    throw error;
  }
  const { accessToken } = sandbox.salesforce.credentials;
  let found = 0;
  const answer: AsyncAnswering = async ({ method, url, body }) => {
    const at = url.indexOf("/services/");
    if (at < 0)
      return { failure: "the records answer for Salesforce alone; give --table for other servers", delayMs: 0 };
    const answered = await fetch(`${sandbox.salesforce.instanceUrl}${url.slice(at)}`, {
      method,
      headers: { Authorization: `Bearer ${accessToken}`, "Content-Type": "application/json" },
      ...(body !== "" && method !== "GET" && { body }),
    });
    const text = await answered.text();
    found += counted.safeParse(parseJson(text)).data?.totalSize ?? 0;
    return { status: answered.status, body: text, delayMs: DELAY_MS };
  };
  return { answer, found: () => found, close };
}

/** Makes the records, accounts first, as others refer to them. Ids in the file are replaced by the org's everywhere. */
async function plant(records: Records, state: (path: string) => string): Promise<void> {
  const ids = new Map<string, string>();
  for (const object of ["Account", "Contact", "Case"] as const)
    for (const { Id: old, ...fields } of records[object]) {
      const own = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          typeof value === "string" ? (ids.get(value) ?? value) : value,
        ]),
      );
      const answered = await fetch(state(object), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...defaults(object), ...withName(object, own) }),
      });
      const { Id } = createdRecord.parse(await answered.json());
      if (typeof old === "string") ids.set(old, Id);
    }
}

const defaults = (object: keyof Records): object => (object === "Case" ? { IsClosed: false, Status: "New" } : {});

/** The fields with first and last name, from which Salesforce makes a contact's name. */
function withName(object: keyof Records, fields: Readonly<Record<string, unknown>>): object {
  if (object !== "Contact" || typeof fields.Name === "string" || typeof fields.LastName !== "string") return fields;
  const first = typeof fields.FirstName === "string" ? `${fields.FirstName} ` : "";
  return { ...fields, Name: `${first}${fields.LastName}` };
}

const PHONES = ["Phone", "MobilePhone", "HomePhone", "OtherPhone"];

/** A number of one record only, else the first; and a number that several share. Undefined where there is none. */
export function callersOf({ Contact, Account }: Records): { readonly one?: string; readonly several?: string } {
  const numbers = [...Contact, ...Account].map((row) =>
    PHONES.map((name) => row[name]).find((value) => typeof value === "string"),
  );
  const digits = numbers.flatMap((number) => (typeof number === "string" ? [e164(number)] : []));
  const one = digits.find((number) => digits.filter((other) => other === number).length === 1) ?? digits[0];
  const several = digits.find((number) => digits.filter((other) => other === number).length > 1);
  return { ...(one !== undefined && { one }), ...(several !== undefined && { several }) };
}

/** A number in E.164. A number of ten digits counts as American, since its country is not known. */
function e164(written: string): string {
  const digits = written.replace(/\D/g, "");
  if (written.trim().startsWith("+")) return `+${digits}`;
  return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}
