import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";
import type { Json, JsonObject } from "../core/json";
import { reasonOf } from "../core/catching";

/** An XML element without its namespace prefixes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside the element, line ends as `\n`. */
  readonly text: string;
}

export class XmlError extends Error {}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Without this, numeric character references are not decoded.
  htmlEntities: true,
});

const ATTRIBUTES = ":@";
const TEXT = "#text";

const nodeSchema = z.record(z.string(), z.unknown());
const nodesSchema = z.array(nodeSchema);
const attributesSchema = z.record(z.string(), z.string());

function elementOf(node: Readonly<Record<string, unknown>>): XmlElement | undefined {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT);
  if (name === undefined) return undefined;
  const inner = nodesSchema.parse(node[name]);
  const text = inner.map((child) => (typeof child[TEXT] === "string" ? child[TEXT] : "")).join("");
  return {
    name,
    attributes: attributesSchema.parse(node[ATTRIBUTES] ?? {}),
    children: inner.map(elementOf).filter((child) => child !== undefined),
    text: text.replace(/\r\n?/g, "\n"),
  };
}

function parsed(source: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    return nodesSchema.parse(parser.parse(source));
  } catch (error) {
    // The validator does not check the parser's limits, for instance on nesting.
    throw new XmlError(reasonOf(error));
  }
}

/** Parses a document. Throws an XmlError with the position of the error. */
export function parseXml(source: string): XmlElement {
  // Documents of the API and of bundles have no DTD; entities could expand to any size.
  if (/<!DOCTYPE/i.test(source)) throw new XmlError("DOCTYPE is not allowed");
  const valid = XMLValidator.validate(source);
  if (valid !== true) throw new XmlError(`${valid.err.msg} (line ${valid.err.line})`);
  const [root, ...others] = parsed(source)
    .map(elementOf)
    .filter((element) => element !== undefined);
  if (root === undefined || others.length > 0) throw new XmlError("a document has exactly one outermost element");
  return root;
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  (element?.children ?? []).filter((child) => child.name === name);

/** Whether a boolean element is true, in the form in which bodies hold it. */
export const isOn = (value: Json | undefined): boolean => value === "true";

/** The trimmed text of a child; empty when there is none. */
export const textIn = (element: XmlElement | undefined, name: string): string =>
  childOf(element, name)?.text.trim() ?? "";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  processEntities: true,
});

/** Writes a document: members become elements in order, arrays repeat, `@name` is an attribute, `#text` the text next to attributes. */
export const buildXml = (content: JsonObject): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${z.string().parse(builder.build(content))}`;
