export { bindFlow, type BindResult } from "./bind";
export { listBindings, openBindings, unboundForeignIds, type Binding } from "./list";
export { isIdShaped } from "./places";
export type { BindingProblem } from "./resolve";
