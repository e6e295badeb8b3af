import fc from "fast-check";
import { compareSync } from "bcryptjs";
import { randomInt } from "node:crypto";
import packageJson from "@pulumi/random/package.json";
import { petName, randomString } from "../../../scripts/engine/random-plugin/generate";
import { KINDS } from "../../../scripts/engine/random-plugin/kinds";
import { changedInputs, check, create, kindOf } from "../../../scripts/engine/random-plugin/provider";
import { receive, UNKNOWN, type Props } from "../../../scripts/engine/random-plugin/values";
import { RANDOM_VERSION } from "../../../scripts/engine/random-plugin/version";

const random = (limit: number) => randomInt(limit);

const kind = (name: string) => kindOf(`urn:pulumi:dev::p::random:index/random${name}:Random${name}::x`).kind;

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

it("is in for the version that the installed @pulumi/random asks for", () => {
  expect(packageJson.pulumi.version).toBe(RANDOM_VERSION);
});

describe("a random string", () => {
  const count = (text: string, pattern: RegExp): number => [...text].filter((each) => pattern.test(each)).length;
  const rules = fc
    .record({
      lower: fc.boolean(),
      upper: fc.boolean(),
      numeric: fc.boolean(),
      special: fc.boolean(),
      minLower: fc.nat(9),
      minUpper: fc.nat(9),
      minNumeric: fc.nat(9),
      minSpecial: fc.nat(9),
      overrideSpecial: fc.constantFrom("", "_%@", "-", "äß€"),
      more: fc.nat(40),
    })
    .filter(({ lower, upper, numeric, special, more }) => more === 0 || lower || upper || numeric || special)
    .map(({ more, ...rest }) => ({
      ...rest,
      length: rest.minLower + rest.minUpper + rest.minNumeric + rest.minSpecial + more,
    }));

  it("has its length, its minima, and nothing that is not allowed", () => {
    // fast-check prints its seed when it finds a counterexample.
    fc.assert(
      fc.property(rules, fc.infiniteStream(fc.nat()), (asked, numbers) => {
        const text = randomString(asked, (limit) => (numbers.next().value ?? 0) % limit);
        const special = asked.overrideSpecial === "" ? "!@#$%&*()-_=+[]{}<>:?" : asked.overrideSpecial;
        const found = {
          lower: count(text, /[a-z]/),
          upper: count(text, /[A-Z]/),
          numeric: count(text, /[0-9]/),
          special: [...text].filter((each) => special.includes(each)).length,
        };
        expect([...text]).toHaveLength(asked.length);
        expect(found.lower + found.upper + found.numeric + found.special).toBe(asked.length);
        const classes = [
          [asked.lower, asked.minLower, found.lower],
          [asked.upper, asked.minUpper, found.upper],
          [asked.numeric, asked.minNumeric, found.numeric],
          [asked.special, asked.minSpecial, found.special],
        ] as const;
        for (const [allowed, minimum, has] of classes) {
          if (allowed) expect(has).toBeGreaterThanOrEqual(minimum);
          else expect(has).toBe(minimum);
        }
      }),
    );
  });

  it("can come in every order, each from the same number of draws", () => {
    // Three fixed characters, so that only the shuffle draws: 3 x 2 x 1 ways for 3! orders.
    const asked = {
      lower: false,
      upper: false,
      numeric: false,
      special: false,
      minLower: 0,
      minUpper: 1,
      minNumeric: 1,
      minSpecial: 1,
    };
    const seen = new Map<string, number>();
    for (let first = 0; first < 3; first += 1) {
      for (let second = 0; second < 2; second += 1) {
        const draws = [0, 0, 0, first, second, 0];
        const text = randomString({ ...asked, length: 3, overrideSpecial: "" }, (limit) => {
          const draw = draws.shift() ?? 0;
          expect(draw).toBeLessThan(limit);
          return draw;
        });
        seen.set(text, (seen.get(text) ?? 0) + 1);
      }
    }
    expect([...seen.keys()].sort()).toEqual(["!0A", "!A0", "0!A", "0A!", "A!0", "A0!"]);
  });

  it("draws every character of the allowed ones with equal weight", () => {
    const limits: number[] = [];
    const asked = {
      lower: true,
      upper: true,
      numeric: true,
      special: false,
      minLower: 0,
      minUpper: 0,
      minNumeric: 0,
      minSpecial: 0,
    };
    const drawn = Array.from({ length: 62 }, (_, at) => {
      const draws = [at, 0];
      return randomString({ ...asked, length: 1, overrideSpecial: "" }, (limit) => {
        limits.push(limit);
        return draws.shift() ?? 0;
      });
    });
    expect(new Set(limits)).toEqual(new Set([62, 1]));
    expect(new Set(drawn).size).toBe(62);
  });
});

describe("a pet name", () => {
  it.each([1, 2, 3, 5])("has %i words", (words) => {
    expect(petName(words, "-", random).split("-")).toHaveLength(words);
  });
});

