/** One line of text of unknown origin, without control characters and direction marks, which could control the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, "\uFFFD");
}

/** The same for text of several lines; line ends are kept. */
export function printableLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "\uFFFD");
}
