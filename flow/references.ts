import { z } from "zod";
import referenceProperties from "./reference-properties.json";

const KINDS = [
  "queue",
  "connector",
  "audio",
  "businessHours",
  "subflow",
  "tts",
  "voice",
  "virtualAgent",
  "virtualAgentConnector",
  "number",
  "globalVariable",
  "variableDefault",
  "function",
  "media",
  "entryPoint",
  "url",
  "id",
] as const;
/** The kind of object that an organisation-bound value refers to. */
export type ReferenceKind = (typeof KINDS)[number];

const names = z.array(z.string()).readonly().optional();
const reference = z.strictObject({
  /** Key in the activity's properties; a dot enters a nested object, `[]` every item of an array. */
  property: z.string(),
  kind: z.enum(KINDS),
  /** Further properties that must always hold the same value. */
  mirrors: names,
  /** Used only where a file already has it: FlowV2 knows it, Flow Designer does not. */
  onlyIfPresent: z.literal(true).optional(),
  /** Properties that show the referenced object's name; `x:name` and `x_name` need not be listed. */
  labels: names,
});
/** A property that holds such a value. */
export type Reference = Readonly<z.output<typeof reference>>;

/** Activity type to the properties that hold references, in the order they are listed. */
export const REFERENCES: Readonly<Record<string, readonly Reference[]>> = Object.freeze(
  z.record(z.string(), z.array(reference)).parse(referenceProperties),
);

/** The properties of a type of activity that hold references. */
export const referencesOf = (type: string): readonly Reference[] =>
  Object.hasOwn(REFERENCES, type) ? (REFERENCES[type] ?? []) : [];
