import {
  changePicture,
  diffFlows,
  drawSvg,
  flowFacts,
  FlowMask,
  lintFlow,
  RULES,
  type Finding,
  type Flow,
  type FlowChange,
  type Mark,
} from "../../flow";
import type { AnswerTable } from "../../flow/simulate";
import { masker } from "./mask";
import { reviewPage } from "./page";
import { playCalls, type PlayedCall } from "./play";
import { openRecords, type Records } from "./records";

export { recordsSchema } from "./records";

export interface ReviewOptions {
  /** An earlier version to compare with. */
  readonly against?: Flow;
  /** Subflows and GoTo targets by name or id. */
  readonly flows?: Readonly<Record<string, Flow>>;
  /** Answers to requests instead of invented ones. */
  readonly table?: AnswerTable;
  /** Records to look callers up in, instead of invented ones. */
  readonly records?: Records;
}

/** The content of the page. */
export interface Review {
  readonly flow: Flow;
  readonly picture: string;
  readonly findings: readonly (Finding & { readonly why: string })[];
  readonly calls: readonly PlayedCall[];
  readonly facts: ReturnType<typeof flowFacts>;
  /** Undefined without an earlier version. */
  readonly changes: readonly FlowChange[] | undefined;
  readonly source: "invented" | "table" | "records";
  /** Whether a search found one of the records; true without records. */
  readonly foundRecords: boolean;
  readonly mask: (text: string) => string;
}

/** The page about a flow, with its content. */
export async function reviewFlow(
  flow: Flow,
  options: ReviewOptions = {},
): Promise<{ readonly page: string; readonly review: Review }> {
  const { against, flows = {}, table, records } = options;
  const org = records === undefined ? undefined : await openRecords(records);
  try {
    const calls =
      flow.flowType === "SUBFLOW"
        ? []
        : await playCalls(flow, {
            flows,
            ...(table !== undefined && { table }),
            ...(org !== undefined && { org }),
            ...(records !== undefined && { records }),
          });
    const findings = lintFlow(flow, { siblings: Object.values(flows) });
    const whys = new Map<string, string>(RULES.map(({ id, why }) => [id, why]));
    const shown = against === undefined ? { flow, marks: [] } : changePicture(against, flow);
    const both = against === undefined ? [flow] : [flow, against];
    const [hidden, mask] = [new FlowMask(...both), masker(...both)];
    const review: Review = {
      flow,
      picture: drawSvg(hidden.flow(shown.flow), hidden.marks([...countMarks(findings), ...shown.marks])),
      findings: findings.map((finding) => ({ ...finding, why: whys.get(finding.rule) ?? "" })),
      calls,
      facts: flowFacts(flow),
      changes: against === undefined ? undefined : diffFlows(against, flow),
      source: records !== undefined ? "records" : table !== undefined ? "table" : "invented",
      foundRecords: org === undefined || org.found() > 0,
      mask,
    };
    return { page: reviewPage(review), review };
  } finally {
    await org?.close();
  }
}

/** The number of findings at each activity; the list below the picture has the findings. */
function countMarks(findings: readonly Finding[]): readonly Mark[] {
  const counted = new Map<string, Mark & { readonly count: number }>();
  for (const { process, activity, severity } of findings) {
    if (activity === "" || severity === "info") continue;
    const key = `${process} ${activity} ${severity}`;
    const count = (counted.get(key)?.count ?? 0) + 1;
    const message = `${count} ${count === 1 ? severity : `${severity}s`}`;
    counted.set(key, { process, activity, kind: severity, message, count });
  }
  return [...counted.values()];
}
