import fc from "fast-check";
import { z } from "zod";
import { checkInputs } from "../../providers/core/resource/check-inputs";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import "../../providers";
import { inputsOf } from "../support/arbitrary";

/** Every pattern, range, length, list of values and type in every schema refuses at preview, at the path of the value that breaks it. */

/** Said when a test fails, so that it can be run again as it was. */
const SEED = Number(process.env.DATADIP_TEST_SEED ?? "20261122");

/** Draws in which an optional part, however deep, is there at least once. */
const DRAWS = 80;

const node = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  allOf: z.array(z.looseObject({ pattern: z.string().optional() })).default([]),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
});

type Path = readonly (string | number)[];

interface Rule {
  readonly path: Path;
  readonly what: string;
  readonly bad: unknown;
}

/** Characters that one kind of name or another does not take. */
const ODD = ["a&b", "a\nb", "é", "1st", "-", "a b", "", "A".repeat(300), "9".repeat(400), "x.wav.", "$"];

function rulesOf(raw: unknown, path: Path): readonly Rule[] {
  const { type, pattern, allOf, minLength = 0, maxLength, minimum, maximum, minItems = 0, ...more } = node.parse(raw);
  const rule = (what: string, bad: unknown): Rule => ({ path, what, bad });
  if (more.enum !== undefined) return [rule("values", "no-such-value")];
  switch (type) {
    case "string": {
      const patterns = [pattern, ...allOf.map((one) => one.pattern)].filter((one) => one !== undefined);
      return [
        rule("type", 7),
        ...(minLength > 0 ? [rule("shortest", "x".repeat(minLength - 1))] : []),
        ...(maxLength === undefined ? [] : [rule("longest", "x".repeat(maxLength + 1))]),
        ...patterns.flatMap((one) =>
          ODD.filter((text) => !new RegExp(one, "u").test(text)).map((bad) => rule(one, bad)),
        ),
      ];
    }
    case "integer":
    case "number":
      return [
        rule("type", "seven"),
        ...(type === "integer" ? [rule("whole", Math.max(minimum ?? 0, 0) + 0.5)] : []),
        ...(minimum === undefined ? [] : [rule("least", minimum - 1)]),
        ...(maximum === undefined ? [] : [rule("most", maximum + 1)]),
      ];
    case "boolean":
      return [rule("type", "yes")];
    case "array":
      return [rule("type", "a"), ...(minItems > 0 ? [rule("fewest", [])] : []), ...rulesOf(more.items, [...path, 0])];
    default:
      return Object.entries(more.properties).flatMap(([name, inner]) => rulesOf(inner, [...path, name]));
  }
}

/** The value with another at the path; undefined where nothing is there to be replaced. */
function withAt(value: unknown, [step, ...rest]: Path, bad: unknown): unknown {
  if (step === undefined) return bad;
  if (Array.isArray(value) && typeof step === "number" && step < value.length) {
    const inner = withAt(value[step], rest, bad);
    return inner === undefined ? undefined : value.with(step, inner);
  }
  if (typeof value !== "object" || value === null || !(step in value)) return undefined;
  const inner = withAt((value as Readonly<Record<string, unknown>>)[step], rest, bad);
  return inner === undefined ? undefined : { ...value, [step]: inner };
}

const textOf = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : `${text}${text && "."}${step}`),
    "",
  );

const KINDS = allKinds().map(({ kind }) => kind);
const tried = new Map<string, number>();

it.each(KINDS)("%s refuses whatever breaks a rule of its schema, at its path", (kind) => {
  const descriptor = descriptorOf(kind);
  const schema = node.parse(z.toJSONSchema(descriptor.inputs, { io: "input", unrepresentable: "any" }));
  const samples = fc.sample(inputsOf(descriptor.inputs), { seed: SEED, numRuns: DRAWS });
  const passed: string[] = [];
  const never = new Set<string>();
  let count = 0;
  for (const { path, what, bad } of Object.entries(schema.properties).flatMap(([key, raw]) => rulesOf(raw, [key]))) {
    const broken = samples.map((sample) => withAt(sample, path, bad)).find((value) => value !== undefined);
    const at = textOf(path);
    if (broken === undefined) {
      never.add(at);
      continue;
    }
    count += 1;
    const { problems } = checkInputs(descriptor, z.record(z.string(), z.unknown()).parse(broken));
    const told = problems.find(({ property }) => property === at);
    if (told === undefined || told.reason.trim() === "") passed.push(`${at} (${what}) took ${JSON.stringify(bad)}`);
  }
  expect(passed).toEqual([]);
  expect([...never]).toEqual([]);
  tried.set(kind, count);
});

it("has tried every kind", () => {
  expect([...tried.keys()].sort()).toEqual([...KINDS].sort());
  expect([...tried.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(800);
});
