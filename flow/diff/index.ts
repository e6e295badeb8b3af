export { canonicalFlow, sameFlow } from "./canonical";
export type { ChangeClass } from "./classify";
export { diffFlows, type FlowChange } from "./diff";
