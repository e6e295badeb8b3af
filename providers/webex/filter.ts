/**
 * An RSQL filter for exact values: `name=="My Queue";siteId=="..."`.
 * The client encodes the whole query, as a raw `+` would become a space and match nothing without an error.
 */
export function rsqlEquals(fields: Readonly<Record<string, string>>): string {
  const quoted = (value: string): string => `"${value.replace(/[\\"]/g, "\\$&")}"`;
  return Object.entries(fields)
    .map(([field, value]) => `${field}==${quoted(value)}`)
    .join(";");
}
