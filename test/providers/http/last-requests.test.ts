import { endRequests, isRunOver, refuseAfterRun, uncut } from "../../../providers/http/last-requests";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** One test, as a run ends once in a process. */
it("a run ends when the work that had begun has ended and no more has followed for 200 ms", async () => {
  await expect(uncut(() => Promise.reject(new Error("work may fail")))).rejects.toThrow("work may fail");
  expect(isRunOver()).toBe(false);
  expect(refuseAfterRun).not.toThrow();

  const work: (() => void)[] = [];
  const begin = (): Promise<void> => uncut(() => new Promise((resolve) => work.push(resolve)));
  const running = begin();
  let hasEnded = false;
  const ending = endRequests().then(() => (hasEnded = true));
  expect(isRunOver()).toBe(true);
  expect(refuseAfterRun).toThrow("Pulumi has ended, so nothing more is sent. Run `pulumi up` again.");

  await jest.advanceTimersByTimeAsync(10_000);
  expect(hasEnded).toBe(false);
  work[0]?.();
  await running;
  await jest.advanceTimersByTimeAsync(150);
  const noting = begin();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(hasEnded).toBe(false);
  work[1]?.();
  await noting;
  await jest.advanceTimersByTimeAsync(199);
  expect(hasEnded).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  await ending;
});
