/** One row of the matrix of what the sandbox answers. */
export interface CoverageRow {
  /** An operation, a call or type of the Metadata API, or a family of operations that are not emulated. */
  readonly operation: string;
  readonly state: "emulated" | "partly" | "not";
  readonly note: string;
}

interface Covered {
  readonly method: string;
  readonly path: string;
  readonly coverage?: "emulated" | "partly";
  readonly note?: string;
}

/** The row of a route. */
export const routeRow = ({ method, path, coverage: state = "emulated", note = "" }: Covered): CoverageRow => ({
  operation: `${method} ${path}`,
  state,
  note,
});

/** The row of what is not emulated. */
export const missingRow = (operation: string, note: string): CoverageRow => ({ operation, state: "not", note });
