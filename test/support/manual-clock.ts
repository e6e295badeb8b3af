import type { Clock } from "../../providers/http/clock";

/** 2026-01-01T00:00:00Z. */
export const NEW_YEAR = Date.UTC(2026, 0, 1);

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Time that moves only when a test says so. */
export class ManualClock implements Clock {
  private sleepers: readonly Sleeper[] = [];

  constructor(private time = NEW_YEAR) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers = [...this.sleepers, { until: this.time + ms, wake }];
    });
  }

  /** How many wait. */
  get waiting(): number {
    return this.sleepers.length;
  }

  /** Wakes everybody whose time comes within `ms`, in order, letting each go on before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const [next] = this.sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
      this.time = Math.max(this.time, next.until);
      next.wake();
      await settled();
    }
    this.time = end;
  }
}

/** Time for tests with real servers: a sleep is over at once, and it is later by then. */
export class SkippingClock implements Clock {
  readonly naps: number[] = [];

  constructor(private time = NEW_YEAR) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    this.naps.push(ms);
    this.time += ms;
    return Promise.resolve();
  }
}

/** Lets every promise go on that can go on without time passing. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The system's clock, but whoever waits by it waits no longer than a turn of the event loop: its time leaps instead. */
export function leapingClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep: async (ms) => {
      ahead += ms;
      await new Promise(setImmediate);
    },
  };
}
