import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** A file that cannot be used as it is; the message names file, line and column. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** @throws FileError when the file cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new FileError(`${file} cannot be read (${reason}); check the path.`);
  }
}

/**
 * A YAML or JSON file as `schema` wants it.
 * @throws FileError with file, line and column of the first thing that is wrong.
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
    // Aliases that multiply: the reader's own guard against files that unfold to gigabytes.
    throw new FileError(`${file}:1:1: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const parsed: z.ZodSafeParseResult<z.output<S>> = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const { path, message } = deepest(parsed.error.issues);
  throw new FileError(
    `${place(offsetOf(document, path))}: ${path.length === 0 ? "the file" : path.join(".")}: ${message}.`,
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of the branches of a union, the one that came furthest says best what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[]): Issue {
  const all = issues.flatMap((issue) => flatten(issue, []));
  const [first = { path: [], message: "is not as described" }] = [...all].sort(
    (left, right) => right.path.length - left.path.length,
  );
  return first;
}

function flatten(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): readonly Issue[] {
  const path = [...before, ...issue.path];
  const inner =
    issue.code === "invalid_union" ? issue.errors.flatMap((branch) => branch.flatMap((one) => flatten(one, path))) : [];
  if (inner.length > 0) return inner;
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ path: [...path, key], message: "is no key that is known here" }))
    : [{ path, message: issue.message.replace(/\.$/, "") }];
}

/** Where in the text the value at `path` stands, or the nearest thing around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
