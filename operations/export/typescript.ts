/** Writes TypeScript: values, and code among them. */

/** A piece of code in the place of a value. */
export class Code {
  constructor(readonly text: string) {}
}

const WIDTH = 110;
const INDENT = "  ";

/** A value as code, on one line where it fits. */
export function print(value: unknown, indent = "", used = 0): string {
  const line = inline(value);
  if (indent.length + used + line.length <= WIDTH && !line.includes("\n")) return line;
  const deeper = `${indent}${INDENT}`;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${print(item, deeper)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  if (value instanceof Code || typeof value !== "object" || value === null) return line;
  const fields = Object.entries(value).map(([key, item]) => {
    const name = property(key);
    return `${deeper}${name}: ${print(item, deeper, name.length + 2)},\n`;
  });
  return `{\n${fields.join("")}${indent}}`;
}

function inline(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => `${property(key)}: ${inline(item)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

export const property = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
