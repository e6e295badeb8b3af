import { z } from "zod";
import type { Clock } from "./clock";
import { readSettings } from "./settings";
import type { Store } from "./store";

/** Webex counts the calls of a client id over windows of this length. https://developer.webex.com/webex-contact-center/docs/api-guidelines */
const WINDOW_MS = 60_000;

const windowSchema = z.object({ since: z.number(), used: z.number().int() });

/**
 * Counts one call of a client against its window.
 * @returns undefined when the call may proceed, else the whole seconds until the window ends.
 */
export const spend = (store: Store, clock: Clock, client: string): number | undefined =>
  store.transaction(() => {
    const { quotaPerMinute } = readSettings(store);
    if (quotaPerMinute === 0) return undefined;
    const now = clock.now();
    const place = ["quota", client] as const;
    const last = store.get(place, windowSchema);
    // A test that sets the clock back would otherwise leave a window that ends in the far future.
    const running = last !== undefined && now >= last.since && now < last.since + WINDOW_MS;
    const window = running ? last : { since: now, used: 0 };
    if (window.used >= quotaPerMinute) return Math.ceil((window.since + WINDOW_MS - now) / 1000);
    store.put(place, { since: window.since, used: window.used + 1 });
    return undefined;
  });
