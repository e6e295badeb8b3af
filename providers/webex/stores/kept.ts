import type { WebexApi } from "../client/api";

/** Who read before our write may write after it, and take ours away with what they read: within this time nearly always. */
const PAUSE_MS = 1_500;
const MAX_ATTEMPTS = 6;

/** A list that several stacks write whole, each with its own part of it. */
export interface SharedWrite<T> {
  /** `the team Tier 1's rankings` */
  readonly about: string;
  /** Reads, changes and writes; undefined where there is nothing to write any more. */
  write(): Promise<T | undefined>;
  /** The list as it is now; undefined where its object is gone. */
  read(): Promise<T | undefined>;
  /** Whether our part is in it as written. */
  isKept(now: T, written: T): boolean;
}

/**
 * Writes a shared list so that nobody's part is lost: Webex checks no version, so what was written is read again after a pause, and
 * written again where another's write has undone it. Each loser writes again with what is there then, so all parts are in at last.
 *
 * @throws Error where others undo it again and again.
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
