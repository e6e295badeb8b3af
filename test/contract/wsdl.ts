import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { sharedPath } from "../support/shared";

/** The mechanical extract of the official WSDL and the reference pages, beside the project. */
export const WSDL = "specs/salesforce-metadata-v66-subset.json";
const DOCS = sharedPath("specs/salesforce-metadata-docs");

const elementSchema = z.object({
  name: z.string(),
  type: z.string(),
  min: z.number(),
  max: z.union([z.number(), z.literal("unbounded")]),
});
export type WsdlElement = z.output<typeof elementSchema>;

const wsdlSchema = z.object({
  messages: z.record(z.string(), z.array(elementSchema)),
  types: z.record(z.string(), z.object({ extends: z.string().nullable(), elements: z.array(elementSchema) })),
  enums: z.record(z.string(), z.array(z.string())),
});

let loaded: z.output<typeof wsdlSchema> | undefined;

function wsdl() {
  loaded ??= wsdlSchema.parse(JSON.parse(readFileSync(sharedPath(WSDL), "utf8")));
  return loaded;
}

/** What `MetadataWithContent` adds: the extract lists the types that extend it and not the type itself. */
const CONTENT: WsdlElement = { name: "content", type: "xsd:base64Binary", min: 0, max: 1 };

/** All elements of a type, those of its base first; undefined for a simple type. */
export function elementsOf(type: string): readonly WsdlElement[] | undefined {
  if (type === "MetadataWithContent") return [...(elementsOf("Metadata") ?? []), CONTENT];
  const found = wsdl().types[type];
  if (found === undefined) return undefined;
  return [...(found.extends === null ? [] : (elementsOf(found.extends) ?? [])), ...found.elements];
}

export const messageOf = (name: string): readonly WsdlElement[] | undefined => wsdl().messages[name];
export const valuesOf = (type: string): readonly string[] | undefined => wsdl().enums[type];

/** The version since which the reference says that a field is there, by `Type.field`. */
export function documentedSince(): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  const words = /(?:vailable in API version (\d+)\.0 and (?:later|higher)|First available in API version (\d+)\.0)/;
  const fieldsSchema = z.record(z.string(), z.looseObject({ description: z.string().optional() }));
  const pageSchema = z.looseObject({
    fields: fieldsSchema.optional(),
    sub_types: z.record(z.string(), z.unknown()).optional(),
  });
  for (const file of readdirSync(DOCS)) {
    const page = pageSchema.parse(JSON.parse(readFileSync(join(DOCS, file), "utf8")));
    const tables = [[file.replace(".json", ""), page.fields], ...Object.entries(page.sub_types ?? {})] as const;
    for (const [type, table] of tables) {
      const fields = fieldsSchema.safeParse(table);
      if (!fields.success) continue;
      for (const [name, { description = "" }] of Object.entries(fields.data)) {
        const found = words.exec(description);
        if (found !== null) since.set(`${type}.${name}`, Number(found[1] ?? found[2]));
      }
    }
  }
  return since;
}

/** An element of an answer, in order. */
export interface Node {
  readonly name: string;
  readonly type: string | undefined;
  readonly nil: boolean;
  readonly children: readonly Node[];
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  htmlEntities: true,
});

const rawSchema = z.array(z.record(z.string(), z.unknown()));

const nodesOf = (value: unknown): readonly Node[] =>
  rawSchema.parse(value).flatMap((raw): readonly Node[] => {
    const name = Object.keys(raw).find((key) => key !== ":@" && key !== "#text");
    if (name === undefined) return [];
    const attributes = z.record(z.string(), z.string()).parse(raw[":@"] ?? {});
    const inner = rawSchema.parse(raw[name]);
    const text = inner.map((child) => (typeof child["#text"] === "string" ? child["#text"] : "")).join("");
    return [
      { name, type: attributes["xsi:type"], nil: attributes["xsi:nil"] === "true", children: nodesOf(inner), text },
    ];
  });

/** What is in the Body of an envelope. */
export function bodyOf(xml: string): Node {
  const [envelope] = nodesOf(parser.parse(xml));
  const [message] = envelope?.children.find(({ name }) => name.endsWith("Body"))?.children ?? [];
  if (message === undefined) throw new Error(`no message in ${xml}`);
  return message;
}

const SIMPLE: Readonly<Record<string, RegExp>> = {
  "xsd:boolean": /^(true|false)$/,
  "xsd:int": /^-?\d+$/,
  "xsd:long": /^-?\d+$/,
  "xsd:double": /^-?\d+(\.\d+)?$/,
  "xsd:dateTime": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  ID: /^\w{18}$/,
};

function simpleProblems(node: Node, type: string, path: string): readonly string[] {
  const values = valuesOf(type);
  // The extract lists ID among the enumerations, without values.
  if (values !== undefined && values.length > 0 && !values.includes(node.text))
    return [`${path}: ${node.text} is not a ${type}`];
  return SIMPLE[type]?.test(node.text) === false ? [`${path}: ${node.text} is not a ${type}`] : [];
}

/** What of a node does not fit a list of elements: order, count, unknown names, values. */
export function problemsOf(node: Node, elements: readonly WsdlElement[], path = node.name): readonly string[] {
  const problems: string[] = [];
  let reached = 0;
  for (const child of node.children) {
    const index = elements.findIndex(({ name }) => name === child.name);
    const element = elements[index];
    if (element === undefined) problems.push(`${path}: ${child.name} is unknown`);
    else {
      if (index < reached) problems.push(`${path}: ${child.name} is too late`);
      reached = Math.max(reached, index);
      const type = child.type ?? element.type;
      const inner = elementsOf(type);
      if (child.nil) continue;
      const place = `${path}/${child.name}`;
      problems.push(...(inner === undefined ? simpleProblems(child, type, place) : problemsOf(child, inner, place)));
    }
  }
  for (const { name, min, max } of elements) {
    const count = node.children.filter((child) => child.name === name).length;
    if (count < min) problems.push(`${path}: ${name} is missing`);
    if (max !== "unbounded" && count > max) problems.push(`${path}: ${name} is ${count} times`);
  }
  return problems;
}

/** What of a JSON value does not fit a type of the WSDL: members that are required and not there, and values of another type. */
export function jsonProblems(value: unknown, type: string, path = type): readonly string[] {
  const elements = elementsOf(type);
  if (elements === undefined) {
    const wanted =
      { "xsd:boolean": "boolean", "xsd:int": "number", "xsd:long": "number", "xsd:double": "number" }[type] ?? "string";
    const values = valuesOf(type) ?? [];
    if (typeof value !== wanted) return [`${path}: ${typeof value} instead of ${wanted}`];
    return values.length > 0 && !values.includes(String(value)) ? [`${path}: ${String(value)} is not a ${type}`] : [];
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  if (!parsed.success) return [`${path}: no object`];
  return elements.flatMap(({ name, type: inner, min, max }) => {
    const member = parsed.data[name];
    const place = `${path}.${name}`;
    if (member === undefined || member === null) return min > 0 ? [`${place}: missing`] : [];
    if (max !== "unbounded") return jsonProblems(member, inner, place);
    return Array.isArray(member)
      ? member.flatMap((entry: unknown) => jsonProblems(entry, inner, place))
      : [`${place}: no list`];
  });
}
