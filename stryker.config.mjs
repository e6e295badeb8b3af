/**
 * Mutation tests: `npm run mutants` changes the code in one place after the other and sees whether a test fails. `MUTANTS=http` takes one
 * part alone, `--mutate providers/http/retry.ts` one file.
 */
const PARTS = {
  http: { mutate: "providers/http/**/*.ts", tests: ["providers/http/*"] },
  core: {
    mutate: "providers/core/**/*.ts",
    tests: [
      "providers/core/**/*",
      "providers/interrupted",
      "providers/webex/{ambiguity,writes,client/settings}",
      "providers/salesforce/auth/settings",
    ],
  },
  // Not the tests that draw flows at random, nor those of large flows: each mutant would meet them.
  lint: { mutate: "flow/lint/**/*.ts", tests: ["flow/lint/{findings,rules}"] },
};
const parts = (process.env.MUTANTS ?? "http,core,lint").split(",").map((name) => PARTS[name]);

export default {
  mutate: parts.map(({ mutate }) => mutate),
  testRunner: "jest",
  jest: {
    configFile: "jest.config.js",
    // Files outside of test/ are not in jest's map, so it cannot tell which tests are related to them.
    enableFindRelatedTests: false,
    config: {
      testMatch: parts.flatMap(({ tests }) => tests).map((path) => `**/test/${path}.test.ts`),
      testRunner: "<rootDir>/test/support/jest/jest-circus-for-mutants.cjs",
      testSequencer: "<rootDir>/test/support/jest/short-first.cjs",
      // A mutant that never ends fails its test after this time. After the time limit of Stryker a new process would start.
      testTimeout: 4_000,
      watchman: false,
    },
  },
  // Each mutant meets those tests alone that go over it.
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  // A word of a message may be any word; tests hold what a reader needs of it.
  mutator: { excludedMutations: ["StringLiteral"] },
  ignorePatterns: ["dist*", "console", "bench", "coverage", ".datadip", ".pulumi-state"],
  concurrency: 1,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false },
  thresholds: { high: 90, low: 80, break: null },
  timeoutMS: 5_000,
};
