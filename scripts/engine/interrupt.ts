/** Ctrl-C for callers that brought no signal of their own. */

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `work` with a signal that fires on Ctrl-C or SIGTERM, so that what it started is stopped and cleared up; then the process ends by that
 * signal as it would have, unless the caller listens for it too.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let received: NodeJS.Signals | undefined;
  const abort = (signal: NodeJS.Signals): void => {
    received = signal;
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
    if (received !== undefined && process.listenerCount(received) === 0) process.kill(process.pid, received);
  }
}
