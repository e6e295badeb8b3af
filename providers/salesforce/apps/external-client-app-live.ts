import type { Values } from "../../core/resource/types";
import type { SalesforceApi } from "../rest/api";
import { HEADER, type LiveApp, type PartNames, PARTS } from "./external-client-app-parts";
import type { FileProperties } from "../metadata/metadata-client";
import { soqlText, isId } from "../rest/soql";

/** The app's row in the org's list, which is reliable, unlike queries. */
export const appRow = async (api: SalesforceApi, fullName: string): Promise<FileProperties | undefined> =>
  (await api.metadata.list(HEADER)).find((found) => found.fullName === fullName);

/** The app by the component names in the state; where one is not found, by the components that belong to the app. */
export async function liveApp(api: SalesforceApi, id: string, state: Values): Promise<LiveApp | undefined> {
  const header = await api.metadata.read(HEADER, id);
  if (header === undefined) return undefined;
  return { ...(await discovered(api, id, state)), header };
}

/** The parts of an app, without its header. */
export async function discovered(api: SalesforceApi, app: string, state: Values): Promise<LiveApp> {
  const parts = Object.entries(PARTS).map(async ([part, type]) => {
    const known = state[part];
    const named = typeof known === "string" ? await api.metadata.read(type, known) : undefined;
    if (named !== undefined) return [part, named] as const;
    const rows = await api.metadata.list(type);
    // The name is only a hint: a part belongs to the app that it refers to.
    const likely = [...rows].sort((a, b) => Number(b.fullName.startsWith(app)) - Number(a.fullName.startsWith(app)));
    for (const { fullName } of likely) {
      const found = await api.metadata.read(type, fullName);
      if (found?.externalClientApplication === app) return [part, found] as const;
    }
    return [part, undefined] as const;
  });
  // Every part has its entry, so only the header is missing.
  return { header: undefined, ...Object.fromEntries(await Promise.all(parts)) } as LiveApp;
}

/** The names of existing parts. */
export function knownNames(live: LiveApp): Partial<PartNames> {
  const entries = Object.keys(PARTS).flatMap((part) => {
    const name = live[part as keyof PartNames]?.fullName;
    return name === undefined ? [] : [[part, name] as const];
  });
  return Object.fromEntries(entries);
}

/** Policies refer to permission sets and profiles by name or, in some orgs, by id. These are the prefixes of the ids. */
const LISTS = [
  { key: "permissionSets", sobject: "PermissionSet", prefix: "0PS" },
  { key: "profiles", sobject: "Profile", prefix: "00e" },
] as const;

/** The values with names instead of ids. */
export async function namesOf(api: SalesforceApi, values: Values): Promise<Values> {
  const lists = await Promise.all(
    LISTS.map(async ({ key, sobject, prefix }) => {
      const told = Array.isArray(values[key]) ? values[key].filter((item) => typeof item === "string") : [];
      const ids = told.filter((item) => item.startsWith(prefix) && isId(item));
      if (ids.length === 0) return [];
      const rows = await api.query(`SELECT Id, Name FROM ${sobject} WHERE Id IN (${ids.map(soqlText).join(", ")})`);
      const named = new Map(rows.map((row) => [String(row.Id).slice(0, 15), String(row.Name)]));
      return [[key, told.map((item) => named.get(item.slice(0, 15)) ?? item)] as const];
    }),
  );
  return { ...values, ...Object.fromEntries(lists.flat()) };
}
