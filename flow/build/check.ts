import type { FlowType } from "../model";
import { RESERVED_WORDS } from "../template";
import type { ProcessSpec } from "../v1/emit";
import type { NodeInput } from "./compile";
import type { EventName } from "../events";
import type { VariableInput } from "./variables";
import { FlowDefinitionError } from "../flow-errors";

interface Parts {
  readonly name: string;
  readonly flowType: FlowType;
  readonly variables: Readonly<Record<string, VariableInput>>;
  readonly start: string;
  readonly nodes: Readonly<Record<string, NodeInput<string, string>>>;
  readonly on: readonly (readonly [EventName, string])[];
  readonly eventNodes: Readonly<Record<string, NodeInput<string, string>>>;
}

const FLOW_NAME = /^[A-Za-z0-9_]{1,80}$/;
const WORD = /^[A-Za-z][A-Za-z0-9_]*$/;
/** @throws FlowDefinitionError for names that Flow Designer or its expressions do not allow, and for subflows with events. */
export function checkDefinition({ name, flowType, variables, nodes, on, eventNodes }: Parts): void {
  if (!FLOW_NAME.test(name))
    throw new FlowDefinitionError(`The flow name "${name}" must be 1 to 80 letters, digits and underscores.`);
  for (const variable of Object.keys(variables)) checkWord(name, "variable", variable);
  const names = [...Object.keys(nodes), ...Object.keys(eventNodes)];
  for (const node of names) checkWord(name, "node", node);
  const twice = names.find((node, index) => names.indexOf(node) !== index);
  if (twice !== undefined)
    throw new FlowDefinitionError(
      `${name}: "${twice}" names a node in nodes and in events; expressions cannot tell them apart, rename one.`,
    );
  if (flowType === "SUBFLOW" && (on.length > 0 || Object.keys(eventNodes).length > 0))
    throw new FlowDefinitionError(`${name}: a subflow has no events; move them to the flow that calls it.`);
  for (const [variable, { desktopLabel, isAgentEditable }] of Object.entries(variables))
    if (isAgentEditable && desktopLabel === undefined)
      throw new FlowDefinitionError(
        `${name}: agents may edit "${variable}" but do not see it; give it a desktopLabel.`,
      );
}

function checkWord(flow: string, what: string, word: string): void {
  if (!WORD.test(word))
    throw new FlowDefinitionError(
      `${flow}: the ${what} name "${word}" must be letters, digits and underscores, a letter first.`,
    );
  if (RESERVED_WORDS.includes(word))
    throw new FlowDefinitionError(
      `${flow}: the ${what} name "${word}" is a reserved word of the expression language; choose another.`,
    );
}

/** @throws FlowDefinitionError for links to unknown nodes and from unknown ports, which JavaScript and widened types allow. */
export function checkLinks(flow: string, { nodes, edges }: ProcessSpec): void {
  const names = new Map(nodes.map((node) => [node.name, node]));
  for (const { from, port, to } of edges) {
    if (!names.has(to))
      throw new FlowDefinitionError(
        `${flow}: "${from}" leads to "${to}" by "${port}", but there is no such node in the same process.`,
      );
    const group = names.get(to)?.group;
    if (group === "start" || group === "start-subflow" || group === "event")
      throw new FlowDefinitionError(`${flow}: "${from}" leads to "${to}", which may have no incoming link.`);
  }
}
