export type { NodeInput } from "./compile";
export { defineFlow, type FlowDefinition } from "./define";
export { FlowDefinitionError } from "../flow-errors";
export type { EventName } from "../events";
export type { VariableInput } from "./variables";
