import type { Flow } from "../model";
import { answerComing, answered } from "./activities/request";
import { pressed, silent } from "./activities/voice";
import { atOf, attempt, proceed } from "./advance";
import { Draft } from "./draft";
import type { CallEvent, Effect } from "./events";
import { startFrameOutputs } from "./frames";
import { MAX_QUEUE_MS } from "./limits";
import { endCall, fire, leave, stopTreatment } from "./moves";
import { programOf } from "./program";
import type { CallState, Frame, Setup, Token } from "./state";
import { initialValues, textOf } from "./values";

/** A call that has not arrived yet. */
export const newCall = (setup: Setup): CallState =>
  Object.freeze({
    setup,
    clockMs: 0,
    phase: "new",
    endReason: null,
    endedMs: 0,
    agent: "none",
    tokens: [],
    frames: {},
    current: 0,
    queue: null,
    nextId: 1,
    steps: 0,
    stillSteps: 0,
    visits: {},
    stillVisits: {},
    failures: [],
    trace: null,
  });

/**
 * The call after `event`, and its effects. The same arguments give the same result.
 * Events that do not apply at this point, such as keys while no activity listens, change nothing.
 * @throws SimulationError when the flow, or one it goes to, has no start node.
 */
export function step(flow: Flow, state: CallState, event: CallEvent): readonly [CallState, readonly Effect[]] {
  const draft = new Draft(flow, state);
  apply(draft, event);
  return [Object.freeze(draft.state), draft.effects];
}

/** As many "proceed" events as there are before every activity waits, in one step. No activity sees an answer before its clock moves. */
export function proceedAll(
  flow: Flow,
  state: CallState,
  checkTime: () => void,
): readonly [CallState, readonly Effect[]] {
  const draft = new Draft(flow, state);
  for (let token = readyIn(state); token !== undefined; token = readyIn(draft.state)) {
    checkTime();
    proceed(draft, token);
  }
  return [Object.freeze(draft.state), draft.effects];
}

/** The token whose activity runs next; undefined where all of them wait. */
export const readyIn = ({ tokens }: CallState): Token | undefined => tokens.find(({ doing }) => doing.kind === "ready");

function apply(draft: Draft, event: CallEvent): void {
  switch (event.kind) {
    case "arrive":
      return arrive(draft);
    case "proceed": {
      const token = readyIn(draft.state);
      return token === undefined ? undefined : proceed(draft, token);
    }
    case "clock":
      return pass(draft, event.toMs);
    case "http-answer": {
      const token = draft.state.tokens.find(({ id }) => id === event.token);
      if (token?.doing.kind !== "ask") return;
      const { doing } = token;
      return attempt(draft, token, () => answerComing(atOf(draft, token), doing, event.answer));
    }
    case "digits":
      return press(draft, event.digits);
    case "caller-hangs-up":
      return draft.state.phase === "live" ? endCall(draft, "caller hung up") : undefined;
    default:
      return agentDoes(draft, event);
  }
}

function arrive(draft: Draft): void {
  if (draft.state.phase !== "new") return;
  const bare: Frame = { id: 0, flow: "", variables: {}, outputs: {} };
  const { flow, start } = draft.program(bare);
  const { values, misfits } = initialValues(flow.variables, draft.state.setup.variables);
  draft.set({ phase: "live" });
  draft.putFrame({ ...bare, variables: values, outputs: startFrameOutputs(draft, bare) });
  draft.emit(...misfits.map((text) => ({ kind: "note", node: start.name, text }) as const));
  draft.add({
    id: draft.newId(),
    role: "main",
    event: null,
    frame: 0,
    process: "main",
    node: start.name,
    doing: { kind: "ready" },
    outputs: {},
  });
}

/** Time of the next timer; undefined when there is none. */
export function nextTimer(state: CallState): number | undefined {
  let next = state.queue !== null && isWaiting(state) ? state.queue.sinceMs + MAX_QUEUE_MS : Infinity;
  for (const { doing } of state.tokens) if ("untilMs" in doing && doing.untilMs < next) next = doing.untilMs;
  return next === Infinity ? undefined : next;
}

