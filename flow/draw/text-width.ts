/** Widths of DejaVu Sans, the widest of the fonts in the pictures, as parts of the font size. */
const NARROW = 0.34;
const WIDE = 1;
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/^[ijlI.,:;'|!\u00ec\u00ed\u00ee\u00ef]$/, NARROW],
  [/^[ ftr()[\]/\\"-]$/, 0.41],
  [/^[mwMW@%_\u2026]$/, WIDE],
  [/^[A-Z\u00c0-\u00dd+=<>#~]$/, 0.75],
  [/^[\u0020-\u024f\u0370-\u052f]$/, 0.64],
];

const widthOf = (character: string): number => WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? WIDE;

/** Upper limit of the width of `text`, in pixels. */
export const textWidth = (text: string, fontSize: number): number =>
  [...text].reduce((sum, character) => sum + widthOf(character) * fontSize, 0);

/** One line of `text` that is at most `width` pixels wide, cut with an ellipsis where it is longer. */
export function fitted(text: string, width: number, fontSize: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length * fontSize <= width || textWidth(line, fontSize) <= width) return line;
  let left = width - textWidth("\u2026", fontSize);
  let kept = "";
  for (const character of line) {
    left -= widthOf(character) * fontSize;
    if (left < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}\u2026`;
}

/** `text` in lines of at most `width` pixels, broken between words where possible; cut with an ellipsis after the last line. */
export function wrapped(text: string, width: number, fontSize: number, lines: number): readonly string[] {
  const words = text.replace(/\s+/g, " ").trim().split(" ");
  const result: string[] = [];
  for (const [index, word] of words.entries()) {
    const last = result.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, fontSize) <= width)
      result[result.length - 1] = `${last} ${word}`;
    else if (result.length < lines) result.push(fitted(word, width, fontSize));
    else {
      result[lines - 1] = fitted(`${last ?? ""} ${words.slice(index).join(" ")}`, width, fontSize);
      break;
    }
  }
  return result;
}
