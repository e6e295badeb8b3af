import { FlowMask, httpFile, postmanCollection, requestsOf, type Flow } from "../flow";
import { callScript, simulateCall } from "../flow/simulate";
import { inventedAnswers } from "./review/answers";
import { masker } from "./review/mask";

export const REQUEST_FORMATS = ["postman", "http"] as const;

export interface RequestOptions {
  readonly format: (typeof REQUEST_FORMATS)[number];
  /** Address of the Salesforce org. */
  readonly instance: string;
  /** The caller's number, from which the flow computes the sample values. */
  readonly from: string;
}

/** A flow's HTTP requests as a file for an HTTP client. Sample values come from a played call; secrets are left out. */
export function requestsFile(flow: Flow, { format, instance, from }: RequestOptions): string {
  const mask = masker(flow);
  const requests = requestsOf(new FlowMask(flow).flow(flow), samplesOf(flow, from, mask));
  return format === "http"
    ? httpFile(requests, instance)
    : `${JSON.stringify(postmanCollection(requests, instance), null, 2)}\n`;
}

/** Values of the flow's variables after a call by a known caller. */
function samplesOf(flow: Flow, from: string, mask: (text: string) => string): Readonly<Record<string, string>> {
  if (flow.flowType === "SUBFLOW")
    return Object.fromEntries(flow.variables.map(({ name, value }) => [name, mask(value ?? "")]));
  const { variables } = simulateCall(flow, callScript({ from }), inventedAnswers(flow, "one"));
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, mask(value)]));
}
