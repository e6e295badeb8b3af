import { z } from "zod";
import { type Flow, writeV2 } from "../../../flow";
import type { DryRunFinding } from "../../core/resource/facets";
import { understood } from "../../http/failures";
import type { WebexApi } from "../client/api";

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
 * Findings of Webex's dry run of a flow; nothing is saved. They are hints only: it treats every flow as a call flow and so refuses good
 * subflows, and it refuses HTTP requests without a connector, which do run. The real import is less strict.
 */
export async function validateFlow(api: WebexApi, flow: Flow): Promise<readonly DryRunFinding[]> {
  // It changes nothing, so it may be repeated.
  const answer = await api.flow("validate", { json: writeV2(flow), repeatable: true });
  const { errors, warnings } = understood(answer, (body) => validation.parse(body));
  const found = (rows: readonly z.output<typeof finding>[], severity: string): readonly DryRunFinding[] =>
    rows.map((row) => ({
      severity: row.severity ?? severity,
      message: row.message ?? "(no reason given)",
      activity: row.activityName ?? row.from ?? "",
      suggestion: row.suggestion ?? undefined,
    }));
  return [...found(errors ?? [], "ERROR"), ...found(warnings ?? [], "WARNING")];
}
