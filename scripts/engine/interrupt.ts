/** Handles Ctrl-C for callers without an abort signal. */

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `work` with a signal that fires on Ctrl-C or SIGTERM, so that its processes are stopped and its files removed. Then the process ends
 * by that signal, unless the caller handles the signal too.
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
