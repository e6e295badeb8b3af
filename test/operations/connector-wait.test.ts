import { untilMade } from "../../operations/connector/wait";
import { ManualClock } from "../support/manual-clock";

const nobody = new Promise<never>(() => undefined);

/** There from the given look on; every look takes no time. */
function looks(thereFrom: number): { readonly isThere: () => Promise<boolean>; readonly count: () => number } {
  let count = 0;
  return { isThere: () => Promise.resolve((count += 1) >= thereFrom), count: () => count };
}

it("looks again and again until the connector is there", async () => {
  const clock = new ManualClock();
  const { isThere, count } = looks(3);
  const waited = untilMade({ isThere, person: nobody, clock, forMs: undefined });
  await clock.advance(4_000);
  expect([count(), clock.waiting]).toEqual([1, 1]);
  await clock.advance(6_000);
  await expect(waited).resolves.toBe("made");
  expect(count()).toBe(3);
});

it("does not wait for one that is there already", async () => {
  const { isThere } = looks(1);
  await expect(untilMade({ isThere, person: nobody, clock: new ManualClock(), forMs: 0 })).resolves.toBe("made");
});

it("gives up at the end of its time, after a last look", async () => {
  const clock = new ManualClock();
  const { isThere, count } = looks(Infinity);
  const waited = untilMade({ isThere, person: nobody, clock, forMs: 7_000 });
  await clock.advance(7_000);
  await expect(waited).resolves.toBe("given up");
  expect(count()).toBe(3);
});

it.each(["told", "given up"] as const)("ends as the person at the keyboard says: %s", async (how) => {
  const { isThere } = looks(Infinity);
  const waited = untilMade({ isThere, person: Promise.resolve(how), clock: new ManualClock(), forMs: undefined });
  await expect(waited).resolves.toBe(how);
});

it("keeps the reason why the cloud cannot be asked", async () => {
  const isThere = () => Promise.reject(new Error("the sign-in is refused"));
  const waited = untilMade({ isThere, person: nobody, clock: new ManualClock(), forMs: undefined });
  await expect(waited).rejects.toThrow("the sign-in is refused");
});
