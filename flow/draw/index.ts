export { changeMarks, problemMarks } from "./marks";
export { drawMermaid } from "./mermaid";
export type { Mark } from "./picture";
export { drawSvg } from "./svg";
