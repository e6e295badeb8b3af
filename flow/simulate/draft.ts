import type { Flow, FlowNode } from "../model";
import type { Effect } from "./events";
import { programOf, type Program } from "./program";
import type { CallState, Failure, Frame, Token, TraceEntry, Values } from "./state";
import type { ContextValue } from "../expression";

type Changeable = { -readonly [K in keyof CallState]: CallState[K] };

/** A mutable copy of the state within a single step. It is not visible outside the step. */
export class Draft {
  readonly effects: Effect[] = [];

  readonly state: Changeable;

  constructor(
    private readonly flow: Flow,
    before: CallState,
  ) {
    this.state = { ...before };
  }

  set(change: Partial<CallState>): void {
    Object.assign(this.state, change);
  }

  emit(...effects: readonly Effect[]): void {
    this.effects.push(...effects);
  }

  program(frame: Frame): Program {
    return programOf(frame.flow === "" ? this.flow : (this.state.setup.flows[frame.flow] ?? this.flow));
  }

  frame(id: number): Frame {
    const frame = this.state.frames[id];
    if (frame === undefined) throw new Error(`Frame ${id} is gone while a token is in it.`);
    return frame;
  }

  node(token: Token): FlowNode | undefined {
    return this.program(this.frame(token.frame)).graphs.get(token.process)?.nodes.get(token.node);
  }

  /** A number that no token or frame has. */
  newId(): number {
    return this.state.nextId++;
  }

  add(token: Token): void {
    this.state.tokens = [...this.state.tokens, Object.freeze(token)];
  }

  put(token: Token): void {
    const frozen = Object.freeze(token);
    this.state.tokens = this.state.tokens.map((other) => (other.id === token.id ? frozen : other));
  }

  remove(token: Token): void {
    this.state.tokens = this.state.tokens.filter(({ id }) => id !== token.id);
  }

  putFrame(frame: Frame): void {
    this.state.frames = { ...this.state.frames, [frame.id]: Object.freeze(frame) };
  }

  dropFrame(id: number): void {
    const { [id]: _gone, ...frames } = this.state.frames;
    this.state.frames = frames;
  }

  assign(frameId: number, values: Values): void {
    const before = this.frame(frameId);
    const after = { ...before, variables: Object.freeze(Object.assign({}, before.variables, values)) };
    this.putFrame(after);
    handOver(before, after, values);
  }

  output(frameId: number, node: string, values: Values): void {
    const frame = this.frame(frameId);
    this.putFrame({
      ...frame,
      outputs: { ...frame.outputs, [node]: Object.freeze({ ...frame.outputs[node], ...values }) },
    });
  }

  trace(token: Token, kind: TraceEntry["kind"], port?: string, to?: string): void {
    const entry: TraceEntry = {
      kind,
      atMs: this.state.clockMs,
      token: token.id,
      flow: this.program(this.frame(token.frame)).flow.name,
      process: token.process,
      node: token.node,
      type: this.node(token)?.type ?? "",
      ...(port !== undefined && { port }),
      ...(to !== undefined && { to }),
    };
    this.state.trace = { entry, before: this.state.trace };
  }

  failure(token: Token, message: string, outcome: Failure["outcome"]): void {
    const { process, node } = token;
    const failure: Failure = { atMs: this.state.clockMs, process, node, message, outcome };
    this.state.failures = [...this.state.failures, failure];
    this.emit({ kind: "failed", process, node, message });
  }
}

type Names = Readonly<Record<string, ContextValue>>;

/** Like spread syntax, which is forty times slower in V8 where both have dozens of members. */
export const merged = (outputs: Names, more: Names, most: Names = {}): Record<string, ContextValue> =>
  Object.assign({ __proto__: null }, outputs, more, most);

const known = new WeakMap<Frame, Record<string, ContextValue>>();

/** The names that the templates of a frame can use, with their values. They are valid until another frame takes the place of this one. */
export function namesOf(frame: Frame): Names {
  const before = known.get(frame);
  if (before !== undefined) return before;
  const names = merged(frame.outputs, frame.variables);
  known.set(frame, names);
  return names;
}

/** Hands the names of a frame to the one that takes its place with these variables changed, since a copy takes longer than the step. */
export function handOver(before: Frame, after: Frame, variables: Values): void {
  const names = known.get(before);
  // A new name would get another place than in a new object, and the first one counts for a name in another spelling.
  if (names === undefined || !Object.keys(variables).every((name) => Object.hasOwn(names, name))) return;
  known.delete(before);
  known.set(after, Object.assign(names, variables));
}
