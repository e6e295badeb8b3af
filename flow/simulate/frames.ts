import { arrayAt, isObject, textAt } from "../json";
import type { ContextValue } from "../expression";
import type { Draft } from "./draft";
import { SystemError } from "./simulation-errors";
import { fail, leave } from "./moves";
import { startOutputs } from "./outputs";
import type { Frame, Token, Values } from "./state";
import { coerce, initialValues } from "./values";

/** Starts another flow inside this call: a subflow, which returns, or the target of a GoTo, which does not. */
export function enterFrame(
  draft: Draft,
  token: Token,
  to: { readonly kind: "subflow" | "go-to"; readonly flow: string; readonly give: Values },
): void {
  const id = draft.newId();
  const bare: Frame = { id, flow: to.flow, variables: {}, outputs: {} };
  const { flow, start } = draft.program(bare);
  const given = Object.fromEntries(
    Object.entries(to.give).filter(([name]) => flow.variables.some((variable) => variable.name === name)),
  );
  const variables = initialValues(flow.variables, given).values;
  const outputs = to.kind === "go-to" ? startFrameOutputs(draft, bare) : callerOutputs(draft.frame(token.frame));
  const { frame, process, node } = token;
  draft.putFrame({ ...bare, variables, outputs, ...(to.kind === "subflow" && { caller: { frame, process, node } }) });
  if (to.kind === "go-to") draft.set({ current: id });
  draft.put({ ...token, frame: id, process: "main", node: start.name, doing: { kind: "ready" } });
}

/** The start outputs of the calling flow, which a subflow can read. */
const callerOutputs = ({ outputs }: Frame): Frame["outputs"] =>
  Object.fromEntries(
    ["NewPhoneContact", "NewContact"].flatMap((name) => (outputs[name] === undefined ? [] : [[name, outputs[name]]])),
  );

/** The start node's outputs under its own name and the two that expressions use. */
export function startFrameOutputs(draft: Draft, frame: Frame): Readonly<Record<string, Values>> {
  const { flow, start } = draft.program(frame);
  const outputs = startOutputs(draft.state, flow);
  return { NewPhoneContact: outputs, NewContact: outputs, [start.name]: outputs };
}

/** End Subflow: copies the outputs to the calling flow and continues after the Subflow activity. */
export function returnFromSubflow(draft: Draft, token: Token): void {
  const frame = draft.frame(token.frame);
  const { caller } = frame;
  draft.trace(token, "leave");
  if (caller === undefined) {
    // Run without a calling flow, as with `datadip call --flow subflow.json`: the path ends here.
    draft.remove(token);
    return;
  }
  const back: Token = { ...token, frame: caller.frame, process: caller.process, node: caller.node };
  const node = draft.node(back);
  const flow = draft.program(draft.frame(caller.frame)).flow;
  const rows = arrayAt(node?.properties ?? {}, "subflowOutputVariables").filter(isObject);
  draft.put(back);
  try {
    const values = rows.map((row): readonly [string, ContextValue] => {
      const name = textAt(row, "src") ?? "";
      const type = flow.variables.find((variable) => variable.name === name)?.type ?? "STRING";
      const value = frame.variables[textAt(row, "target") ?? ""] ?? null;
      return [name, coerce(name, type, value, "empty")];
    });
    draft.assign(caller.frame, Object.fromEntries(values));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    fail(draft, back, error.message);
    return;
  }
  draft.dropFrame(frame.id);
  leave(draft, back, "default");
}
