/** A text as a SOQL literal with quotes: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
export function soqlText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return `'${text.replace(/[\\']/g, "\\$&").replace(/[\n\r\t\b\f]/g, (letter) => escapes[letter] ?? letter)}'`;
}

/** A value as a SOQL literal. Dates and ids are quoted as text too: the field's type decides how they are compared. */
export function soqlLiteral(value: string | number | boolean | null): string {
  return typeof value === "string" ? soqlText(value) : String(value);
}

/** `A = 'x' AND B = 'y'` */
export function soqlEquals(fields: Readonly<Record<string, string | number | boolean | null>>): string {
  return Object.entries(fields)
    .map(([field, value]) => `${field} = ${soqlLiteral(value)}`)
    .join(" AND ");
}
