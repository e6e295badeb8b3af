export { changePicture, findingMarks, problemMarks, type ChangePicture, type PicturedFinding } from "./marks";
export { drawMermaid } from "./mermaid";
export type { Mark } from "./box";
export { escapeXml } from "./escape";
export { drawSvg, drawSvgPages } from "./svg";
