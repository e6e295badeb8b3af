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

/** What the analyses of a flow ask of one another. */
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
  /** The variable, or `activity.output` in lower case, that an expression names; undefined where nothing has the name. */
  readonly valueName: (use: Pick<VariableUse, "root" | "members">) => string | undefined;
  /** What a Parse reads, without the braces that some files put around it. */
  readonly parsedName: (node: FlowNode) => string;
  /** Whether a check that the name, or something it comes from, holds digits alone precedes the activity on every way. */
  readonly isDigitsOnly: (process: string, node: FlowNode, name: string) => boolean;
}
