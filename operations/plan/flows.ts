import { cloudOf, type Sessions } from "../../providers/clouds";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import type { DryRunFinding } from "../../providers/core/resource/facets";
import { descriptorOf } from "../../providers/core/resource/registry";
import { asError } from "../../providers/http/http-errors";
import type { Step } from "./estimate";

/** The findings of the service's dry run of one object. */
export interface FlowReport {
  /** The resource's name in the program. */
  readonly name: string;
  readonly findings: readonly DryRunFinding[];
  /** Why there was no dry run; absent where there was one. */
  readonly notAsked?: string;
}

/** Dry runs of these steps, which save nothing. Connects only where a kind has one. @throws Error where the service does not answer. */
export async function flowReports(steps: readonly Step[], sessions: () => Sessions): Promise<readonly FlowReport[]> {
  const written = steps.filter(
    ({ kind, operation }) => operation !== "delete" && descriptorOf(kind).dryRun !== undefined,
  );
  if (written.length === 0) return [];
  const opened = sessions();
  return Promise.all(
    written.map(async (step) => reportOf(descriptorOf(step.kind), (await opened.of(cloudOf(step.kind))).api, step)),
  );
}

async function reportOf<Api>(
  descriptor: Pick<Descriptor<never, never, Api>, "dryRun">,
  api: Api,
  { name, inputs }: Step,
): Promise<FlowReport> {
  try {
    const found = (await descriptor.dryRun?.(api, inputs)) ?? [];
    return "notAsked" in found ? { name, findings: [], notAsked: found.notAsked } : { name, findings: found };
  } catch (error) {
    return { name, findings: [], notAsked: asError(error).message };
  }
}
