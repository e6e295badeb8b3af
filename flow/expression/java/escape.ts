/** The strategies of Pebble's `escape` filter, with the results of the unbescape library that it uses. */
export type EscapeStrategy = "html" | "js" | "css" | "url_param" | "json";

const upperHex = (code: number, width: number): string => code.toString(16).toUpperCase().padStart(width, "0");

function eachUnit(text: string, escapeUnit: (unit: string, index: number) => string): string {
  let output = "";
  for (let index = 0; index < text.length; index++) output += escapeUnit(text.charAt(index), index);
  return output;
}

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code <= 0x9f);

const JSON_SHORT: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

/** A slash is escaped only after `<`, where it would close a script element. */
const closesTag = (text: string, index: number): boolean => index > 0 && text.charAt(index - 1) === "<";

const escapeJson = (text: string): string =>
  eachUnit(text, (unit, index) => {
    const short = JSON_SHORT[unit];
    if (short !== undefined) return short;
    if (unit === "/") return closesTag(text, index) ? "\\/" : unit;
    const code = unit.charCodeAt(0);
    return unit === "&" || isControl(code) || code > 0x7f ? `\\u${upperHex(code, 4)}` : unit;
  });

const escapeJavaScript = (text: string): string =>
  eachUnit(text, (unit, index) => {
    const short = unit === "'" ? "\\'" : unit === "\0" ? "\\0" : JSON_SHORT[unit];
    if (short !== undefined) return short;
    if (unit === "/") return closesTag(text, index) ? "\\/" : unit;
    const code = unit.charCodeAt(0);
    if (unit !== "&" && !isControl(code) && code <= 0x7f) return unit;
    return code <= 0xff ? `\\x${upperHex(code, 2)}` : `\\u${upperHex(code, 4)}`;
  });

const HTML: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "&": "&amp;" };

const escapeHtml = (text: string): string => eachUnit(text, (unit) => HTML[unit] ?? unit);

const escapeUrl = (text: string): string =>
  Array.from(text, (character) =>
    /[A-Za-z0-9\-._~!$'()*,;:@/?]/.test(character) ? character : percent(character),
  ).join("");

const percent = (character: string): string =>
  Array.from(
    new TextEncoder().encode(/[\uD800-\uDFFF]/u.test(character) ? "?" : character),
    (byte) => `%${upperHex(byte, 2)}`,
  ).join("");

function escapeCss(text: string): string {
  let output = "";
  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index) ?? 0;
    const character = String.fromCodePoint(code);
    output += cssCharacter(text, index, character, code);
    index += character.length;
  }
  return output;
}

function cssCharacter(text: string, index: number, character: string, code: number): string {
  const next = text.charAt(index + character.length);
  if (/[A-Za-z]/.test(character) || (/[0-9]/.test(character) && index > 0)) return character;
  if (character === "-" && (index > 0 || !/[-0-9]/.test(next))) return character;
  if (character === "_" && index > 0) return character;
  if (/[ !-/;-@[-`{-~]/.test(character)) return `\\${character}`;
  return `\\${code.toString(16).toUpperCase()}${/[0-9A-Fa-f]/.test(next) ? " " : ""}`;
}

const STRATEGIES: Readonly<Record<EscapeStrategy, (text: string) => string>> = {
  html: escapeHtml,
  js: escapeJavaScript,
  css: escapeCss,
  url_param: escapeUrl,
  json: escapeJson,
};

export const isEscapeStrategy = (name: string): name is EscapeStrategy => Object.hasOwn(STRATEGIES, name);

export const escapeText = (text: string, strategy: EscapeStrategy): string => STRATEGIES[strategy](text);

/** `URLEncoder.encode(text, "UTF-8")`: form encoding, a space becomes `+`. */
export const urlEncode = (text: string): string =>
  Array.from(text, (character) => {
    if (/[A-Za-z0-9.\-*_]/.test(character)) return character;
    return character === " " ? "+" : percent(character);
  }).join("");
