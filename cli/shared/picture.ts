import { drawMermaid, drawSvg, type Flow, type Mark } from "../../flow";
import { renderPng } from "./png";
import { FileError } from "./yaml-file";

/** Beyond this nobody finds anything in a picture of pixels. */
const MAX_PNG_ACTIVITIES = 1_000;

/**
 * A flow as the ending of `file` says: .svg, .png or .mmd.
 * @throws FileError for any other ending, and where this computer cannot draw it.
 */
export function drawPicture(flow: Flow, marks: readonly Mark[], file: string): string | Uint8Array {
  const [, extension = ""] = /\.(\w+)$/.exec(file.toLowerCase()) ?? [];
  if (extension === "svg") return drawSvg(flow, marks);
  if (extension === "mmd" || extension === "md") return drawMermaid(flow, marks);
  if (extension !== "png") throw new FileError(`${file} names no picture; end it in .svg, .png or .mmd.`);
  const size = flow.processes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (size > MAX_PNG_ACTIVITIES)
    throw new FileError(`A .png of ${size} activities would be too large to look at; write an .svg instead.`);
  const png = renderPng(drawSvg(flow, marks));
  if (png === undefined)
    throw new FileError("This computer has no font, so a .png would have no words; write an .svg instead.");
  return png;
}
