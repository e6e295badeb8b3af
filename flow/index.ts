export * from "./activities";
export * from "./build";
export * from "./catalogue";
export * from "./diff";
export * from "./draw";
export * from "./flow-errors";
export * from "./facts";
export type { Json, JsonObject } from "./json";
export { FlowMask } from "./mask";
export * from "./model";
export * from "./read";
export type { Reference, ReferenceKind } from "./references";
export { readV1 } from "./v1/read";
export * from "./bindings";
export { isTemplate } from "./template";
export { stringifyFlow, writeV1, type V1Document } from "./v1/write";
export { welcomeFlow } from "./templates/welcome";
export type { EventShape } from "./v2/event-shapes";
export type { V2Profile } from "./v2/properties";
export { readV2 } from "./v2/read";
export { writeV2, type V2Document, type V2Options } from "./v2/write";
export * from "./expression";
export * from "./lint";
export { accessorOf, postmanCollection } from "./requests/postman";
export { httpFile } from "./requests/http-file";
export { requestsOf, type Requests, type RequestSketch } from "./requests/requests";
export { parseSoql, unknownNames, type SalesforceSchema, type SoqlQuery } from "./soql";
export {
  dataDipBindings,
  dataDipCallCenterSettings,
  dataDipFlow,
  dataDipRights,
  type Country,
  type DataDipOptions,
  type DataDipRights,
  type DataDipValues,
} from "./templates/data-dip";
export { withCurrentNames, type NamingActivities } from "./templates/data-dip/renamed";
export { calledSubflows, subflowCycles, type NamedFlow } from "./subflows";
export * from "./simulate";
export { TimeLimitError, withinSeconds } from "./time-limit";
