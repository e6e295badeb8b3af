const { existsSync, writeSync } = require("node:fs");
const { join } = require("node:path");

const SHARED = join(__dirname, "..", "..", "..", "..", "shared");

/** Prints the last line of a run in plain words, on stdout, for people and for CI. Where ../shared exists, nothing may skip. */
module.exports = class ClosingLine {
  constructor({ testNamePattern }) {
    this.isWhole = testNamePattern === undefined || testNamePattern === "";
  }

  onRunComplete(_contexts, results) {
    // A test file that fails to load holds no test, yet must not look like a pass.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    // Away from Linux a machine may have no browser.
    const unseen = skippedIn(results).filter((name) => name.includes("needs a browser")).length;
    const isWanting = skipped > unseen && this.isWhole && existsSync(SHARED);
    const lines = [
      ...(unseen > 0
        ? [`${unseen} skipped: this machine has no Chrome, and npm brings a Chromium for Linux alone.`]
        : []),
      ...(skipped > unseen && !existsSync(SHARED)
        ? [
            `${skipped - unseen} skipped: ../shared is absent, and with it the official descriptions and real flows they need.`,
          ]
        : []),
      ...(isWanting ? [`${skipped} skipped although ../shared is there: no test may be.`, ...skippedIn(results)] : []),
      `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    ];
    // jest prints its own summary after every reporter, so this waits for the very end.
    process.once("exit", () => {
      if (isWanting) process.exitCode ||= 1;
      writeSync(1, `${lines.join("\n")}\n`);
    });
  }
};

const skippedIn = ({ testResults }) =>
  testResults.flatMap((file) =>
    file.testResults
      .filter(({ status }) => status === "pending" || status === "todo")
      .map(({ fullName }) => `  ${fullName}`),
  );
