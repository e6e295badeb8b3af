import { linkedPorts } from "./program";
import type { FlowNode } from "../model";
import type { Effect } from "./events";
import type { Scope } from "./expressions";
import type { CallState, ChosenOutcome, Doing, EndReason, Frame, Token, Values } from "./state";

/** An activity about to run: its place, the data it can read, and the outcome in the script for this visit. */
export interface At {
  readonly state: CallState;
  readonly token: Token;
  readonly frame: Frame;
  readonly node: FlowNode;
  readonly scope: Scope;
  readonly chosen: ChosenOutcome;
}

/** The result of running an activity. */
export type Outcome = { readonly effects?: readonly Effect[]; readonly outputs?: Values } & (
  | { readonly kind: "leave"; readonly port: string; readonly assign?: Values }
  | { readonly kind: "wait"; readonly doing: Doing; readonly assign?: Values }
  /** The token ends; `end` also ends the call. */
  | { readonly kind: "stop"; readonly end?: EndReason }
  | { readonly kind: "subflow"; readonly flow: string; readonly give: Values }
  | { readonly kind: "return" }
  | { readonly kind: "go-to"; readonly flow: string; readonly give: Values }
);

/** The success port, by the name that this file links. */
export function mainPort({ scope, token, node }: At): string {
  const links = scope.program.graphs.get(token.process)?.links.get(node.name);
  return MAIN_PORTS.find((port) => links?.has(port) === true) ?? "default";
}

const MAIN_PORTS = ["default", "out", "", "success"] as const;

/** Leaves by `port`, after the time in the script for this visit where there is one. */
export function leaveAfter(at: At, port: string, ms: number, outputs: Values = {}): Outcome {
  const durationMs = at.chosen.afterMs ?? ms;
  const all = { ...outputs, ...at.chosen.outputs };
  return durationMs === 0
    ? { kind: "leave", port, outputs: all }
    : { kind: "wait", doing: { kind: "pause", untilMs: at.state.clockMs + durationMs, port }, outputs: all };
}

/** Ports of the node that have a link. */
export const linkedOf = ({ scope, token, node }: At): readonly string[] =>
  linkedPorts(scope.program, token.process, node.name);
