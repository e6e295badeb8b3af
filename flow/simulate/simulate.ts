import type { Flow } from "../model";
import { Call, type FlowMap } from "./call";
import type { CallScript } from "./script";
import type { CallState, Environment } from "./state";
import type { CallResult } from "./transcript";
import type { Exchange, HttpAnswer, HttpRequest } from "./events";

/** Answers a request. `earlier` holds the earlier requests of this call. */
export type Answering = (request: HttpRequest, earlier: readonly Exchange[]) => HttpAnswer;
export type AsyncAnswering = (request: HttpRequest, earlier: readonly Exchange[]) => Promise<HttpAnswer>;

/**
 * Plays a call from its arrival to its end.
 * @throws SimulationError for a script with an activity or a port that the flow does not have, and for a flow without start;
 *   TimeLimitError for a call that takes too much computing time.
 */
export function simulateCall(flow: Flow, script: CallScript, answer: Answering, flows: FlowMap = {}): CallResult {
  const call = new Call(flow, script, flows);
  for (let asked = call.next(); asked !== undefined; asked = call.next())
    call.answer(asked, answer(asked.request, call.exchanges));
  return call.result();
}

/**
 * As `simulateCall`, with answers that take real time, such as a server's. The call's clock uses their `delayMs`.
 * @param watch is called after each step.
 */
export async function simulateCallAsync(
  flow: Flow,
  script: CallScript,
  answer: AsyncAnswering,
  flows: FlowMap = {},
  environment: Environment = {},
  watch?: (state: CallState) => void,
): Promise<CallResult> {
  const call = new Call(flow, script, flows, environment, watch);
  for (let asked = call.next(); asked !== undefined; asked = call.next()) {
    const begun = performance.now();
    const given = await answer(asked.request, call.exchanges);
    // The wait for a server does not use up the call's computing time.
    call.deadlineMs += performance.now() - begun;
    call.answer(asked, given);
  }
  return call.result();
}
