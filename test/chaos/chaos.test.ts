import { Tenant } from "../support/tenant";
import { type Outcome, playSeed } from "./seed";

jest.setTimeout(120_000);

/** More of them: `npm run chaos -- --seeds 1-500`. */
const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

const outcomes: Outcome[] = [];
beforeAll(async () => {
  const tenant = await Tenant.start();
  for (const seed of SEEDS) outcomes.push(await playSeed(seed, tenant));
  await tenant.close();
});

it.each(["duplicates", "orphans", "foreign", "secrets"] as const)("no seed ends with %s", (what) => {
  expect(outcomes.filter((outcome) => outcome[what].length > 0)).toEqual([]);
});

it("one more up converges wherever the process lived on", () => {
  expect(outcomes.filter(({ killed, asked }) => !killed && asked.length > 0)).toEqual([]);
});

it("kills some of them, and what those left is named and never taken without proof", () => {
  const killed = outcomes.filter((outcome) => outcome.killed);
  expect(killed.length).toBeGreaterThan(3);
  for (const { asked } of killed) for (const sentence of asked) expect(sentence).toMatch(/ 409 .* was there before\./);
});
