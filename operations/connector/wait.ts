import type { Clock } from "../../providers/http/clock";

/** How a wait for a person ended. */
export type Ended = "made" | "told" | "given up";

export interface Waiting {
  /** Whether the connector is there. Asked at once, and then again and again. */
  readonly isThere: () => Promise<boolean>;
  /** Resolves when the person says so: it is done, or waiting is over. */
  readonly person: Promise<"told" | "given up">;
  readonly clock: Clock;
  /** How long, in milliseconds; without end where undefined. */
  readonly forMs: number | undefined;
}

/** A person needs minutes; a look costs one call. */
const BETWEEN_LOOKS_MS = 5_000;

/** Waits until a person has made a connector. @throws Error where the cloud cannot be asked. */
export async function untilMade({ isThere, person, clock, forMs }: Waiting): Promise<Ended> {
  const end = forMs === undefined ? Infinity : clock.now() + forMs;
  const ended = new AbortController();
  const said = person.then((how) => {
    ended.abort();
    return how;
  });
  for (;;) {
    if (await isThere()) return "made";
    const pause = Math.min(BETWEEN_LOOKS_MS, end - clock.now());
    if (pause <= 0) return "given up";
    const how = await Promise.race([said, clock.sleep(pause, ended.signal).catch(() => said)]);
    if (how !== undefined) return how;
  }
}
