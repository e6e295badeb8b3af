import { callOf, type FlowOperation } from "../client/flow-routes";

const LIFE: readonly FlowOperation[] = [
  "lock",
  "import",
  "publish",
  "unlock",
  "list",
  "draft",
  "export",
  "delete",
  "choices",
];

/** What a flow's life and the proof of its references call. */
export const FLOW_CALLS: readonly string[] = [
  ...LIFE.map(callOf),
  ...["contact-service-queue", "audio-file", "business-hours"].map((path) => `GET /organization/{orgId}/v2/${path}`),
];
