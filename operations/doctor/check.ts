import { asError } from "../../providers/http/http-errors";

/** `skipped`: nothing to check here. */
export type Status = "ok" | "warning" | "failed" | "skipped";

/** The result of one check. */
export interface Check {
  /** Subject of the check: "Webex organisation". */
  readonly name: string;
  readonly status: Status;
  readonly says: string;
  /** What to do about a warning or a failure. */
  readonly mend?: string;
}

/** How many days before an expiry to warn. */
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

/** The result of `look`; an error becomes a failed check, as the providers' messages already say what to do. */
export async function attempt(name: string, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    return failed(name, asError(error).message);
  }
}

/** A check of an expiry time. Times in ms since the epoch; pure. */
export function expiry(name: string, expiresAt: number, now: number, warnDays: number, mend: string): Check {
  const days = Math.floor((expiresAt - now) / DAY_MS);
  const date = new Date(expiresAt).toISOString().slice(0, 10);
  if (expiresAt <= now) return failed(name, `it ran out on ${date}`, mend);
  const says = `it runs out on ${date}, in ${days} ${days === 1 ? "day" : "days"}`;
  return days < warnDays ? warning(name, says, mend) : ok(name, says);
}
