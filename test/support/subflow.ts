import { flowExport } from "./flow";

/** The export of a subflow: the same with a start and an end of its own. */
export function subflowExport(greeting = "Welcome"): string {
  const flow = JSON.parse(flowExport("99999999-8888-4777-8666-555555555555", greeting)) as Record<string, unknown>;
  const process = flow.process as { activities: Record<string, Record<string, unknown>>; links: { id: string }[] };
  const { a1, a2, a5 } = process.activities;
  const start = { ...a1, name: "Start", group: "start-subflow", properties: { activityName: "start-subflow" } };
  const end = { ...a5, name: "End", properties: { activityName: "end-subflow" } };
  const links = [
    { id: "l1", sourceActivityId: "a1", targetActivityId: "a2", conditionExpr: "out", properties: {} },
    { id: "l2", sourceActivityId: "a2", targetActivityId: "a5", conditionExpr: "out", properties: {} },
  ];
  return JSON.stringify({ ...flow, flowType: "SUBFLOW", process: { activities: { a1: start, a2, a5: end }, links } });
}
