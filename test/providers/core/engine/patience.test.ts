import { Patience } from "../../../../providers/core/engine/patience";
import { ManualClock, SkippingClock } from "../../../support/manual-clock";

describe("the waits of one run", () => {
  it("together take three minutes at most", async () => {
    const clock = new SkippingClock();
    const patience = new Patience();
    expect(await patience.wait(clock, 100_000)).toBe(true);
    expect(await patience.wait(clock, 80_001)).toBe(false);
    expect(await patience.wait(clock, 80_000)).toBe(true);
    expect(await patience.wait(clock, 1)).toBe(false);
    expect(clock.naps).toEqual([100_000, 80_000]);
  });

  it("count once where they are at the same time, and the rest of a longer one beside", async () => {
    const clock = new ManualClock();
    const patience = new Patience();
    const waits = [100_000, 90_000, 150_000].map((ms) => patience.wait(clock, ms));
    await clock.advance(60_000);
    waits.push(patience.wait(clock, 120_000));
    waits.push(patience.wait(clock, 120_001));
    await clock.advance(200_000);
    expect(await Promise.all(waits)).toEqual([true, true, true, true, false]);
  });
});
