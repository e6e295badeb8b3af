import { Resvg } from "@resvg/resvg-js";
import { FileError } from "./yaml-file";

const PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text x="2" y="16">M</text></svg>';

/** `svg` as a PNG. @throws FileError where the computer has no font, because the text would be missing. */
export function renderPng(svg: string): Uint8Array {
  const hasFont = new Resvg(PROBE).render().pixels.some((byte) => byte !== 0);
  if (!hasFont) throw new FileError("This computer has no font, so a .png would have no text; write an .svg instead.");
  const options = { font: { loadSystemFonts: true } };
  const scale = Math.min(2, MAX_SIDE_PIXELS / longestSide(new Resvg(svg, options)));
  return new Resvg(svg, { ...options, fitTo: { mode: "zoom", value: scale } }).render().asPng();
}

/** Larger pictures exhaust memory, and viewers cannot open them. */
const MAX_SIDE_PIXELS = 16_000;

const longestSide = ({ width, height }: Resvg): number => Math.max(width, height, 1);
