/** One line of text of unknown origin, without control characters and direction marks, which could control the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, "\uFFFD");
}

/** The same for text of several lines; line ends are kept. */
export function printableLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "\uFFFD");
}

/** A count with its noun: `1 finding`, `2 findings`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A text as one word of a shell's command line. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