const isWaiting = ({ phase, agent }: CallState): boolean =>
  phase === "live" && (agent === "none" || agent === "offered");

function pass(draft: Draft, toMs: number): void {
  const nowMs = Math.max(draft.state.clockMs, Math.min(toMs, nextTimer(draft.state) ?? toMs));
  if (nowMs > draft.state.clockMs) draft.set({ clockMs: nowMs, stillSteps: 0, stillVisits: {} });
  const { queue, tokens } = draft.state;
  if (queue !== null && isWaiting(draft.state) && nowMs - queue.sinceMs >= MAX_QUEUE_MS)
    endCall(draft, "waited too long in the queue");
  for (const token of tokens) {
    // An earlier round of this loop may have ended the call and this token.
    const isThere = draft.state.tokens.includes(token);
    if (isThere && "untilMs" in token.doing && token.doing.untilMs <= nowMs) due(draft, token);
  }
}

function due(draft: Draft, token: Token): void {
  const { doing } = token;
  if (doing.kind === "pause") leave(draft, token, doing.port);
  else if (doing.kind === "answer") attempt(draft, token, () => answered(atOf(draft, token), doing));
  else if (doing.kind === "listen") attempt(draft, token, () => silent(atOf(draft, token), doing));
}

function press(draft: Draft, digits: string): void {
  const token = draft.state.tokens.find(({ doing }) => doing.kind === "listen");
  if (token?.doing.kind !== "listen" || digits === "" || draft.state.phase !== "live") return;
  const { doing } = token;
  const outcome = pressed(atOf(draft, token), doing, digits);
  if (outcome !== undefined) attempt(draft, token, () => outcome);
}

type AgentEvent = Extract<CallEvent, { kind: `agent-${string}` }>;

function agentDoes(draft: Draft, event: AgentEvent): void {
  const { agent, queue, phase } = draft.state;
  if (phase !== "live" || queue === null) return;
  const isRinging = agent === "offered";
  switch (event.kind) {
    case "agent-offered":
      if (agent !== "none") return;
      draft.set({ agent: "offered" });
      return fire(draft, "AgentOfferContact");
    case "agent-no-answer":
      return isRinging ? draft.set({ agent: "none" }) : undefined;
    case "agent-pre-dial":
      return isRinging ? fire(draft, "ContactPredial") : undefined;
    case "agent-answers":
      if (!isRinging) return;
      stopTreatment(draft);
      draft.set({ agent: "answered" });
      return fire(draft, "AgentContactAssigned");
    case "agent-saves":
      return agent === "answered" ? save(draft, event.variables) : undefined;
    case "agent-hangs-up":
      if (agent !== "answered") return;
      draft.set({ agent: "left" });
      fire(draft, "FCAsk(ContactLastAgentRemoved)");
      return endCall(draft, "agent hung up");
  }
}

/** On the desktop agents can change editable variables only. */
function save(draft: Draft, values: Readonly<Record<string, string>>): void {
  const { flow, start } = draft.program(draft.frame(draft.state.current));
  for (const [name, value] of Object.entries(values)) {
    const variable = flow.variables.find((entry) => entry.name === name);
    if (variable?.isCAD === true && variable.isAgentEditable) {
      const { values: typed } = initialValues([variable], { [name]: value });
      draft.assign(draft.state.current, typed);
    } else {
      const text = `the agent cannot change ${name}, which is ${variable === undefined ? "not a variable of the flow" : "not editable on the desktop"}.`;
      draft.emit({ kind: "note", node: start.name, text });
    }
  }
}

/** Values of the flow's variables as text. */
export function variableTexts(flow: Flow, state: CallState): Readonly<Record<string, string>> {
  const frame = state.frames[state.current];
  const { variables } = programOf(
    frame === undefined || frame.flow === "" ? flow : (state.setup.flows[frame.flow] ?? flow),
  ).flow;
  return Object.fromEntries(variables.map(({ name }) => [name, textOf(frame?.variables[name])]));
}
