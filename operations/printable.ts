/** Text of unknown origin; control characters would drive the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, "\uFFFD");
}
