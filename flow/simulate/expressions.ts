import {
  evaluateExpression,
  JavaNumber,
  PebbleError,
  renderTemplate,
  type ContextValue,
  type RenderOptions,
  type TemplateUses,
} from "../expression";
import { toJson, JavaArray, JavaList, JavaMap } from "../expression/pebble/values";
import { isTemplate } from "../template";
import { SystemError } from "./simulation-errors";
import type { Program } from "./program";
import type { SimulationOptions } from "./options";
import { textOf } from "./values";

/** The surroundings of a template: the names it can use, and a function for notes. */
export interface RenderScope {
  readonly program: Pick<Program, "parse" | "types">;
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly render: RenderOptions;
  readonly options: SimulationOptions;
  readonly note: (text: string) => void;
}

/** As `RenderScope`, inside a running flow. */
export interface Scope extends RenderScope {
  readonly program: Program;
}

/**
 * `source` with its templates filled in.
 * @throws SystemError where the evaluation fails, or where the template does not parse and `onExpressionError` is "fail".
 */
export function render(scope: RenderScope, source: string): string {
  if (!isTemplate(source) && !source.includes("{#")) return source;
  const { template, uses, rendered: before } = scope.program.parse(source);
  if (template instanceof PebbleError) return repaired(scope, source, template);
  const { context } = scope;
  for (const { root, members } of uses?.variables ?? []) noteSpelling(scope, context, root, members);
  const key = before === undefined ? undefined : valuesKey(uses?.variables ?? [], context);
  const known = key === undefined ? undefined : before?.get(key);
  if (known !== undefined) return known;
  const rendered = renderTemplate(template, context, scope.render);
  if (rendered.ok) {
    if (key !== undefined && before !== undefined && before.size < MAX_REMEMBERED) before.set(key, rendered.text);
    return rendered.text;
  }
  throw new SystemError(`The expression ${short(source)} fails: ${sentence(rendered.error.message)}`);
}

/** Most results of one template that are cached. */
const MAX_REMEMBERED = 200;

/** The values of a template's names as one text; undefined where a value is not a text, a number or a boolean. */
function valuesKey(uses: TemplateUses["variables"], context: RenderScope["context"]): string | undefined {
  let key = "";
  for (const { root, members } of uses) {
    if (!Object.hasOwn(context, root)) return undefined;
    let value = context[root];
    const [member] = members;
    if (member !== undefined) {
      if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof JavaNumber)
        return undefined;
      // The other case is a map of outputs.
      const outputs = value as Readonly<Record<string, ContextValue>>;
      if (!Object.hasOwn(outputs, member)) return undefined;
      value = outputs[member];
    }
    if (typeof value === "object" && value !== null && !(value instanceof JavaNumber)) return undefined;
    const text = value instanceof JavaNumber ? `${value.kind}${value.toString()}` : String(value);
    key += `${typeof value}${text.length}:${text}`;
  }
  return key;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const short = (source: string): string => (source.length > 160 ? `${source.slice(0, 160)}...` : source);

/** Renders a template that does not parse piece by piece, as an engine would that skips broken pieces. */
function repaired(scope: RenderScope, source: string, error: PebbleError): string {
  const { onExpressionError } = scope.options;
  if (onExpressionError === "fail")
    throw new SystemError(`The expression ${short(source)} does not parse: ${sentence(error.message)}`);
  return source
    .split(/(\{\{[\s\S]*?\}\})/)
    .map((piece) => {
      if (!piece.startsWith("{{")) return piece;
      if (!(scope.program.parse(piece).template instanceof PebbleError)) return render(scope, piece);
      scope.note(`${piece} does not parse and is ${onExpressionError === "empty" ? "left out" : "sent as written"}.`);
      return onExpressionError === "empty" ? "" : piece;
    })
    .join("");
}

/** Some versions of the platform ignore the case of names. A flow should not rely on that. */
function noteSpelling(
  { note }: RenderScope,
  context: RenderScope["context"],
  root: string,
  members: readonly string[],
): void {
  const [member] = members;
  const key = spelledLike(context, root);
  if (key === undefined) return;
  const value = context[key];
  const inner =
    member !== undefined && typeof value === "object" && value !== null && !Array.isArray(value)
      ? // Arrays and numbers have no named outputs; the other case is a map.
        spelledLike(value as Readonly<Record<string, ContextValue>>, member)
      : undefined;
  if (key !== root) note(`${root} is written ${key} where it is declared; the difference may matter on the platform.`);
  else if (inner !== undefined && inner !== member)
    note(`${root}.${member} is documented as ${root}.${inner}; the difference may matter on the platform.`);
}

function spelledLike(values: Readonly<Record<string, ContextValue>>, name: string): string | undefined {
  if (Object.hasOwn(values, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(values).find((key) => key.toLowerCase() === lower);
}

/** The value for a JSON variable. A template that is a single expression keeps its structure, which printing would lose. */
export function renderJson(scope: RenderScope, source: string): string {
  const { template } = scope.program.parse(source);
  const only = template instanceof PebbleError || template.nodes.length !== 1 ? undefined : template.nodes[0];
  if (only?.kind !== "print") return render(scope, source);
  try {
    const value = evaluateExpression(only.expression, scope.context, scope.render);
    if (value instanceof JavaMap || value instanceof JavaList || value instanceof JavaArray) return toJson(value);
  } catch (error) {
    if (!(error instanceof PebbleError)) throw error;
    throw new SystemError(`The expression ${short(source)} fails: ${sentence(error.message)}`);
  }
  return render(scope, source);
}

/** A variable or an output such as "Lookup.httpResponseBody", written with or without braces. */
export const readReference = (scope: RenderScope, reference: string): string =>
  reference.includes("{{") ? render(scope, reference) : plainReference(scope, reference.trim());

function plainReference({ context }: RenderScope, reference: string): string {
  const dot = reference.indexOf(".");
  const root = dot < 0 ? reference : reference.slice(0, dot);
  const key = spelledLike(context, root);
  const value = key === undefined ? undefined : context[key];
  if (dot < 0 || value === undefined || value === null) return textOf(value);
  if (typeof value !== "object" || Array.isArray(value)) return "";
  // As above: the other case is a map of outputs.
  const outputs = value as Readonly<Record<string, ContextValue>>;
  const member = spelledLike(outputs, reference.slice(dot + 1));
  return member === undefined ? "" : textOf(outputs[member]);
}
