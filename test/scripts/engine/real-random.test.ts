/** The random kinds that are used here on the real engine, with whichever plugin the bootstrap found. */

import { ensureEngine } from "../../../scripts/engine/ensure";
import { Stack } from "./stack";

const BUILD_MS = 20 * 60_000;
const STEP_MS = 120_000;

const PROGRAM = (round: number): string => `
const random = require("@pulumi/random");
const keepers = { round: "${String(round)}" };
const text = new random.RandomString("text", { length: 12, minNumeric: 2, special: false, keepers });
const password = new random.RandomPassword("password", { length: 24, minSpecial: 2, overrideSpecial: "_%@", keepers });
const pet = new random.RandomPet("pet", { length: 3, prefix: "wx", keepers });
exports.text = text.result;
exports.password = password.result;
exports.hash = password.bcryptHash;
exports.pet = pet.id;
`;

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.create();
  stack.write("index.js", PROGRAM(1));
}, BUILD_MS);
afterAll(() => {
  stack.remove();
});

/** Each step goes on where the one before ended, as an operator's day does. */
describe("the random plugin", () => {
  let first: Readonly<Record<string, unknown>>;

  it(
    "previews what is to come without knowing it, and creates it",
    async () => {
      const preview = await stack.pulumi("preview");
      expect(preview.text).toMatch(/3 to create|4 to create/);
      expect(preview.text).toMatch(/text\s*: \[unknown\]/);
      const up = await stack.up();
      expect({ code: up.code, text: up.text }).toMatchObject({
        code: 0,
        text: expect.stringContaining("4 created") as string,
      });
      first = await stack.outputs();
      expect(first).toEqual({
        text: expect.stringMatching(/^(?=(.*\d){2})[A-Za-z0-9]{12}$/) as string,
        password: expect.stringMatching(/^(?=(.*[_%@]){2})[A-Za-z0-9_%@]{24}$/) as string,
        hash: expect.stringMatching(/^\$2[aby]\$10\$/) as string,
        pet: expect.stringMatching(/^wx(-[a-z]+){3}$/) as string,
      });
    },
    STEP_MS,
  );

  it(
    "keeps passwords, hashes and what a secret went into out of the state",
    async () => {
      const state = await stack.state();
      expect(state).toContain("random:index/randomPassword:RandomPassword");
      for (const secret of [first.password, first.hash]) expect(state).not.toContain(secret);
    },
    STEP_MS,
  );

  it(
    "changes nothing the second time, nor in a refresh",
    async () => {
      const again = await stack.up("--expect-no-changes", "--refresh");
      expect({ code: again.code, text: again.text }).toMatchObject({
        code: 0,
        text: expect.stringContaining("4 unchanged") as string,
      });
      expect(await stack.outputs()).toEqual(first);
    },
    STEP_MS,
  );

  it(
    "replaces all of them when their keepers change",
    async () => {
      stack.write("index.js", PROGRAM(2));
      const up = await stack.up();
      expect({ code: up.code, text: up.text }).toMatchObject({
        code: 0,
        text: expect.stringMatching(/\+-3 replaced/) as string,
      });
      const second = await stack.outputs();
      for (const name of Object.keys(first)) expect(second[name]).not.toEqual(first[name]);
    },
    STEP_MS,
  );

  it(
    "refuses bad input by its name before anything is made",
    async () => {
      const { randomPlugin } = await ensureEngine();
      stack.write("index.js", `${PROGRAM(2)}\nnew random.RandomString("bad", { length: 0 });`);
      const preview = await stack.pulumi("preview");
      expect(preview.code).not.toBe(0);
      if (randomPlugin === "stand-in") expect(preview.text).toMatch(/length.* is 0: give 1 or more/);
      stack.write("index.js", PROGRAM(2));
    },
    STEP_MS,
  );

  it(
    "destroys them",
    async () => {
      const down = await stack.pulumi("destroy", "--yes", "--skip-preview");
      expect({ code: down.code, text: down.text }).toMatchObject({
        code: 0,
        text: expect.stringContaining("4 deleted") as string,
      });
    },
    STEP_MS,
  );
});
