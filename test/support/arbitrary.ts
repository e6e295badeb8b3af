import fc from "fast-check";
import type { z } from "zod";
import { type Node, nodeOf, patternsOf, schemaOf } from "../../scripts/docs/schema-text";

/** Values that a schema takes, from the JSON Schema of it; what that cannot say, the caller must mend. */

const MAX_ITEMS = 4;
const MAX_CHARS = 24;

export const inputsOf = (schema: z.ZodObject): fc.Arbitrary<Record<string, unknown>> => objectOf(schemaOf(schema));

function valueOf(raw: unknown): fc.Arbitrary<unknown> {
  const schema = nodeOf(raw);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valueOf));
  switch (schema.type) {
    case "string":
      return textOf(schema);
    case "integer":
    case "number":
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1_000_000),
        max: Math.min(schema.maximum ?? 1_000_000, 1_000_000),
      });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valueOf(schema.items), { minLength: schema.minItems ?? 0, maxLength: MAX_ITEMS });
    case "object":
      return objectOf(schema);
    default:
      return fc.constant("anything");
  }
}

function textOf(schema: Node): fc.Arbitrary<string> {
  const { format, minLength = 0, maxLength: most } = schema;
  if (format === "email") return fc.emailAddress();
  const [first, ...others] = patternsOf(schema);
  const maxLength = Math.min(most ?? Number.POSITIVE_INFINITY, Math.max(minLength, longest(first ?? "")));
  if (first === undefined) return fc.string({ minLength, maxLength });
  return fc
    .stringMatching(new RegExp(first), { maxLength })
    .filter((text) => text.length >= minLength && text.length <= maxLength)
    .map((text) => others.reduce((ended, other) => ended + ending(other), text))
    .filter((text) => others.every((other) => new RegExp(other).test(text)));
}

/** What a pattern such as `\\.wav$` wants at the end: no draw would ever hit it. */
function ending(pattern: string): string {
  const extension = /^\\\.(\w+)\$$/.exec(pattern)?.[1];
  return extension === undefined ? "" : `.${extension}`;
}

/** A pattern may ask for more characters than a test wants: `[0-9a-f]{64}`. */
const longest = (pattern: string): number => Math.max(MAX_CHARS, Number(/\{(\d+)\}/.exec(pattern)?.[1] ?? 0));

function objectOf({ properties = {}, required = [], propertyNames, additionalProperties }: Node) {
  if (propertyNames?.enum !== undefined) {
    const some = fc.uniqueArray(fc.constantFrom(...propertyNames.enum), { maxLength: MAX_ITEMS });
    return some.chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, valueOf(additionalProperties)]))));
  }
  const fields = Object.entries(properties).map(([key, schema]) => [key, valueOf(schema)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required }) as fc.Arbitrary<Record<string, unknown>>;
}
