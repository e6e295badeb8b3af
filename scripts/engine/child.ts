/** Runs a program, passes its lines on as they come, and can stop it with all processes it started. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { errorCode } from "./messages";

export interface ChildResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines of both streams, oldest first. */
  readonly tail: readonly string[];
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
}

const TAIL_LINES = 40;

/**
 * Resolves when the program has ended, successfully or not.
 *
 * @throws the system's error when it cannot be started; the signal's reason when the signal stops it with its whole process group
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  options.signal.throwIfAborted();
  // A separate process group, so that compilers started by `go` end with it.
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const tail: string[] = [];
  for (const stream of ["stdout", "stderr"] as const) {
    createInterface({ input: child[stream] }).on("line", (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      options.onLine?.(line, stream);
    });
  }
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      // It has just ended by itself.
      if (errorCode(error) !== "ESRCH") throw error;
    }
  };
  options.signal.addEventListener("abort", stop);
  try {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (...end) => {
        resolve(end);
      });
    });
    options.signal.throwIfAborted();
    return { code, signal, tail };
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
}

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
