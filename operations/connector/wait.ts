import type { Clock } from "../../providers/http/clock";

/** The result of a wait for a person. */
export type Ended = "made" | "told" | "given up";

export interface Waiting {
  /** Whether the connector exists. Called at once and then repeatedly. */
  readonly isThere: () => Promise<boolean>;
  /** Resolves with the person's answer: the connector is made (`told`), or the wait is cancelled (`given up`). */
  readonly person: Promise<"told" | "given up">;
  readonly clock: Clock;
  /** Time limit in ms; undefined: no limit. */
  readonly forMs: number | undefined;
}

/** Pause between two checks: a person needs minutes, and a check costs one call. */
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
