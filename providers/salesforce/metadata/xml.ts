import { XMLParser } from "fast-xml-parser";
import { isRecord } from "../../core/resource/types";
import { elementsOf, inOrder } from "./metadata-type";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // Salesforce trims strings too. Numeric references are decoded like the five names.
  trimValues: true,
  htmlEntities: true,
});

/** XML as nested records: text for leaves, arrays only where an element repeats, attributes as `@name`, no namespace prefixes. */
export function parseXml(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = parser.parse(text);
  return isRecord(parsed) ? parsed : {};
}

/** Text escaped for XML. Control characters that XML does not allow are left out. */
export const escapeXml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- the characters that XML 1.0 cannot represent
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

/** The children of a component of this type, in the required order. @throws Error for a member that the type lacks. */
export const writeBody = (type: string, body: Readonly<Record<string, unknown>>): string =>
  inOrder(type, body)
    .map(([element, value]) =>
      (Array.isArray(value) ? value : [value]).map((item) => writeItem(element.name, element.type, item)).join(""),
    )
    .join("");

function writeItem(name: string, type: string, value: unknown): string {
  if (isRecord(value)) return `<${name}>${writeBody(type, value)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export const isNil = (node: unknown): boolean => isRecord(node) && node["@nil"] === "true";

/** The items of an element that may occur any number of times. */
export function itemsOf(node: unknown): readonly unknown[] {
  if (node === undefined || node === "") return [];
  return Array.isArray(node) ? node : [node];
}

/** A component as records: arrays as in the schema, booleans and numbers instead of text. Unknown elements stay text. */
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
  // An empty element whose type has elements.
  return value === "" && type !== undefined && elementsOf(type) !== undefined ? {} : value;
}
