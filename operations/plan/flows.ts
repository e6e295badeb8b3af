import { readFlow } from "../../flow";
import type { Sessions } from "../../providers/clouds";
import { asError } from "../../providers/http/http-errors";
import type { WebexApi } from "../../providers/webex/client/api";
import { type FlowFinding, validateFlow } from "../../providers/webex/flow/flow-validate";
import type { Step } from "./estimate";

/** What Webex says of a flow that a run would write. */
export interface FlowReport {
  /** The resource's name in the program. */
  readonly name: string;
  readonly findings: readonly FlowFinding[];
  /** Why it could not be asked; absent where it was. */
  readonly notAsked?: string;
}

const KINDS = ["webex.Flow", "webex.Subflow"];

/** Has Webex look at each flow that these steps would write, saving nothing. Connects only where there is one. @throws Error where Webex cannot be asked at all. */
export async function flowReports(steps: readonly Step[], sessions: () => Sessions): Promise<readonly FlowReport[]> {
  const written = steps.filter(({ kind, operation }) => KINDS.includes(kind) && operation !== "delete");
  if (written.length === 0) return [];
  const { api } = await sessions().of("webex");
  return Promise.all(written.map((step) => reportOf(api, step)));
}

async function reportOf(api: WebexApi, { name, inputs }: Step): Promise<FlowReport> {
  const document = inputs.__document;
  if (typeof document !== "string")
    return { name, findings: [], notAsked: "its content is known only when the run has made what it refers to" };
  try {
    return { name, findings: await validateFlow(api, readFlow(JSON.parse(document))) };
  } catch (error) {
    return { name, findings: [], notAsked: asError(error).message };
  }
}
