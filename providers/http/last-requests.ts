/** Stops the requests of a process whose run has ended. */

const PAUSE_MS = 50;
/** Work after an answer, such as noting its id, begins within this many pauses. */
const QUIET_LOOKS = 4;

let isOver = false;
let working = 0;

/** Counts work that must not be interrupted: a running request, or a note that is being written. */
export async function uncut<T>(work: () => Promise<T>): Promise<T> {
  working += 1;
  try {
    return await work();
  } finally {
    working -= 1;
  }
}

/** Whether nothing more may be sent. */
export const isRunOver = (): boolean => isOver;

/** @throws Error where the run is over. */
export function refuseAfterRun(): void {
  if (isOver) throw new Error("Pulumi has ended, so nothing more is sent. Run `pulumi up` again.");
}

/** Stops new requests. Resolves when the running ones have ended, each at the latest by its timeout. */
export async function endRequests(): Promise<void> {
  isOver = true;
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet = working === 0 ? quiet + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
