export { bindFlow, type BindResult } from "./bind";
export { listBindings, unboundForeignIds, type Binding } from "./list";
export { isIdShaped } from "./places";
export type { BindingProblem } from "./resolve";
