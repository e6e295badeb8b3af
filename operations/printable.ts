/** One line of text of unknown origin. Control characters and marks of text direction would drive the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, "\uFFFD");
}

/** The same for text of several lines, whose line ends stay. */
export function printableLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "\uFFFD");
}
