export { type Box, type Graph, graphOf } from "./graph";
export { environmentMermaid } from "./mermaid";
export { drawEnvironment } from "./svg";
