/** Characters that XML 1.0 does not allow, and characters that reverse the reading direction. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]|\p{Bidi_Control}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** `text` for XML content and for attributes. */
export const escapeXml = (text: string): string =>
  text.replace(UNPRINTABLE, "\uFFFD").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** `text` for a quoted Mermaid label, with special characters as character codes. */
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
