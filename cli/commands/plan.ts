import type { Sessions } from "../../providers/clouds";
import { CallCount, onCall } from "../../providers/core/telemetry/request-metrics";
import { type Estimate, estimate, type Step } from "../../operations/plan/estimate";
import { type FlowReport, flowReports } from "../../operations/plan/flows";
import { preview } from "../../operations/plan/preview";
import { type Blocker, blockers } from "../../operations/plan/teardown";
import { blockersText, checkpointText, estimateText, flowsText, handoverText } from "../../operations/plan/text";
import { readState } from "../../operations/stack-state";
import { print, printJson, printStatus } from "../shared/print";
import { sessionsOf } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly json?: true;
  readonly destroy: boolean;
  readonly dryRuns: boolean;
}

/** `datadip plan`: a preview, dry runs of both clouds, and the calls and time that the run needs. Changes nothing. */
export const planVerb: Verb = (program) => {
  program
    .command("plan")
    .description(
      "preview a run with the clouds' own checks, and count the calls and seconds it needs; exit 1 when it would fail",
    )
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--destroy", "plan taking the stack down: what of others refers to what would be deleted", false)
    .option("--no-dry-runs", "leave the clouds' own checks out")
    .option("--json", "print one JSON object; the preview goes to standard error")
    .action(async ({ stack, json, destroy, dryRuns }: Options) => {
      const calls = new CallCount();
      onCall((call) => calls.add(call));
      let opened: Sessions | undefined;
      const sessions = (): Sessions => (opened ??= sessionsOf(stack));
      const found = destroy ? await blockers(readState(stack, false).resources, sessions()) : undefined;
      const to = json === true ? "stderr" : "stdout";
      const seen = await preview({ stack, destroy, dryRuns, to, env: process.env, now: () => Date.now() });
      const flows = await flowReports(destroy || !dryRuns ? [] : seen.steps, sessions);
      const plan = { steps: seen.steps, needed: estimate(seen), code: seen.code, found, flows };
      if (json === true) printJson(asData(plan));
      else print(asText(plan));
      if (calls.total > 0) printStatus(`This took ${calls.toString()} besides the preview's.`);
      process.exitCode = isWell(plan) ? 0 : 1;
    });
};

interface Plan {
  readonly steps: readonly Step[];
  readonly needed: Estimate;
  readonly code: number;
  /** What blocks the teardown; undefined where none is planned. */
  readonly found: readonly Blocker[] | undefined;
  readonly flows: readonly FlowReport[];
}

const isWell = ({ code, found = [] }: Plan): boolean => code === 0 && found.length === 0;

function asText({ steps, needed, code, found, flows }: Plan): string {
  const blocked = found === undefined ? [] : [blockersText(found)];
  const command = found === undefined ? "pulumi up" : "pulumi destroy";
  // A failed preview is incomplete, so no estimate is shown.
  const told =
    code === 0
      ? [estimateText(needed, command), ...handoverText(steps), ...checkpointText(steps)]
      : [`The preview failed, so ${command} would, too.`];
  return [...blocked, ...(flows.length === 0 ? [] : [flowsText(flows)]), ...told].join("\n");
}

function asData(plan: Plan): object {
  const { needed, code, found, flows } = plan;
  const { reads, writes, ...times } = needed;
  const whole = { Webex: reads.Webex + writes.Webex, Salesforce: reads.Salesforce + writes.Salesforce };
  return {
    ok: isWell(plan),
    ...(code === 0 ? { calls: lower(whole), reads: lower(reads), writes: lower(writes), ...times } : {}),
    ...(found === undefined ? { flows } : { blockers: found }),
  };
}

const lower = ({ Webex, Salesforce }: Estimate["reads"]): { webex: number; salesforce: number } => ({
  webex: Webex,
  salesforce: Salesforce,
});
