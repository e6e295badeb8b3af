const { createEmptyTestResult } = require("@jest/test-result");
const { default: circus } = require("jest-circus/runner");

/** The names of the tests of each file that has run in this process. */
const namesIn = new Map();
/** With one test, as jest takes a file without any for a fault. */
const LEFT_OUT = {
  ...createEmptyTestResult(),
  skipped: true,
  testResults: [{ status: "pending", fullName: "left out", failureMessages: [] }],
};
let mutant;
let isKilled = false;

/**
 * jest's runner, but for a mutant it leaves out the test files none of whose tests go over it, and ends with the first test that fails.
 * Stryker gives jest only the names of tests, so jest itself would load every file. Stryker measures the coverage of each test only where
 * the runner has jest-circus in its path.
 */
module.exports = async function run(globalConfig, config, environment, runtime, path, send) {
  const active = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (active !== mutant) isKilled = false;
  mutant = active;
  if (active !== undefined) {
    const pattern = new RegExp(globalConfig.testNamePattern, "i");
    const isMeant = namesIn.get(path)?.some((name) => pattern.test(name)) ?? true;
    if (isKilled || !isMeant) return { ...LEFT_OUT, testFilePath: path };
    const own = environment.handleTestEvent;
    environment.handleTestEvent = async (event, state) => {
      await own?.call(environment, event, state);
      if (event.name === "test_done" && event.test.errors.length > 0) isKilled = true;
      if (event.name === "test_start" && isKilled) event.test.mode = "skip";
    };
  }
  const result = await circus(globalConfig, config, environment, runtime, path, send);
  if (result.testExecError == null)
    namesIn.set(
      path,
      result.testResults.map(({ fullName }) => fullName),
    );
  return result;
};
