import { projectRoot } from "../../providers/core/settings/project";
import { blankless, type SettingsSource } from "../../providers/core/settings/settings";
import { onCall } from "../../providers/core/telemetry/request-metrics";
import { certificateChecks } from "./certificates";
import { type Check, skipped, type Thresholds } from "./check";
import { flowCheck } from "./flow";
import { machineChecks } from "./machine";
import { salesforceChecks } from "./salesforce";
import { stackChecks, type StackFound } from "./stack";
import { webexChecks } from "./webex";

/** What doctor needs from its process. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly nodeVersion: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Checks everything that a run needs, and writes nothing. @throws Error where there is no pulumi. */
export async function examine(
  stack: string | undefined,
  thresholds: Thresholds,
  { env, nodeVersion, now }: Surroundings,
): Promise<readonly Check[]> {
  const root = projectRoot();
  const found = stackChecks(stack);
  const { checks, config, state } = found;
  const local = [...machineChecks(root, nodeVersion), ...checks];
  if (config === undefined) return [...local, skipped("Webex and Salesforce", "they need the stack's config")];
  const source: SettingsSource = { config: (key) => config[key]?.value, env };
  let remaining: number | undefined;
  onCall((call) => {
    if (call.service === "Webex") remaining = call.remaining ?? remaining;
  });
  const [webex, salesforce] = await Promise.all([
    webexChecks(source, now, thresholds, () => remaining),
    usesSalesforce(found)
      ? salesforceChecks(source)
      : [skipped("Salesforce", "not in use: salesforce:instanceUrl is not set, and the stack has nothing of it")],
  ]);
  return [
    ...local,
    ...webex,
    ...salesforce,
    ...(state === undefined ? [] : certificateChecks(state, now(), thresholds)),
    flowCheck(root, blankless(config["datadip:flowFile"]?.value), config["datadip:flowLint"]?.value !== "off"),
  ];
}

function usesSalesforce({ config, state }: StackFound): boolean {
  const isSandbox = config?.["datadip:target"]?.value === "sandbox";
  const isSet = config?.["salesforce:instanceUrl"] !== undefined;
  return isSandbox || isSet || (state?.resources ?? []).some(({ kind }) => kind.startsWith("salesforce."));
}
