import { z } from "zod";

const MAX_MS = 600_000;

const rule = z.strictObject({
  /** The activity whose requests are meant. Default: all. */
  activity: z.string().optional(),
  /** No connection. */
  down: z.literal(true).optional(),
  /** Salesforce answers with this status and does nothing: 300 to 599. */
  status: z.int().min(300).max(599).optional(),
  /** Delay of answers in ms, on the call's clock. */
  slow: z.int().min(0).max(MAX_MS).optional(),
  /** What searches find instead of the real records: `nothing`, or `several`: a second record like the existing one. */
  finds: z.enum(["nothing", "several"]).optional(),
});

/** One fault of Salesforce during a call. */
export type SalesforceFault = z.output<typeof rule>;

const WORDS = { down: { down: true }, empty: { finds: "nothing" }, several: { finds: "several" } } as const;

const faultSpec = z.union([
  z
    .enum(["down", "empty", "several"], {
      error: "is none of down, empty, several, a status such as 401, and { slow: 9000 }",
    })
    .transform((word): SalesforceFault => WORDS[word]),
  rule,
  z
    .int()
    .min(300)
    .max(599)
    .transform((status): SalesforceFault => ({ status })),
]);

/** `salesforce: down`, `salesforce: 401`, `salesforce: { slow: 9000 }`, or a list of such faults, each for one activity or all. */
export const salesforceFaults = z.union([faultSpec.transform((fault) => [fault]), z.array(faultSpec)]).default([]);

/** The faults for a request of this activity. */
export const faultsFor = (faults: readonly SalesforceFault[], activity: string): readonly SalesforceFault[] =>
  faults.filter((fault) => fault.activity === undefined || fault.activity === activity);
