import type { Values } from "../../core/resource/types";
import type { SalesforceApi } from "../rest/api";
import { isId } from "../rest/ids";
import { soqlText } from "../rest/soql";

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
