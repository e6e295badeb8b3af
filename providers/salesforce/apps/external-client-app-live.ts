import type { Values } from "../../core/resource/types";
import type { SalesforceApi } from "../rest/api";
import { HEADER, type LiveApp, type PartNames, PARTS } from "./external-client-app-parts";
import type { FileProperties } from "../metadata/metadata-client";

/** The app's row in the org's list, which is reliable, unlike queries. */
export async function appRow(api: SalesforceApi, fullName: string): Promise<FileProperties | undefined> {
  return (await api.metadata.list(HEADER)).find((found) => found.fullName === fullName);
}

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
