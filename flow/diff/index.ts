export { canonicalFlow, sameFlow } from "./canonical";
export type { ChangeClass } from "./classify";
export { diffFlows } from "./diff";
export type { FlowChange } from "./fields";
