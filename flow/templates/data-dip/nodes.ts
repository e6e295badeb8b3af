import type { NodeInput } from "../../build";

/** A part of the flow: nodes by name. Links between parts are checked when the flow is defined. */
export type Nodes = Readonly<Record<string, NodeInput<string, string>>>;
