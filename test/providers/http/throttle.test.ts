import {
  afterAnswer as paceAfter,
  MAX_CONCURRENT,
  nextSlot,
  type Pace,
  Throttle,
  UNHURRIED,
} from "../../../providers/http/throttle";
import { ManualClock, NEW_YEAR } from "../../support/manual-clock";

const NOW = NEW_YEAR;

/** 300 requests a minute. */
const SPACING_MS = 200;

const afterAnswer = (pace: Pace, now: number, pauseMs: number | undefined, sentAt?: number): Pace =>
  paceAfter(pace, now, pauseMs, SPACING_MS, sentAt);

/** The pace after that many answers without 429. */
const calm = (pace: Pace, answers: number): Pace =>
  Array.from({ length: answers }).reduce<Pace>((last) => afterAnswer(last, NOW, undefined), pace);

describe("the pace", () => {
  it("lets everything go at once until the first 429", () => {
    const [wait, pace] = nextSlot(UNHURRIED, NOW);
    expect(wait).toBe(0);
    expect(nextSlot(pace, NOW)[0]).toBe(0);
  });

  it("pauses as long as a 429 asks, then keeps the quota's distance between requests", () => {
    const paused = afterAnswer(UNHURRIED, NOW, 5000);
    const [first, after] = nextSlot(paused, NOW);
    const [second] = nextSlot(after, NOW);
    expect(first).toBe(5000);
    expect(second).toBe(5200);
  });

  it("slows down further with each 429, to two seconds at most", () => {
    let pace = UNHURRIED;
    const spacings = Array.from({ length: 6 }, () => (pace = afterAnswer(pace, NOW, 1000)).spacingMs);
    expect(spacings).toEqual([200, 400, 800, 1600, 2000, 2000]);
  });

  it("slows down once for 429s to requests that left together", () => {
    let pace = UNHURRIED;
    for (const later of [1, 2, 3]) pace = afterAnswer(pace, NOW + later, 1000, NOW);
    expect(pace).toMatchObject({ spacingMs: 200, pausedUntil: NOW + 1003 });
    expect(afterAnswer(pace, NOW + 2000, 1000, NOW + 1500).spacingMs).toBe(400);
  });

  it("only pauses for a service that has no quota per minute", () => {
    const pace = paceAfter(UNHURRIED, NOW, 1000, 0);
    expect(pace).toMatchObject({ spacingMs: 0, pausedUntil: NOW + 1000 });
    expect(paceAfter(pace, NOW + 2000, 1000, 0).spacingMs).toBe(0);
  });

  it("does not shorten a pause when a later 429 asks for less", () => {
    const pace = afterAnswer(afterAnswer(UNHURRIED, NOW, 30_000), NOW, 1000);
    expect(pace.pausedUntil).toBe(NOW + 30_000);
  });

  it("halves the distance after a hundred calm answers and drops it in the end", () => {
    const slow = { ...UNHURRIED, spacingMs: 200 };
    expect(calm(slow, 99).spacingMs).toBe(200);
    expect(calm(slow, 100).spacingMs).toBe(100);
    expect(calm(slow, 200).spacingMs).toBe(50);
    expect(calm(slow, 300).spacingMs).toBe(0);
  });

  it("counts calm answers anew after a 429", () => {
    const slow = calm({ ...UNHURRIED, spacingMs: 200 }, 99);
    const again = afterAnswer(slow, NOW, 1000);
    expect(again.spacingMs).toBe(400);
    expect(calm(again, 99).spacingMs).toBe(400);
    expect(calm(again, 100).spacingMs).toBe(200);
  });
});

describe("the throttle", () => {
  it("keeps no more than the limit in flight and starts the next as one ends", async () => {
    const throttle = new Throttle(new ManualClock(), SPACING_MS);
    const ends: (() => void)[] = [];
    let started = 0;
    const all = Array.from({ length: MAX_CONCURRENT + 3 }, () =>
      throttle.run(() => {
        started += 1;
        return new Promise<void>((end) => ends.push(end));
      }),
    );
    await new Promise(setImmediate);
    expect(started).toBe(MAX_CONCURRENT);
    ends[0]?.();
    await new Promise(setImmediate);
    expect(started).toBe(MAX_CONCURRENT + 1);
    while (ends.length < all.length) {
      ends.forEach((end) => end());
      await new Promise(setImmediate);
    }
    ends.forEach((end) => end());
    await Promise.all(all);
  });

  it("holds requests back while it is paused, then spaces them", async () => {
    const clock = new ManualClock();
    const throttle = new Throttle(clock, SPACING_MS);
    throttle.answered(10_000);
    const sentAt: number[] = [];
    const all = [1, 2, 3].map(() => throttle.run(() => Promise.resolve(sentAt.push(clock.now() - NOW))));
    await clock.advance(9_999);
    expect(sentAt).toEqual([]);
    await clock.advance(1_000);
    await Promise.all(all);
    expect(sentAt).toEqual([10_000, 10_200, 10_400]);
  });

  it("looks again after its wait: another answer may have prolonged the pause", async () => {
    const clock = new ManualClock();
    const throttle = new Throttle(clock, SPACING_MS);
    throttle.answered(1_000);
    const sentAt: number[] = [];
    const sending = throttle.run(() => Promise.resolve(sentAt.push(clock.now() - NOW)));
    await clock.advance(500);
    throttle.answered(60_000);
    await clock.advance(10_000);
    expect(sentAt).toEqual([]);
    await clock.advance(60_000);
    await sending;
    expect(sentAt.every((at) => at >= 60_500)).toBe(true);
  });

  it("says of a long pause once, and of a short one not at all", () => {
    const told: number[] = [];
    const throttle = new Throttle(new ManualClock(), SPACING_MS, (ms) => told.push(ms));
    throttle.answered(500);
    expect(told).toEqual([]);
    const other = new Throttle(new ManualClock(), SPACING_MS, (ms) => told.push(ms));
    other.answered(30_000);
    other.answered(29_000);
    expect(told).toEqual([30_000]);
  });

  it("says of a pause of two seconds, and again of one that begins when the last has ended", async () => {
    const told: number[] = [];
    const clock = new ManualClock();
    const throttle = new Throttle(clock, SPACING_MS, (ms) => told.push(ms));
    throttle.answered(undefined);
    throttle.answered(2_000);
    await clock.advance(2_000);
    throttle.answered(3_000);
    expect(told).toEqual([2_000, 3_000]);
  });

  it("passes on what a request throws and frees its place", async () => {
    const throttle = new Throttle(new ManualClock(), SPACING_MS);
    const failing = Array.from({ length: MAX_CONCURRENT }, () =>
      throttle.run(() => Promise.reject(new Error("no answer"))),
    );
    const outcomes = await Promise.allSettled(failing);
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    await expect(throttle.run(() => Promise.resolve("through"))).resolves.toBe("through");
  });
});
