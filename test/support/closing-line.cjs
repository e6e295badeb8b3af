/** Prints the last line of a run in plain words, on stdout, for people and for CI. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    // A test file that fails to load holds no test, yet must not look like a pass.
    const brokenFiles = results.numRuntimeErrorTestSuites;
    const failed = results.numFailedTests + brokenFiles;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} SKIPPED (../shared/samples or ../shared/specs is absent, or a test says skip)` : "";
    process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${tail}\n`);
  }
};
