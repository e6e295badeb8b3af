import type { EventName } from "../events";
import type { Draft } from "./draft";
import { eventOutputs } from "./outputs";
import type { EndReason, Frame, Token } from "./state";

const target = (draft: Draft, token: Token, port: string): string | undefined =>
  draft.program(draft.frame(token.frame)).graphs.get(token.process)?.links.get(token.node)?.get(port);

/** Leaves the node by `port`. Without a link the token ends, or with `strict` it is an error. */
export function leave(draft: Draft, token: Token, port: string): void {
  const to = target(draft, token, port);
  draft.trace(token, "leave", port, to);
  if (to !== undefined) {
    draft.put({ ...token, node: to, doing: { kind: "ready" } });
    return;
  }
  const isLastOfPreDial = draft.node(token)?.kind === "SetCallerID";
  if (!isLastOfPreDial) {
    const text = `Nothing is linked to the port "${port}"`;
    if (draft.state.setup.strict) {
      fail(draft, token, `${text}.`);
      return;
    }
    draft.emit({ kind: "note", node: token.node, text: `${text}; this path ends here.` });
  }
  stop(draft, token, undefined);
}

/** Ends the token, and the call where a reason is given. */
export function stop(draft: Draft, token: Token, end: EndReason | undefined): void {
  draft.remove(token);
  if (end !== undefined) endCall(draft, end);
}

/** A system error goes to the error port, else to the handler of errors, else the call is dropped. */
export function fail(draft: Draft, token: Token, message: string): void {
  const port = ["error", "failure"].find((name) => target(draft, token, name) !== undefined);
  if (port !== undefined) {
    draft.failure(token, message, "handled");
    leave(draft, token, port);
    return;
  }
  const frame = draft.frame(token.frame);
  if (frame.caller !== undefined) {
    const { caller } = frame;
    draft.failure(token, message, "handled");
    draft.dropFrame(frame.id);
    const back = { ...token, frame: caller.frame, process: caller.process, node: caller.node };
    draft.put(back);
    fail(draft, back, `In its subflow, ${token.node} failed: ${message}`);
    return;
  }
  if (token.role !== "error" && handlerOf(draft, draft.frame(token.frame), "GlobalErrorHandling") !== undefined) {
    draft.failure(token, message, "handled");
    silence(draft, token);
    draft.remove(token);
    fire(draft, "GlobalErrorHandling", token.frame);
    return;
  }
  drop(draft, token, message);
}

/** Drops the call after an unhandled failure. */
export function drop(draft: Draft, token: Token, message: string): void {
  draft.failure(token, message, draft.state.phase === "ended" ? "after the end" : "dropped");
  draft.remove(token);
  endCall(draft, "dropped on an error");
}

interface Handler {
  readonly process: string;
  readonly node: string;
}

/** The event activity of a handler, if it has a link. */
function handlerOf(draft: Draft, frame: Frame, event: EventName): Handler | undefined {
  for (const { process, links } of draft.program(frame).graphs.values()) {
    const node = process.onEvents[event];
    if (node !== undefined && links.get(node)?.has("out") === true) return { process: process.key, node };
  }
  return undefined;
}

/** Starts the handler of an event, if there is one. */
export function fire(draft: Draft, event: EventName, frameId = draft.state.current): void {
  const frame = draft.frame(frameId);
  const handler = handlerOf(draft, frame, event);
  if (handler === undefined) return;
  draft.add({
    id: draft.newId(),
    role: event === "GlobalErrorHandling" ? "error" : "event",
    event,
    frame: frameId,
    process: handler.process,
    node: handler.node,
    doing: { kind: "ready" },
    outputs: eventOutputs(draft.state, draft.program(frame).flow, frame, event),
  });
}

/** Stops the prompt of a token. */
function silence(draft: Draft, token: Token): void {
  const { doing, id } = token;
  if (doing.kind === "pause" || doing.kind === "listen")
    draft.emit({ kind: "stop-playing", token: id, atMs: draft.state.clockMs });
}

/** Stops the tokens that speak to the caller. Handlers of events continue. */
export function stopTreatment(draft: Draft): void {
  for (const token of draft.state.tokens) {
    if (token.role === "event") continue;
    silence(draft, token);
    draft.remove(token);
  }
}

/** Ends the call: stops the tokens that speak to the caller and starts the handler of the end. */
export function endCall(draft: Draft, reason: EndReason): void {
  if (draft.state.phase === "ended") return;
  draft.set({ phase: "ended", endReason: reason, endedMs: draft.state.clockMs });
  stopTreatment(draft);
  draft.emit({ kind: "ended", reason });
  fire(draft, "ContactEnded");
}
