export { JavaNumber } from "./java/numbers";
export {
  applyJsonPath,
  evaluateJsonPath,
  isDefinite,
  parseDocument,
  JsonPathError,
  parseJsonPath,
  printJson,
  readBody,
  type Compiled as CompiledJsonPath,
  type Found as JsonPathResult,
  type JsonPathErrorKind,
  type JsonValue,
} from "./jsonpath";
export {
  PebbleError,
  type Expression as TemplateExpression,
  type Position as TemplatePosition,
  type Template,
  type TemplateNode,
} from "./pebble/ast";
export { evaluateExpression, renderTemplate, type Rendered, type RenderOptions } from "./pebble/evaluate";
export { templateUses, visitExpressions, type NamedUse, type TemplateUses, type VariableUse } from "./pebble/inspect";
export { FILTERS, FUNCTIONS, TESTS } from "./pebble/library";
export { parseTemplate } from "./pebble/parser";
export type { ContextValue } from "./pebble/values";
export { isHole, parsedText, segmentsOf, type Hole, type Segment } from "./segments";
