/** One line of text of unknown origin, without control characters and direction marks, which could control the terminal. */
export const printable = (text: string): string => text.replace(/\p{Cc}|\p{Bidi_Control}/gu, "\uFFFD");

/** The same for text of several lines; line ends are kept. */
export const printableLines = (text: string): string => text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "\uFFFD");

/** A count with its noun: `1 finding`, `2 findings`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A text as one word of a shell's command line. */
export const shellWord = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
