/** Everything but what XML 1.0 can hold, and characters that turn the reading direction round. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]|\p{Bidi_Control}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** `text` for XML content and attributes alike. */
export const escapeXml = (text: string): string =>
  text.replace(UNPRINTABLE, "\uFFFD").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** `text` inside a quoted Mermaid label: whatever is not plain becomes a character code. */
export const escapeMermaid = (text: string): string =>
  [...text.replace(UNPRINTABLE, "\uFFFD")]
    .map((character) =>
      /[\p{L}\p{N} _.,:()/=-]/u.test(character) ? character : `#${character.codePointAt(0) ?? 0xfffd};`,
    )
    .join("");

/** One line of at most `length` characters. */
export function oneLine(text: string, length: number): string {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("")}\u2026`;
}
