import type { LiteralType } from "@jetstreamapp/soql-parser-js";
import { to18 } from "../ids";
import { dayText, literalRange, stamp, startOfDay } from "./dates";
import { errorAt, errorAtOffset, notEmulated } from "./soql-errors";
import type { FieldType, QueryField, QueryOrg } from "./schema";

/** The escape sequences of a literal. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  N: "\n",
  r: "\r",
  R: "\r",
  t: "\t",
  T: "\t",
  b: "\u0007",
  B: "\u0007",
  f: "\f",
  F: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

/**
 * The text of a quoted literal. For LIKE the sequences `\\`, `\%` and `\_` are kept for the matcher.
 * Throws MALFORMED_QUERY for any other backslash.
 */
export function unquote(query: string, raw: string, forLike: boolean): string {
  const body = raw.slice(1, -1);
  return body.replace(/\\(u[0-9a-fA-F]{4}|[^])?/g, (sequence, kind: string | undefined) => {
    const mark = kind ?? "";
    if (forLike && (mark === "\\" || mark === "%" || mark === "_")) return sequence;
    if (/^u./.test(mark)) return String.fromCharCode(Number.parseInt(mark.slice(1), 16));
    const plain = ESCAPES[mark];
    if (plain !== undefined) return plain;
    const refusal = `Invalid string literal ${raw}. Illegal character sequence '${sequence}' in string literal.`;
    throw errorAtOffset(query, query.indexOf(raw), "MALFORMED_QUERY", refusal);
  });
}

/** The right side of a comparison: one value, or the range from `from` to `to`, with `to` not included. */
export type Operand =
  | { readonly kind: "null" }
  | { readonly kind: "value"; readonly value: string | number | boolean }
  | { readonly kind: "range"; readonly from: string; readonly to: string };

/** A literal as the parser returns it. */
export interface Literal {
  readonly type: LiteralType | undefined;
  readonly raw: string;
}

type Family = "string" | "id" | "boolean" | "number" | "date" | "datetime";

const FAMILIES: Readonly<Partial<Record<FieldType, Family>>> = {
  id: "id",
  reference: "id",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
  int: "number",
  double: "number",
  currency: "number",
  percent: "number",
};

export const familyOf = (type: FieldType): Family => FAMILIES[type] ?? "string";

const TYPE_WORDS: Readonly<Record<Family, string>> = {
  string: "string and should be enclosed in quotes",
  id: "string and should be enclosed in quotes",
  boolean: "boolean and should not be enclosed in quotes",
  number: "double and should not be enclosed in quotes",
  date: "date and should not be enclosed in quotes",
  datetime: "dateTime and should not be enclosed in quotes",
};

/** Literal types that may be compared with a family of fields. */
const ACCEPTED: Readonly<Record<Family, readonly LiteralType[]>> = {
  string: ["STRING"],
  id: ["STRING"],
  boolean: ["BOOLEAN"],
  number: ["INTEGER", "DECIMAL"],
  date: ["DATE", "DATE_LITERAL", "DATE_N_LITERAL"],
  datetime: ["DATETIME", "DATE_LITERAL", "DATE_N_LITERAL"],
};

function rangeOperand(field: QueryField, raw: string, org: QueryOrg): Operand {
  const range = literalRange(raw, org.now, org.timeZone);
  if (range === undefined) throw notEmulated(`The date literal ${raw}`);
  const text = (day: number): string => (field.type === "date" ? dayText(day) : stamp(startOfDay(day, org.timeZone)));
  return { kind: "range", from: text(range.from), to: text(range.to) };
}

/** The service also writes an empty reference as this id. */
const EMPTY_KEY = "000000000000000";

function idOperand(query: string, text: string): Operand {
  if (text === "") return { kind: "null" };
  if (text.startsWith(EMPTY_KEY)) return { kind: "null" };
  // Queries compare ids with regard to case, so only ids of 15 characters get their checksum.
  const id = to18(text) === undefined ? undefined : text.length === 18 ? text : to18(text);
  if (id === undefined) throw errorAt(query, text, "INVALID_QUERY_FILTER_OPERATOR", `invalid ID field: ${text}`);
  return { kind: "value", value: id };
}

function dateTimeOperand(query: string, raw: string): Operand {
  const ms = Date.parse(raw.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (Number.isNaN(ms))
    throw errorAt(query, raw, "MALFORMED_QUERY", `line 1, no viable alternative at character '${raw}'`);
  return { kind: "value", value: stamp(ms) };
}

/** The operand of a literal that is compared with a field. Throws INVALID_FIELD when their types do not fit. */
export function operandOf(query: string, field: QueryField, literal: Literal, org: QueryOrg, forLike = false): Operand {
  const family = familyOf(field.type);
  const { type, raw } = literal;
  if (type?.includes("CURRENCY_PREFIX") === true) throw notEmulated(`The currency literal ${raw}`);
  if (type === "NULL" && family !== "boolean") return { kind: "null" };
  if (type === undefined || !ACCEPTED[family].includes(type)) {
    const refusal = `value of filter criterion for field '${field.name}' must be of type ${TYPE_WORDS[family]}`;
    throw errorAt(query, field.name, "INVALID_FIELD", refusal);
  }
  if (type === "DATE_LITERAL" || type === "DATE_N_LITERAL") return rangeOperand(field, raw, org);
  switch (family) {
    case "string": {
      const text = unquote(query, raw, forLike);
      return text === "" ? { kind: "null" } : { kind: "value", value: text };
    }
    case "id":
      return idOperand(query, unquote(query, raw, false));
    case "boolean":
      return { kind: "value", value: raw.toUpperCase() === "TRUE" };
    case "number":
      return { kind: "value", value: Number(raw) };
    case "date":
      return { kind: "value", value: raw };
    case "datetime":
      return dateTimeOperand(query, raw);
  }
}
