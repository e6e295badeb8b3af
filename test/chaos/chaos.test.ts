import { Tenant } from "../support/tenant";
import { type Outcome, playSeed, worldOf } from "./seed";

jest.setTimeout(120_000);

/** More of them: `npm run chaos -- --seeds 1-500`. */
const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

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
