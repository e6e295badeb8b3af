import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseFlowText } from "../../../flow";
import { describeShared } from "../../support/shared";
import { SAMPLES } from "../support/samples";
import { GOOD_FLOWS, MUTATION_OPTIONS } from "./mutation/flows";
import { pageOf, reasonOf, shareCaught, survivorsIn, type Survivor } from "./mutation/page";
import { mutantsOf, OPERATORS, type Mutant } from "./mutation/run";

/** `DATADIP_MUTANTS=all` tries every mutant, which takes minutes; `write` also writes the page. */
const MODE = process.env.DATADIP_MUTANTS ?? "sample";
const SAMPLED = 40;
const LEAST_CAUGHT_PERCENT = 95;
const LONG_MS = 1_200_000;

const PAGE = join(__dirname, "../../../docs/lint-mutations.md");

const survivorOf = ({ operator, flow, place }: Mutant): Survivor => ({ operator: operator.id, flow, place });
const keyOf = ({ operator, flow, place }: Survivor): string => `${operator}, ${flow}: ${place}`;

/** Some of the mutants, each with the same chance, the same ones for the same seed. */
function sampleOf(mutants: readonly Mutant[], seed: number): readonly Mutant[] {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff);
  return Array.from({ length: SAMPLED }, () => mutants[Math.floor((next() / 0x80000000) * mutants.length)]).filter(
    (mutant) => mutant !== undefined,
  );
}

describe("broken flows", () => {
  const mutants = GOOD_FLOWS.flatMap(([name, flow]) => mutantsOf(name, flow(), MUTATION_OPTIONS));

  if (MODE !== "sample")
    it(
      "are tried out, every one",
      () => {
        const survivors = mutants.filter(({ isCaught }) => !isCaught()).map(survivorOf);
        const page = pageOf(mutants, survivors);
        if (MODE === "write") writeFileSync(PAGE, page);
        expect(readFileSync(PAGE, "utf8")).toBe(page);
      },
      LONG_MS,
    );

  const page = (): string => (existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "");

  it("are broken in every way somewhere, each way meant for rules that exist", () => {
    expect(OPERATORS.length).toBeGreaterThanOrEqual(20);
    const used = new Set(mutants.map(({ operator }) => operator.id));
    expect(OPERATORS.filter(({ id, rules }) => !used.has(id) || rules.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("are nearly all caught, and the page says of the others why not", () => {
    const listed = survivorsIn(page());
    expect(page()).toBe(pageOf(mutants, listed));
    expect(shareCaught(mutants.length, listed.length)).toBeGreaterThanOrEqual(LEAST_CAUGHT_PERCENT);
    expect(listed.filter((survivor) => reasonOf(survivor) === undefined)).toEqual([]);
  });

  it("are caught, or not, as the page says", () => {
    const seed = Number(process.env.DATADIP_SEED ?? randomInt(2 ** 31));
    const known = new Set(survivorsIn(page()).map(keyOf));
    const tried = [...mutants.filter((mutant) => known.has(keyOf(survivorOf(mutant)))), ...sampleOf(mutants, seed)];
    const wrong = tried.filter((mutant) => mutant.isCaught() === known.has(keyOf(survivorOf(mutant))));
    expect({ seed, wrong: wrong.map((mutant) => keyOf(survivorOf(mutant))) }).toEqual({ seed, wrong: [] });
  });
});

/** What flows of other authors have already, a mutation cannot add, so a few more go unnoticed. */
describeShared("samples/flows", "broken flows of other authors", () => {
  it("are nearly all caught", () => {
    const mutants = SAMPLES.filter(([file]) => /^(?:giftcard|generic_cherry)/.test(file)).flatMap(([file, text]) =>
      mutantsOf(file, parseFlowText(text, file), MUTATION_OPTIONS),
    );
    const survivors = mutants.filter(({ isCaught }) => !isCaught());
    expect(mutants.length).toBeGreaterThan(150);
    expect(shareCaught(mutants.length, survivors.length)).toBeGreaterThanOrEqual(LEAST_CAUGHT_PERCENT);
  });
});
