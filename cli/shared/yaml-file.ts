import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { asError } from "../../providers/http/http-errors";
import { FileError, fileReason, readText } from "../../operations/text-file";
import { suggestion } from "../../providers/core/resource/check-inputs";

export { FileError, fileReason, readText };

/**
 * Reads a YAML or JSON file by `schema`.
 * @throws FileError with file, line and column of the first error.
 */
export function readYaml<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) throw new FileError(`${place(broken.pos[0])}: ${broken.message}.`);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 }) as unknown; // its type is any
  } catch (error) {
    // The parser stops at too many aliases, which could expand to gigabytes.
    throw new FileError(`${file}:1:1: ${asError(error).message}.`);
  }
  const parsed: z.ZodSafeParseResult<z.output<S>> = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const { path, message } = deepest(parsed.error.issues, schema);
  throw new FileError(
    `${place(offsetOf(document, path))}: ${path.length === 0 ? "the file" : path.join(".")}: ${message}${message.endsWith("?") ? "" : "."}`,
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** In a union, the error of the branch that was read furthest is the most useful. */
function deepest(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Issue {
  const all = issues.flatMap((issue) => flatten(issue, [], schema));
  const [first = { path: [], message: "is not as described" }] = [...all].sort(
    (left, right) => right.path.length - left.path.length,
  );
  return first;
}

function flatten(issue: z.core.$ZodIssue, before: readonly PropertyKey[], schema: z.ZodType): readonly Issue[] {
  const path = [...before, ...issue.path];
  const inner =
    issue.code === "invalid_union"
      ? issue.errors.flatMap((branch) => branch.flatMap((one) => flatten(one, path, schema)))
      : [];
  if (inner.length > 0) return inner;
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({
        path: [...path, key],
        message: `is not a key that is known here${suggestion(key, keysAt(schema, path))}`,
      }))
    : [{ path, message: issue.message.replace(/\.$/, "") }];
}

const described: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    properties: z.record(z.string(), described).optional(),
    items: described.optional(),
    additionalProperties: z.union([z.boolean(), described]).optional(),
    anyOf: z.array(described).optional(),
    $ref: z.string().optional(),
  }),
);
interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly items?: JsonSchema | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
}

/** Keys that are allowed at `path` of a file, by the schema. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const whole = described.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  const below = (one: JsonSchema): readonly JsonSchema[] => [one, ...(one.anyOf ?? []).flatMap(below)];
  const within = (one: JsonSchema, step: PropertyKey): readonly JsonSchema[] =>
    below(one).flatMap(({ properties, items, additionalProperties: rest }) => [
      ...(properties?.[String(step)] === undefined ? [] : [properties[String(step)] ?? {}]),
      ...(items === undefined || typeof step !== "number" ? [] : [items]),
      ...(typeof rest === "object" ? [rest] : []),
    ]);
  const reached = path.reduce<readonly JsonSchema[]>((ones, step) => ones.flatMap((one) => within(one, step)), [whole]);
  return [...new Set(reached.flatMap(below).flatMap(({ properties = {} }) => Object.keys(properties)))];
}

/** The offset of the value at `path` in the text, or of the nearest value around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
