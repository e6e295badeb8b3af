import type { WebexApi } from "../client/api";

/** Another writer who read before our write may overwrite it afterwards, nearly always within this time. */
const PAUSE_MS = 1_500;
const MAX_ATTEMPTS = 6;

/** A list that several stacks share: each writes the whole list and manages its own part. */
export interface SharedWrite<T> {
  /** `the team Tier 1's rankings` */
  readonly about: string;
  /** Reads, changes and writes; undefined where nothing is left to write. */
  write(): Promise<T | undefined>;
  /** The present list; undefined where its object is gone. */
  read(): Promise<T | undefined>;
  /** Whether the list still holds our part as written. */
  isKept(now: T, written: T): boolean;
}

/**
 * Writes a shared list so that nobody's part is lost. Webex checks no version, so the list is read again after a pause, and written
 * again where another writer has overwritten it. Each overwritten writer reads before it writes again, so in the end all parts are in.
 *
 * @throws Error where others overwrite it again and again.
 */
export async function writeKept<T>(api: WebexApi, shared: SharedWrite<T>): Promise<T | undefined> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const written = await shared.write();
    if (written === undefined) return undefined;
    await api.pause(api.now() + PAUSE_MS);
    const now = await shared.read();
    if (now === undefined || shared.isKept(now, written)) return now;
  }
  throw new Error(
    `What was written to ${shared.about} was undone ${MAX_ATTEMPTS} times by somebody who writes to it at the same time. Run \`pulumi up\` again when the other run has ended.`,
  );
}
