import type { CoverageRow } from "./core/coverage";
import { salesforceCoverage } from "./salesforce/coverage";
import { webexCoverage } from "./webex/coverage";

export type { CoverageRow };

export const coverage = (): Readonly<Record<string, readonly CoverageRow[]>> => ({
  webex: webexCoverage(),
  salesforce: salesforceCoverage(),
});

/** The matrix as text: one line an operation, and a count for each vendor. */
export const coverageText = (): string =>
  Object.entries(coverage())
    .flatMap(([vendor, rows]) => {
      const count = (state: CoverageRow["state"]): number => rows.filter((row) => row.state === state).length;
      const width = Math.max(...rows.map(({ operation }) => operation.length));
      return [
        `${vendor}: ${count("emulated")} operations emulated, ${count("partly")} partly, ${count("not")} families not`,
        ...rows.map(({ operation, state, note }) =>
          `  ${state.padEnd(8)}  ${operation.padEnd(note === "" ? 0 : width)}  ${note}`.trimEnd(),
        ),
      ];
    })
    .join("\n");
