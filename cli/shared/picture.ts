import { drawMermaid, drawSvg, drawSvgPages, type Flow, type Mark } from "../../flow";
import { html, raw, selfContained } from "../../operations/page/html";
import { renderPng } from "./png";
import { FileError } from "./yaml-file";

/** Beyond this nobody finds anything in a picture of pixels. */
const MAX_PNG_ACTIVITIES = 1_000;

/**
 * A flow as the ending of `file` says: .svg, .png, .mmd, or .html with pages for paper.
 * @throws FileError for any other ending, and where this computer cannot draw it.
 */
export function drawPicture(flow: Flow, marks: readonly Mark[], file: string): string | Uint8Array {
  const [, extension = ""] = /\.(\w+)$/.exec(file.toLowerCase()) ?? [];
  if (extension === "html") return pagesOf(flow, marks);
  if (extension === "svg") return drawSvg(flow, marks);
  if (extension === "mmd" || extension === "md") return drawMermaid(flow, marks);
  if (extension !== "png") throw new FileError(`${file} names no picture; end it in .svg, .png, .mmd or .html.`);
  const size = flow.processes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (size > MAX_PNG_ACTIVITIES)
    throw new FileError(`A .png of ${size} activities would be too large to look at; write an .svg instead.`);
  const png = renderPng(drawSvg(flow, marks));
  if (png === undefined)
    throw new FileError("This computer has no font, so a .png would have no words; write an .svg instead.");
  return png;
}

const PAPER = `@page { size: A4 landscape; margin: 10mm; }
body { margin: 0; font: 10pt Helvetica, Arial, sans-serif; color: #455a64; }
section { break-after: page; } section:last-child { break-after: auto; } section svg { display: block; width: 100%; height: auto; max-height: 178mm; }
p { margin: 0 0 2mm; } @media screen { body { background: #eceff1; padding: 20px; } section { background: #ffffff; max-width: 1400px; margin: 0 auto 20px; padding: 20px; } }`;

/** The picture in pages, for a printer or for a browser's "Save as PDF". */
function pagesOf(flow: Flow, marks: readonly Mark[]): string {
  const pages = drawSvgPages(flow, marks);
  return selfContained({
    title: flow.name,
    style: PAPER,
    script: "",
    body: html`${pages.map(
      (page, index) =>
        html`<section>
          <p>${flow.name}, page ${index + 1} of ${pages.length}</p>
          ${raw(page)}
        </section>`,
    )}`,
  });
}
