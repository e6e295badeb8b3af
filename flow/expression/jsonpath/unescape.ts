import { JsonPathError } from "./jsonpath-errors";

const ESCAPES: Readonly<Record<string, string>> = { r: "\r", f: "\f", t: "\t", n: "\n", b: "\b" };

/** Resolves backslash escapes in a quoted name or text of a path. */
export const unescape = (text: string): string =>
  text.replace(
    /\\(?:u([\s\S]{0,4})|([\s\S])|$)/g,
    (all, unicode: string | undefined, character: string | undefined) => {
      if (unicode !== undefined) {
        if (unicode.length < 4) return "";
        if (!/^[0-9A-Fa-f]{4}$/.test(unicode))
          throw new JsonPathError("JsonPath", `unable to parse the unicode value ${unicode}`);
        return String.fromCharCode(Number.parseInt(unicode, 16));
      }
      return character === undefined ? all : (ESCAPES[character] ?? character);
    },
  );
