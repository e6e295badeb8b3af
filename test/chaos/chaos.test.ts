import { Tenant } from "../support/tenant";
import { seedRange } from "./seed-range";
import { type Outcome, playSeed, worldOf } from "./seed";

jest.setTimeout(120_000);

/** More of them: `npm run chaos -- --seeds 1-500`. */
const SEEDS = seedRange([], "1-25");

const outcomes: Outcome[] = [];
beforeAll(async () => {
  const tenant = await Tenant.start();
  const world = await worldOf(tenant);
  for (const seed of SEEDS) outcomes.push(await playSeed(seed, world));
  await world.org.close();
});

it.each(["asked", "differing", "orphans", "foreign", "secrets"] as const)("no seed ends with %s", (what) => {
  expect(outcomes.filter((outcome) => outcome[what].length > 0)).toEqual([]);
});

it("kills some of them, which are gone on with on the same machine and on another", () => {
  expect(new Set(outcomes.map(({ killed }) => killed)).size).toBe(3);
  expect(new Set(outcomes.flatMap(({ kinds }) => kinds)).size).toBeGreaterThan(30);
});

it("takes its seeds from the command line, and has some of its own", () => {
  expect(seedRange([], "1-3")).toEqual([1, 2, 3]);
  expect(seedRange(["--seeds", "417-417"], "1-3")).toEqual([417]);
  expect(() => seedRange(["--seeds", "417"], "1-3")).toThrow("Give the seeds as --seeds 1-3.");
});
