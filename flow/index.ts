/** The public names of `datadip/flow`. */

export {
  type Assignment,
  type OutputMapping,
  type Prompt,
  assignmentsOf,
  casesOf,
  flagAt,
  mappingsOf,
  numberAt,
  promptsOf,
} from "./activities";
export {
  type EventName,
  type FlowDefinition,
  FlowDefinitionError,
  type NodeInput,
  type VariableInput,
  defineFlow,
} from "./build";
export {
  type ActivityKind,
  type ActivityRow,
  CATALOGUE,
  DEFAULT_PROFILE,
  type KnownKind,
  type Profile,
  REGISTRY_ONLY,
  activityRow,
  catalogPorts,
  kindOf,
} from "./catalogue";
export { type ChangeClass, type FlowChange, canonicalFlow, diffFlows, sameFlow } from "./diff";
export {
  type ChangePicture,
  type Mark,
  type PicturedFinding,
  changePicture,
  drawMermaid,
  drawSvg,
  drawSvgPages,
  escapeXml,
  findingMarks,
  problemMarks,
} from "./draw";
export { type ActivityDefinition, readActivityDefinitions } from "./definitions";
export { type FlowFormatCode, FlowFormatError, inSource } from "./flow-errors";
export { type FlowFacts, flowFacts } from "./facts";
export type { Json, JsonObject } from "./json";
export { FlowMask } from "./mask";
export {
  DEFAULT_POP_OVER,
  type DesktopOrder,
  type Edge,
  type Flow,
  type FlowNode,
  type FlowProblem,
  type FlowType,
  MAIN,
  type Port,
  type Process,
  type Variable,
  edgesFrom,
  edgesTo,
  entryNodes,
  mainProcess,
  readDesktopOrder,
} from "./model";
export { parseFlowText, readFlow } from "./read";
export type { Reference, ReferenceKind } from "./references";
export { readV1 } from "./v1/read";
export { jsonFault } from "./json-fault";
export {
  type BindResult,
  type Binding,
  type BindingProblem,
  bindFlow,
  isIdShaped,
  listBindings,
  openBindings,
  unboundForeignIds,
} from "./bindings";
export { isTemplate } from "./template";
export { stringifyFlow, writeV1, type V1Document } from "./v1/write";
export { welcomeFlow } from "./templates/welcome";
export type { EventShape } from "./v2/event-shapes";
export type { V2Profile } from "./v2/properties";
export { readV2 } from "./v2/read";
export { writeV2, type V2Document, type V2Options } from "./v2/write";
export {
  type CompiledJsonPath,
  type ContextValue,
  FILTERS,
  FUNCTIONS,
  type Hole,
  JavaNumber,
  JsonPathError,
  type JsonPathErrorKind,
  type JsonPathResult,
  type JsonValue,
  type NamedUse,
  PebbleError,
  type RenderOptions,
  type Rendered,
  type Segment,
  TESTS,
  type Template,
  type TemplateExpression,
  type TemplateNode,
  type TemplatePosition,
  type TemplateUses,
  type VariableUse,
  applyJsonPath,
  evaluateExpression,
  evaluateJsonPath,
  isDefinite,
  isHole,
  parseDocument,
  parseJsonPath,
  parseTemplate,
  printJson,
  readBody,
  renderTemplate,
  segmentsOf,
  templateUses,
  visitExpressions,
} from "./expression";
export {
  type Family,
  type Finding,
  type LintOptions,
  type LintReport,
  type LintResult,
  type LintRule,
  RULES,
  SEVERITIES,
  type Severity,
  type Suppression,
  checkFlow,
  lintFlow,
} from "./lint";
export { accessorOf, postmanCollection } from "./requests/postman";
export { requestsOf, type Requests, type RequestSketch, httpFile } from "./requests/requests";
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
export {
  type Agent,
  type AgentField,
  type AnswerTable,
  type Answering,
  type AsyncAnswering,
  type CallEvent,
  type CallResult,
  type CallScript,
  type CallScriptInput,
  type CallState,
  type Coverage,
  DEFAULT_OPTIONS,
  type Effect,
  type EndReason,
  type Exchange,
  type Expectation,
  type Failure,
  type FlowMap,
  type Heard,
  type HttpAnswer,
  type HttpRequest,
  OPTION_VALUES,
  type Queues,
  type Scenario,
  type ScenarioFile,
  type Setup,
  SimulationError,
  type SimulationOptions,
  type TraceEntry,
  UNANSWERED,
  type Uncovered,
  type Variation,
  type Variations,
  type Visit,
  answerTableSchema,
  callScript,
  callScriptSchema,
  callText,
  checkActivities,
  clock,
  coverageMarks,
  coverageOf,
  coverageText,
  expectationSchema,
  heardLines,
  namedActivities,
  newCall,
  nextTimer,
  optionCombinations,
  pathLines,
  recordWords,
  scenarioFileSchema,
  seconds,
  section,
  simulateCall,
  simulateCallAsync,
  simulateVariations,
  step,
  tableAnswers,
  traceOf,
  unmet,
  variableTexts,
  variationsText,
} from "./simulate";
export { TimeLimitError, withinSeconds } from "./time-limit";