describe("check", () => {
  it.each<[string, Props, RegExp]>([
    ["String", {}, /^length is required$/],
    ["String", { length: 0 }, /^length is 0: give 1 or more$/],
    ["String", { length: 1.5 }, /^length must be a whole number$/],
    ["String", { length: "8" }, /^length must be a whole number$/],
    ["Password", { length: 4, minLower: 3, minUpper: 2 }, /^length is 4, less than the 5 characters/],
    ["Password", { length: 4, minLower: -1 }, /^minLower is negative/],
    [
      "Password",
      { length: 4, lower: false, upper: false, number: false, special: false },
      /^lower and upper, .* are all false/,
    ],
    ["Pet", { length: 0 }, /^length is 0/],
    ["Pet", { seperator: "-" }, /^seperator is not an input/],
    ["Pet", { keepers: "x" }, /^keepers must be a map$/],
  ])("of Random%s %j names the property and the reason", (name, inputs, sentence) => {
    expect(check(kind(name), inputs).map(({ property, reason }) => `${property} ${reason}`)).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  it("does not judge what a preview cannot know", () => {
    expect(check(kind("String"), { length: UNKNOWN, keepers: { id: UNKNOWN } })).toEqual([]);
  });

  it.each(["Id", "Uuid", "Integer"])("refuses Random%s, which nothing here uses", (name) => {
    expect(() => kind(name)).toThrow(
      `random:index/random${name}:Random${name} is not among the kinds of this stand-in (RandomString, RandomPassword, RandomPet): it needs the official random plugin`,
    );
  });

  it("refuses kinds that are not stood in for, and says what would serve them", () => {
    const urn = "urn:pulumi:dev::p::my:component$random:index/randomShuffle:RandomShuffle::x";
    expect(() => kindOf(urn)).toThrow(
      /RandomShuffle is not among .*RandomString.*: it needs the official random plugin/,
    );
  });
});

describe("diff", () => {
  const made: Props = {
    length: 8,
    lower: true,
    upper: true,
    number: true,
    numeric: true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
    keepers: { a: "1", b: "2" },
    result: "x",
    id: "x",
  };

  it.each<[string, Props, readonly string[]]>([
    ["nothing changed", { length: 8, keepers: { b: "2", a: "1" } }, []],
    ["a default is written out", { length: 8, special: true, keepers: { a: "1", b: "2" } }, []],
    ["keepers change", { length: 8, keepers: { a: "1", b: "3" } }, ["keepers"]],
    ["a keeper is not known yet", { length: 8, keepers: { a: "1", b: UNKNOWN } }, ["keepers"]],
    ["keepers go", { length: 8 }, ["keepers"]],
    ["the length changes", { length: 9, keepers: { a: "1", b: "2" } }, ["length"]],
    [
      "special characters are named",
      { length: 8, overrideSpecial: "_", keepers: { a: "1", b: "2" } },
      ["overrideSpecial"],
    ],
    ["digits go, by the old name", { length: 8, number: false, keepers: { a: "1", b: "2" } }, ["number", "numeric"]],
  ])("when %s", (_name, inputs, changed) => {
    expect([...changedInputs(kind("String"), made, inputs)].sort()).toEqual(changed);
  });

  it("takes no keepers and empty keepers for the same", () => {
    expect(changedInputs(kind("Pet"), { length: 2, separator: "-" }, { keepers: {} })).toEqual([]);
  });
});

describe("create", () => {
  const plain = (props: Props) => receive(props);

  it.each([...KINDS.keys()])("of %s says in a preview what is known, and makes nothing", async (token) => {
    const found = kindOf(`urn:pulumi:dev::p::${token}::x`).kind;
    const refuse = (): never => {
      throw new Error("A preview draws no random numbers");
    };
    const { id, outputs } = await create(found, plain({ length: 8 }), true, refuse);
    expect(id).toBe("");
    const shown = receive(outputs).props;
    for (const name of found.computed) expect(shown[name]).toBe(UNKNOWN);
  });

  it("writes the state of RandomString as the official plugin does", async () => {
    const { id, outputs } = await create(kind("String"), plain({ length: 8 }), false, random);
    expect(outputs).toEqual({
      __meta: '{"schema_version":"2"}',
      ...{ id, result: id, length: 8, lower: true, upper: true, number: true, numeric: true, special: true },
      ...{ minLower: 0, minUpper: 0, minNumeric: 0, minSpecial: 0 },
    });
    expect(id).toHaveLength(8);
  });

  it("puts the prefix of RandomPet before the same separator", async () => {
    const { id } = await create(kind("Pet"), plain({ prefix: "wx", separator: "." }), false, () => 0);
    expect(id).toBe("wx.agile.albatross");
  });

  it("keeps a password and its hash secret, and out of the id", async () => {
    const { id, outputs } = await create(kind("Password"), plain({ length: 20 }), false, random);
    expect(id).toBe("none");
    expect(outputs.result).toMatchObject(SECRET);
    expect(outputs.bcryptHash).toMatchObject(SECRET);
    const { result, bcryptHash } = receive(outputs).props;
    if (typeof result !== "string" || typeof bcryptHash !== "string") throw new Error("Both are texts");
    expect(compareSync(result, bcryptHash)).toBe(true);
  });

  it("keeps whatever a secret prefix went into secret", async () => {
    const inputs = receive({ prefix: { ...SECRET, value: "canary" } });
    const { outputs } = await create(kind("Pet"), inputs, false, random);
    const clear = Object.values(outputs).filter(
      (value) =>
        JSON.stringify(value).includes("canary") &&
        !JSON.stringify(value).includes(SECRET["4dabf18193072939515e22adb298388d"]),
    );
    expect(clear).toEqual([]);
  });
});
