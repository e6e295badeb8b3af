import { systemClock } from "../../../providers/http/clock";
import { NEW_YEAR } from "../../support/manual-clock";

beforeEach(() => void jest.useFakeTimers({ now: NEW_YEAR }));
afterEach(() => void jest.useRealTimers());

describe("the system's clock", () => {
  it("says the time and ends a wait on time", async () => {
    let isOver = false;
    const waiting = systemClock.sleep(1_000).then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(999);
    expect([systemClock.now(), isOver]).toEqual([NEW_YEAR + 999, false]);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
  });

  it.each([
    ["its reason", new Error("the run has ended"), "the run has ended"],
    ["a plain word where the reason is no error", "stop", "cancelled"],
  ])("ends a cancelled wait at once, with %s", async (_, reason, message) => {
    const cancelling = new AbortController();
    const waiting = systemClock.sleep(60_000, cancelling.signal);
    cancelling.abort(reason);
    await expect(waiting).rejects.toThrow(message);
    expect(jest.getTimerCount()).toBe(0);
  });
});
