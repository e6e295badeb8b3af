import { z } from "zod";

/** A schema in words: type, range, pattern and default, from its JSON Schema. */

const node = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.looseObject({ pattern: z.string().optional() })).optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  propertyNames: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
  additionalProperties: z.unknown().optional(),
  default: z.unknown().optional(),
});
export type Node = z.output<typeof node>;

export function nodeOf(raw: unknown): Node {
  const parsed = node.safeParse(raw);
  return parsed.success ? parsed.data : {};
}

export const schemaOf = (schema: z.ZodObject): Node =>
  nodeOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));

/** All patterns that a text must match. */
export const patternsOf = ({ pattern, allOf = [] }: Node): readonly string[] =>
  [pattern, ...allOf.map((one) => one.pattern)].filter((one) => one !== undefined);

/** Fields of an object, of the objects of a list, and of those of a union. */
export function propertiesOf(schema: Node): Readonly<Record<string, Node>> {
  const inner = [
    schema,
    nodeOf(schema.items),
    ...(schema.anyOf ?? []).map(nodeOf),
    nodeOf(schema.additionalProperties),
  ];
  const all = inner.flatMap((one) => Object.entries(one.properties ?? {}));
  return Object.fromEntries(all.map(([name, raw]) => [name, nodeOf(raw)]));
}

/** Units in names, such as `serviceLevelSeconds`. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/Seconds$/, "s"],
  [/(Mins|Minutes)$/, "min"],
  [/Days$/, "days"],
];

export function typeText(name: string, schema: Node): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
  if (schema.anyOf !== undefined)
    return [...new Set(schema.anyOf.map((one) => typeText(name, nodeOf(one))))].join(" or ");
  switch (schema.type) {
    case "string":
      return [schema.format === "email" ? "e-mail address" : "text", ...textRange(schema)].join(", ");
    case "integer":
    case "number":
      return [schema.type === "integer" ? "whole number" : "number", ...numberRange(name, schema)].join(", ");
    case "boolean":
      return "true or false";
    case "array":
      return `list${itemRange(schema)} of ${typeText(name, nodeOf(schema.items))}`;
    case "object":
      return schema.properties === undefined ? "map" : "object";
    default:
      return "any value";
  }
}

function textRange(schema: Node): readonly string[] {
  const { minLength = 0, maxLength } = schema;
  const least = minLength > 0 ? minLength : 0;
  const length = maxLength !== undefined ? [`${least} to ${maxLength} characters`] : least > 0 ? ["not empty"] : [];
  return [...length, ...patternsOf(schema).map((one) => `\`${one.replaceAll("|", "\\|")}\``)];
}

/** JavaScript's own limits are not a limit of the field. */
const SAFE = Number.MAX_SAFE_INTEGER;

function numberRange(name: string, { minimum, maximum }: Node): readonly string[] {
  const unit = UNITS.find(([pattern]) => pattern.test(name))?.[1];
  const said = unit === undefined ? "" : ` ${unit}`;
  const [low, high] = [
    minimum !== undefined && minimum > -SAFE ? minimum : undefined,
    maximum !== undefined && maximum < SAFE ? maximum : undefined,
  ];
  if (low !== undefined && high !== undefined) return [`${figure(low)} to ${figure(high)}${said}`];
  if (low !== undefined) return [`at least ${figure(low)}${said}`];
  if (high !== undefined) return [`at most ${figure(high)}${said}`];
  return unit === undefined ? [] : [unit];
}

function itemRange({ minItems = 0, maxItems }: Node): string {
  if (maxItems !== undefined) return ` (${minItems} to ${maxItems})`;
  return minItems > 0 ? ` (at least ${minItems})` : "";
}

const figure = (number: number): string => number.toLocaleString("en-US");

/** A default as code; empty where there is none. */
export function defaultText({ default: value }: Node): string {
  if (value === undefined) return "";
  const text = JSON.stringify(value);
  return text.length > 60 ? "see its fields" : `\`${text.replaceAll("|", "\\|")}\``;
}

const code = (value: unknown): string => `\`${JSON.stringify(value).replaceAll("|", "\\|")}\``;
