export { canonicalFlow, sameFlow } from "./canonical";
export { diffFlows } from "./diff";
export type { FlowChange, ChangeClass } from "./fields";
