/** Widths of characters in em, in DejaVu Sans Bold, the usual font of servers; Helvetica and Arial are narrower. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[iljI.,:;'|! ]/, 0.4],
  [/[rtfs()\-_]/, 0.6],
  [/[mwMW@%]/, 1.11],
  [/[A-Z&#]/, 0.85],
  [/[a-z0-9+*/=?$"]/, 0.73],
];
/** Greatest width of letters in other scripts, in em. */
const OTHER = 1.11;
/** Width of regular letters relative to bold ones. */
const REGULAR = 0.92;

export interface Face {
  readonly pixels: number;
  readonly isBold: boolean;
}

/** An upper limit of the text's width, in pixels. */
export function widthOf(text: string, { pixels, isBold }: Face): number {
  const ems = [...text].reduce((sum, one) => sum + (WIDTHS.find(([class_]) => class_.test(one))?.[1] ?? OTHER), 0);
  return ems * pixels * (isBold ? 1 : REGULAR);
}

/** One line that is at most `room` pixels wide, with an ellipsis where it was longer. */
export function fitted(text: string, room: number, face: Face): string {
  const line = text.slice(0, MAX_CHARS).replace(/\s+/g, " ").trim();
  if (text.length <= MAX_CHARS && widthOf(line, face) <= room) return line;
  const kept = [...line];
  while (kept.length > 0 && widthOf(`${kept.join("")}\u2026`, face) > room) kept.pop();
  return `${kept.join("").trimEnd()}\u2026`;
}

/** Limit of characters that are measured: no box shows more, and a hostile name may have megabytes. */
const MAX_CHARS = 400;

/** At most `lines` lines of at most `room` pixels, broken between words where possible. */
export function wrapped(text: string, room: number, face: Face, lines: number): readonly string[] {
  const words = text.slice(0, MAX_CHARS).replace(/\s+/g, " ").trim().split(" ");
  const done: string[] = [];
  for (const [index, word] of words.entries()) {
    const last = done.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, face) <= room) done[done.length - 1] = `${last} ${word}`;
    else if (done.length < lines) done.push(fitted(word, room, face));
    else return [...done.slice(0, -1), fitted(`${last ?? ""} ${words.slice(index).join(" ")}`, room, face)];
  }
  return text.length > MAX_CHARS ? [...done.slice(0, -1), `${fitted(done.at(-1) ?? "", room - 14, face)}\u2026`] : done;
}
