/** The regular expressions of the lexer, as in Pebble 4.1.2 with newline trimming on. Sticky ones match at a position, global ones search. */

/** Longest first, so that `is not` is tried before `is`. A word must not be the start of a longer name. */
export const OPERATOR = new RegExp(
  ["contains", "equals", "is not", "not", "and", "or", "is"].map((word) => `${word}(?![a-zA-Z0-9_])`).join("|") +
    "|==|!=|>=|<=|\\.\\.|[+\\-*/%><|~]",
  "y",
);
export const IDENTIFIER = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
export const LONG = /[0-9]+L/y;
export const NUMBER = /[0-9]+(?:\.[0-9]+)?/y;
export const PLAIN_STRING = /"[^#"\\]*(?:\\[\s\S][^#"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y;
export const STRING_PART = /[^#"\\]*(?:(?:\\[\s\S]|#(?!\{))[^#"\\]*)*/y;
export const START = /\{\{|\{%|\{#/g;
// Java's \s, which does not match no-break spaces.
const JAVA_SPACE = "[ \\t\\n\\x0B\\f\\r]";
const NEW_LINE = "(?:\\r\\n|\\n\\r|\\r|\\n|\\u0085|\\u2028|\\u2029)?";
export const PRINT_CLOSE = new RegExp(`${JAVA_SPACE}*-?\\}\\}${NEW_LINE}`, "y");
export const EXECUTE_CLOSE = new RegExp(`${JAVA_SPACE}*-?%\\}${NEW_LINE}`, "y");
export const COMMENT_CLOSE = new RegExp(`#\\}${NEW_LINE}`, "g");
export const INTERPOLATION_CLOSE = new RegExp(`${JAVA_SPACE}*\\}`, "y");
export const LEADING_TRIM = new RegExp(`-${JAVA_SPACE}+`, "y");
export const TRAILING_TRIM = new RegExp(`${JAVA_SPACE}*-(?:\\}\\}|%\\}|#\\})`, "y");
export const COMMENT_TRIM = new RegExp(`${JAVA_SPACE}-$`);
export const VERBATIM_START = new RegExp(`${JAVA_SPACE}*verbatim${JAVA_SPACE}*(?:-)?%\\}${NEW_LINE}`, "y");
export const VERBATIM_END = new RegExp(`\\{%(-)?${JAVA_SPACE}*endverbatim${JAVA_SPACE}*(-)?%\\}${NEW_LINE}`, "g");
