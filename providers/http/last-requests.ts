/** What this process may still send. A process whose run has ended must not go on with it. */

const PAUSE_MS = 50;
/** What follows an answer, such as writing down its id, is begun within this many looks. */
const QUIET_LOOKS = 4;

let isOver = false;
let working = 0;

/** Counts work that must not be cut off: a request on its way, or a note being written. */
export async function uncut<T>(work: () => Promise<T>): Promise<T> {
  working += 1;
  try {
    return await work();
  } finally {
    working -= 1;
  }
}

/** Whether nothing more may be sent. */
export function isRunOver(): boolean {
  return isOver;
}

/** @throws Error where the run is over. */
export function refuseAfterRun(): void {
  if (isOver) throw new Error("Pulumi has ended, so nothing more is sent. Run `pulumi up` again.");
}

/** From now on nothing is sent. Resolves when what is on its way has ended, each request at the latest by its timeout. */
export async function endRequests(): Promise<void> {
  isOver = true;
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet = working === 0 ? quiet + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
