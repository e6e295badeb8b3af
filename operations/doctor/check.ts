import { asError } from "../../providers/http/http-errors";

/** `skipped`: there is nothing of it to check here. */
export type Status = "ok" | "warning" | "failed" | "skipped";

/** One thing that was looked at. */
export interface Check {
  /** What was looked at: "Webex organisation". */
  readonly name: string;
  readonly status: Status;
  readonly says: string;
  /** The way out of a warning or a failure. */
  readonly mend?: string;
}

/** When to warn of what runs out, in days. */
export interface Thresholds {
  readonly refreshTokenDays: number;
  readonly certificateDays: number;
}

const DAY_MS = 86_400_000;

export const ok = (name: string, says: string): Check => ({ name, status: "ok", says });
export const skipped = (name: string, says: string): Check => ({ name, status: "skipped", says });
export const warning = (name: string, says: string, mend: string): Check => ({ name, status: "warning", says, mend });
export const failed = (name: string, says: string, mend?: string): Check => ({
  name,
  status: "failed",
  says,
  ...(mend === undefined ? {} : { mend }),
});

/** What `look` finds, or its failure as a failed check: messages of the providers tell the way out themselves. */
export async function attempt(name: string, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    return failed(name, asError(error).message);
  }
}

/** How long something still holds, as a check. Times in ms since the epoch; pure. */
export function expiry(name: string, expiresAt: number, now: number, warnDays: number, mend: string): Check {
  const days = Math.floor((expiresAt - now) / DAY_MS);
  const date = new Date(expiresAt).toISOString().slice(0, 10);
  if (expiresAt <= now) return failed(name, `it ran out on ${date}`, mend);
  const says = `it runs out on ${date}, in ${days} ${days === 1 ? "day" : "days"}`;
  return days < warnDays ? warning(name, says, mend) : ok(name, says);
}
