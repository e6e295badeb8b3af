import { XMLParser } from "fast-xml-parser";
import { isRecord } from "../../core/resource/types";
import { elementsOf, inOrder } from "./metadata-type";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // Salesforce trims strings too. Decodes numeric references besides the five names, too.
  trimValues: true,
  htmlEntities: true,
});

/** XML as nested records: text for leaves, arrays only where an element repeats, attributes as `@name`, no namespace prefixes. */
export function parseXml(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = parser.parse(text);
  return isRecord(parsed) ? parsed : {};
}

/** Text as XML carries it. Control characters that XML cannot carry are left out. */
export function escapeXml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- exactly the characters that XML 1.0 has no way to write
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
  );
}

/** The children of a component of this type, in the order the wire wants. @throws Error for a member the type does not have. */
export function writeBody(type: string, body: Readonly<Record<string, unknown>>): string {
  return inOrder(type, body)
    .map(([element, value]) =>
      (Array.isArray(value) ? value : [value]).map((item) => writeItem(element.name, element.type, item)).join(""),
    )
    .join("");
}

function writeItem(name: string, type: string, value: unknown): string {
  if (isRecord(value)) return `<${name}>${writeBody(type, value)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export function isNil(node: unknown): boolean {
  return isRecord(node) && node["@nil"] === "true";
}

/** The items of an element that may occur once, often or never. */
export function itemsOf(node: unknown): readonly unknown[] {
  if (node === undefined || node === "") return [];
  return Array.isArray(node) ? node : [node];
}

/** A component as records: arrays where the schema has some, booleans and numbers instead of their text. Unknown elements stay text. */
export function readBody(type: string, node: unknown): Record<string, unknown> {
  if (!isRecord(node)) return {};
  const elements = elementsOf(type);
  const entries = Object.entries(node).filter(([name]) => !name.startsWith("@") && name !== "#text");
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const element = elements?.find((candidate) => candidate.name === name);
      const items = (Array.isArray(value) ? value : [value])
        .filter((item) => !isNil(item))
        .map((item) => readItem(element?.type, item));
      const repeated = element?.repeated ?? items.length > 1;
      return items.length === 0 ? [] : [[name, repeated ? items : items[0]] as const];
    }),
  );
}

function readItem(type: string | undefined, value: unknown): unknown {
  if (isRecord(value)) return readBody(type ?? "", value);
  if (type === "boolean") return value === "true";
  if (type === "int" || type === "double") return Number(value);
  // An empty element of a type with elements.
  return value === "" && type !== undefined && elementsOf(type) !== undefined ? {} : value;
}
