const { writeSync } = require("node:fs");

/** Prints the last line of a run in plain words, on stdout, for people and for CI. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    // A test file that fails to load holds no test, yet must not look like a pass.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const why = "../shared/samples or ../shared/specs is absent, or a test says skip";
    const tail = skipped > 0 ? `, ${skipped} SKIPPED (${why})` : "";
    // jest prints its own summary after every reporter, so this waits for the very end.
    process.once("exit", () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed${tail}\n`));
  }
};
