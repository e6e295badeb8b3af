/** A text as a SOQL literal with quotes: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
export function soqlText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return `'${text.replace(/[\\']/g, "\\$&").replace(/[\n\r\t\b\f]/g, (letter) => escapes[letter] ?? letter)}'`;
}

/** A value as a SOQL literal. Dates and ids are quoted as text too: the field's type decides how they are compared. */
export const soqlLiteral = (value: string | number | boolean | null): string =>
  typeof value === "string" ? soqlText(value) : String(value);

/** `A = 'x' AND B = 'y'` */
export const soqlEquals = (fields: Readonly<Record<string, string | number | boolean | null>>): string =>
  Object.entries(fields)
    .map(([field, value]) => `${field} = ${soqlLiteral(value)}`)
    .join(" AND ");

const SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** Whether a text can be a record's id: 15 case-sensitive characters, or 18 that ignore case. */
export const isId = (text: string): boolean => /^[a-zA-Z0-9]{15}([A-Z0-5]{3})?$/.test(text);

/** The 18-character form of an id; other texts unchanged. https://help.salesforce.com/s/articleView?id=000385585 */
export function id18(id: string): string {
  if (id.length !== 15 || !isId(id)) return id;
  const checks = [0, 5, 10].map((from) =>
    // Each suffix character encodes which of five letters are capitals.
    SUFFIX.charAt(
      [...id.slice(from, from + 5)].reduce((bits, letter, i) => bits + (/[A-Z]/.test(letter) ? 2 ** i : 0), 0),
    ),
  );
  return id + checks.join("");
}
