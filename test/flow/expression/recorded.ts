import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "lossless-json";
import { JavaNumber, type ContextValue, type JsonValue } from "../../../flow";

/** Answers of the real engines, recorded once. Numbers keep their kind: 5 is an Integer, 5.0 a Double. */
const load = (name: string): unknown =>
  parse(readFileSync(join(__dirname, "recorded", name), "utf8"), null, {
    parseNumber: (text) => JavaNumber.fromJson(text),
  });

export interface RecordedTemplates {
  readonly groups: readonly {
    readonly context: Readonly<Record<string, ContextValue>>;
    /** Template and what it renders to; null where the engine fails. */
    readonly rows: readonly (readonly [string, string | null])[];
  }[];
}

export type RecordedAnswer = { readonly value: JsonValue } | { readonly error: string };

export interface RecordedPaths {
  readonly document: JsonValue;
  readonly rows: readonly (readonly [string, RecordedAnswer])[];
  readonly bodies: readonly (readonly [string, string, RecordedAnswer])[];
  readonly generated: readonly (readonly [JsonValue, string, RecordedAnswer])[];
}

// The files are our own and have no other reader, so their shape is asserted rather than checked.
export const recordedTemplates = load("pebble.json") as RecordedTemplates;
export const recordedPaths = load("jsonpath.json") as RecordedPaths;
