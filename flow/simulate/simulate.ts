import type { Flow } from "../model";
import { Call, type FlowMap } from "./call";
import type { Exchange, HttpAnswer, HttpRequest } from "./http-types";
import type { CallScript } from "./script";
import type { CallState, Environment } from "./state";
import type { CallResult } from "./transcript";

/** Answers a request; `earlier` holds what was asked before in this call. */
export type Answering = (request: HttpRequest, earlier: readonly Exchange[]) => HttpAnswer;
export type AsyncAnswering = (request: HttpRequest, earlier: readonly Exchange[]) => Promise<HttpAnswer>;

/**
 * Plays a call from its arrival to its end.
 * @throws SimulationError for a script that names an activity or a port which the flow does not have, and for a flow without start;
 *   TimeLimitError for one that would keep this machine busy permanently.
 */
export function simulateCall(flow: Flow, script: CallScript, answer: Answering, flows: FlowMap = {}): CallResult {
  const call = new Call(flow, script, flows);
  for (let asked = call.next(); asked !== undefined; asked = call.next())
    call.answer(asked, answer(asked.request, call.exchanges));
  return call.result();
}

/**
 * The same with answers that take real time, such as those of a server; the call's clock goes by their `delayMs`.
 * @param watch sees the call after each step.
 */
export async function simulateCallAsync(
  flow: Flow,
  script: CallScript,
  answer: AsyncAnswering,
  flows: FlowMap = {},
  environment: Environment = {},
  watch: (state: CallState) => void = () => undefined,
): Promise<CallResult> {
  const call = new Call(flow, script, flows, environment, watch);
  for (let asked = call.next(); asked !== undefined; asked = call.next()) {
    const begun = performance.now();
    const given = await answer(asked.request, call.exchanges);
    // What waits for a server costs nothing of the call's time.
    call.deadlineMs += performance.now() - begun;
    call.answer(asked, given);
  }
  return call.result();
}
