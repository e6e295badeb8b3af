import { arrayAt, isObject, textAt, type Json, type JsonObject } from "./json";
import type { FlowNode } from "./model";
import { ofFrozen } from "./remembered";

/** One assignment of a Set Variable activity, in the order they are carried out. */
export interface Assignment {
  readonly variable: string;
  readonly type: string;
  readonly setTo: "set-to-literal" | "set-to-variable";
  /** Literal or template. */
  readonly expr: string;
}

/** The assignments of a Set Variable: the rows of `setVariablesArray` (2025 and later), else the single one at the top level. */
export const assignmentsOf = ({ kind, properties }: Pick<FlowNode, "kind" | "properties">): readonly Assignment[] =>
  kind === "set-variable" ? assignmentsIn(properties) : [];

const assignmentsIn = ofFrozen((properties: JsonObject): readonly Assignment[] => {
  const rows = arrayAt(properties, "setVariablesArray").filter(isObject);
  const all = (rows.length > 0 ? rows : [properties]).map((row): Assignment => ({
    variable: textOf(row.srcVariable),
    type: textOf(row.srcVariableType),
    setTo: row.setTo === "set-to-variable" ? "set-to-variable" : "set-to-literal",
    expr: textOf(row.expr ?? row.literal ?? null),
  }));
  return Object.freeze(all);
});

/** Stores what a JSONPath finds in an answer in a variable. */
export interface OutputMapping {
  readonly variable: string;
  readonly path: string;
}

/** The filled rows of `outputVariableArray` of HTTP Request and Parse; rows left at "Select" are not mappings. */
export const mappingsOf = ({ properties }: Pick<FlowNode, "properties">): readonly OutputMapping[] =>
  mappingsIn(properties);

const mappingsIn = ofFrozen((properties: JsonObject): readonly OutputMapping[] =>
  arrayAt(properties, "outputVariableArray").flatMap((row) => {
    if (!isObject(row)) return [];
    const variable = textOf(row.outputVariable);
    const path = textOf(row.jsonPathExp);
    return variable === "Select" || (variable === "" && path === "") ? [] : [{ variable, path }];
  }),
);

/** Something an activity plays: a file by name, a file named by a variable, or a text to speak. */
export interface Prompt {
  readonly kind: "audioFile" | "audioPromptVariable" | "tts";
  readonly value: string;
}

/** What Play Message, Menu and Collect Digits play, in order: `promptsTts` where `toggle` is on, else `prompts`. */
export function promptsOf(node: Pick<FlowNode, "properties">): readonly Prompt[] {
  const speaks = flagOf(node.properties.toggle) === true;
  const rows = arrayAt(node.properties, speaks ? "promptsTts" : "prompts");
  return rows.filter(isObject).map((row) => ({
    kind: row.type === "tts" || row.type === "audioPromptVariable" ? row.type : "audioFile",
    value: textOf(row.value),
  }));
}

/** The rows of a Case: port name and the value that leads there. */
export const casesOf = ({ properties }: Pick<FlowNode, "properties">): readonly CaseRow[] => casesIn(properties);

interface CaseRow {
  readonly port: string;
  readonly value: string;
}

const casesIn = ofFrozen((properties: JsonObject): readonly CaseRow[] => {
  const values =
    arrayAt(properties, "menuLinks:input").length > 0
      ? arrayAt(properties, "menuLinks:input")
      : arrayAt(properties, "menuLinks_input");
  return arrayAt(properties, "menuLinks").map((port, index) => ({ port: textOf(port), value: textOf(values[index]) }));
});

/** A number that a file may write as a number or as text; undefined for anything else. */
export function numberAt(properties: JsonObject, key: string): number | undefined {
  const value = properties[key];
  if (typeof value === "number") return value;
  const text = textAt(properties, key)?.trim();
  if (text === undefined || text === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A flag that a file may write as a boolean or as text; undefined for anything else. */
export const flagAt = (properties: JsonObject, key: string): boolean | undefined => flagOf(properties[key]);

function flagOf(value: Json | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const word = value.toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}

function textOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
