import { z } from "zod";
import { type Flow, writeV2 } from "../../../flow";
import { understood } from "../../http/failures";
import type { WebexApi } from "../client/api";

/** What Webex says of one place of a flow. */
export interface FlowFinding {
  /** `ERROR`, `WARNING` or `RECOMMENDATION`. */
  readonly severity: string;
  readonly message: string;
  /** The activity, or the one that an edge begins at; empty where it is of the whole. */
  readonly activity: string;
  readonly suggestion?: string | undefined;
}

const text = z.string().nullish().catch(undefined);
const finding = z.looseObject({
  severity: text,
  message: text,
  activityName: text,
  from: text,
  suggestion: text,
});
const validation = z.looseObject({
  errors: z.array(finding).nullish(),
  warnings: z.array(finding).nullish(),
});

/**
 * What Webex's own dry run says of a flow; nothing is saved. It is no verdict: it takes every flow for a call flow and so refuses good
 * subflows, and it refuses HTTP requests without a connector, which run all the same. The real import lets more and other things through.
 */
export async function validateFlow(api: WebexApi, flow: Flow): Promise<readonly FlowFinding[]> {
  // It changes nothing, so it may be asked again.
  const answer = await api.flow("validate", { json: writeV2(flow), repeatable: true });
  const { errors, warnings } = understood(answer, (body) => validation.parse(body));
  const found = (rows: readonly z.output<typeof finding>[], severity: string): readonly FlowFinding[] =>
    rows.map((row) => ({
      severity: row.severity ?? severity,
      message: row.message ?? "(no reason given)",
      activity: row.activityName ?? row.from ?? "",
      suggestion: row.suggestion ?? undefined,
    }));
  return [...found(errors ?? [], "ERROR"), ...found(warnings ?? [], "WARNING")];
}
