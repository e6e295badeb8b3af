export { SimulationError } from "./simulation-errors";
export type { CallEvent, Effect, Exchange, HttpAnswer, HttpRequest } from "./events";
export { DEFAULT_OPTIONS, OPTION_VALUES, optionCombinations, type SimulationOptions } from "./options";
export { callScript, callScriptSchema, type CallScript, type CallScriptInput } from "./script";
export { Call, type Asked, type FlowMap } from "./call";
export { simulateCall, simulateCallAsync, type Answering, type AsyncAnswering } from "./simulate";
export {
  traceOf,
  type Agent,
  type CallState,
  type EndReason,
  type Environment,
  type Failure,
  type Queues,
  type Setup,
  type TraceEntry,
} from "./state";
export { epochOf, type Schedule } from "./schedule";
export { newCall, nextTimer, step, variableTexts } from "./step";
export { answerTableSchema, tableAnswers, UNANSWERED, type AnswerTable } from "./table";
export type { AgentField, CallResult, Heard, Visit } from "./transcript";
export { coverageMarks, coverageOf, coverageText, type Coverage, type Uncovered } from "./coverage";
export { simulateVariations, variationsText, type Variation, type Variations } from "./variations";
export { callText, clock, heardLines, pathLines, recordWords, section, seconds } from "./format";
export { checkActivities } from "./names";
export {
  expectationSchema,
  namedActivities,
  scenarioFileSchema,
  unmet,
  type Expectation,
  type Scenario,
  type ScenarioFile,
} from "./scenario";
