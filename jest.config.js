/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  setupFiles: ["<rootDir>/test/support/realm.cjs"],
  maxWorkers: 2,
  testTimeout: 30_000,
  testSequencer: "<rootDir>/test/support/sequencer.cjs",
  reporters: ["default", "<rootDir>/test/support/closing-line.cjs"],
};
