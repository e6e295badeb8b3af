import type { VariableUse } from "../../expression";
import type { Flow, FlowNode } from "../../model";
import type { Program } from "../../simulate/program";
import type { HttpCall } from "./calls";
import type { Graph } from "./graph";
import type { Text } from "./texts";
import type { Variables } from "./variables";

/** An activity together with its process. */
export interface Placed {
  readonly process: string;
  readonly node: FlowNode;
}

/** The parts of `Context` that the analyses of a flow use. */
export interface Basis {
  readonly flow: Flow;
  readonly texts: readonly Text[];
  readonly variables: Variables;
  readonly program: Pick<Program, "parse" | "types">;
  readonly graph: (process: string) => Graph;
  readonly textsFor: (node: FlowNode) => readonly Text[];
  readonly nodesOf: (...kinds: readonly FlowNode["kind"][]) => readonly Placed[];
  readonly nodeNamed: (name: string) => FlowNode | undefined;
  readonly calls: readonly HttpCall[];
  readonly callOf: (node: FlowNode) => HttpCall | undefined;
  /** The variable, or `activity.output` in lower case, that an expression names; undefined for an unknown name. */
  readonly valueName: (use: Pick<VariableUse, "root" | "members">) => string | undefined;
  /** The input of a Parse, without the braces that some files put around it. */
  readonly parsedName: (node: FlowNode) => string;
  /** Whether every path to the activity checks that the name, or one of its sources, holds digits only. */
  readonly isDigitsOnly: (process: string, node: FlowNode, name: string) => boolean;
}
