import { drawMermaid, drawSvg, drawSvgPages, type Flow, type Mark } from "../../flow";
import { html, raw, selfContained } from "../../operations/page/html";
import { renderPng } from "./png";
import type { Picture } from "./output";
import { FileError } from "./yaml-file";

/** With more activities a PNG is not readable. */
const MAX_PNG_ACTIVITIES = 1_000;

/** A flow as a picture; html has pages for printing. @throws FileError where this computer cannot draw it. */
export function drawPicture(flow: Flow, marks: readonly Mark[], format: Picture): string | Uint8Array {
  if (format === "html") return pagesOf(flow, marks);
  if (format === "svg") return drawSvg(flow, marks);
  if (format === "mermaid") return drawMermaid(flow, marks);
  const size = flow.processes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (size > MAX_PNG_ACTIVITIES)
    throw new FileError(`A .png of ${size} activities would not be readable; write an .svg instead.`);
  return renderPng(drawSvg(flow, marks));
}

const PAPER = `@page { size: A4 landscape; margin: 10mm; }
body { margin: 0; font: 10pt Helvetica, Arial, sans-serif; color: #455a64; }
section { break-after: page; } section:last-child { break-after: auto; } section svg { display: block; width: 100%; height: auto; max-height: 178mm; }
p { margin: 0 0 2mm; } @media screen { body { background: #eceff1; padding: 20px; } section { background: #ffffff; max-width: 1400px; margin: 0 auto 20px; padding: 20px; } }`;

/** The picture in pages, for a printer or a browser's "Save as PDF". */
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
