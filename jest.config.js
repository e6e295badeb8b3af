const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/**
 * The lifecycle of one kind runs by itself where an argument names its file and no group's, as `providers/webex/queue` does. Otherwise
 * lifecycles-*.test.ts run all: loading the provider and the sandbox takes longer than the tests of a kind.
 */
function unnamedLifecycles() {
  const words = process.argv.slice(2);
  const named = words
    .filter(
      (word, i) =>
        !word.startsWith("-") && !/^(-t|-w|-c|--testNamePattern|--maxWorkers|--config)$/.test(words[i - 1] ?? ""),
    )
    .map((word) => new RegExp(word, "i"));
  const folder = join(__dirname, "test", "providers");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
  const groups = files.filter((file) => /lifecycles[^/\\]*\.test\.ts$/.test(file));
  const alone = named.filter((pattern) => !groups.some((file) => pattern.test(file)));
  const others = files.filter((file) => file.endsWith(".lifecycle.test.ts") && !alone.some((it) => it.test(file)));
  return others.map((file) => `${file.replace(/[\\.]/g, "\\$&")}$`);
}

/** @type {import("jest").Config} */
module.exports = {
  // A path, as Stryker does not know <rootDir> here.
  testEnvironment: join(__dirname, "test", "support", "jest", "environment.cjs"),
  runtime: "<rootDir>/test/support/jest/runtime.cjs",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", ...unnamedLifecycles()],
  transform: {
    "^.+\\.[jt]sx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic", importSource: "hono/jsx" } },
          target: "es2022",
        },
        module: { type: "commonjs" },
      },
    ],
  },
  // Two for two cores, and one more, as tests of the engine also wait.
  maxWorkers: 3,
  testTimeout: 30_000,
  testSequencer: "<rootDir>/test/support/jest/sequencer.cjs",
  reporters: ["default", "<rootDir>/test/support/jest/closing-line.cjs"],
};
