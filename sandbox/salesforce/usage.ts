import { z } from "zod";
import { forbidden } from "./salesforce-errors";
import type { Org } from "./org";

const HOUR_MS = 3_600_000;
const HOURS = 24;
const countSchema = z.number().int();

const hourKey = (hour: number) => ["sf-usage", hour] as const;

/** API calls of the last 24 hours. */
export function usedRequests(org: Org): number {
  const hour = Math.floor(org.core.clock.now() / HOUR_MS);
  return org.core.store
    .entries(["sf-usage"], countSchema)
    .filter(({ key }) => Number(key[1]) > hour - HOURS && Number(key[1]) <= hour)
    .reduce((sum, { value }) => sum + value, 0);
}

/** Counts an API call. Throws REQUEST_LIMIT_EXCEEDED when the limit of the day is reached; like the real service, without a Retry-After. */
export function countRequest(org: Org): void {
  const { store, clock } = org.core;
  store.transaction(() => {
    if (usedRequests(org) >= org.switches().dailyApiRequests) {
      throw forbidden("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }
    const hour = Math.floor(clock.now() / HOUR_MS);
    const used = store.get(hourKey(hour), countSchema);
    if (used === undefined) {
      for (const { key } of store.entries(["sf-usage"], countSchema)) {
        if (Number(key[1]) <= hour - HOURS) store.remove(key);
      }
    }
    store.put(hourKey(hour), (used ?? 0) + 1);
  });
}

/** The value of the header Sforce-Limit-Info. */
export const limitInfo = (org: Org): string => `api-usage=${usedRequests(org)}/${org.switches().dailyApiRequests}`;
