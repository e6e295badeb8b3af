import { mappingsOf, type OutputMapping } from "../../../activities";
import { JavaNumber, type ContextValue } from "../../../expression";
import type { FlowNode } from "../../../model";
import type { RenderScope } from "../../../simulate/expressions";
import { mapped } from "../../../simulate/mapping";
import { DEFAULT_OPTIONS, OPTION_VALUES, type SimulationOptions } from "../../../simulate/options";
import { SystemError } from "../../../simulate/simulation-errors";
import { textAt } from "../../../json";
import { cache, ofFrozen } from "../../../remembered";
import { isTemplate } from "../../../template";
import { type Alternative, type Alternatives, constant, external, plainText, together } from "./alternatives";
import { shapesOf } from "./world";

/** Outcomes of a call as bits. 1 is a call that does not run, 2 the wanted outcome. */
const FOUND = 2;
const NOTHING = 4;
const NULLS = 8;
const FAILED = 32;

const NOTHING_BODIES: readonly string[] = ['{"totalSize":0,"done":true,"records":[]}', "{}", "[]"];

/** Outcomes other than the wanted one, with bodies such as Salesforce sends. */
const ENDINGS = [
  { bit: NOTHING, words: "finds nothing", statuses: [200], bodies: NOTHING_BODIES },
  { bit: NULLS, words: "answers null", statuses: [200], bodies: ["null"] },
  { bit: 16, words: "answers 204 without a body", statuses: [204], bodies: [""] },
  {
    bit: FAILED,
    words: "fails",
    statuses: [400, 401, 404, 500],
    bodies: ['[{"message":"text","errorCode":"NOT_FOUND"}]', '{"error":{"message":"text"}}', "", "<html></html>"],
  },
  { bit: 64, words: "answers something other than JSON", statuses: [200], bodies: ["<html></html>"] },
] as const;

export const ANSWERED = ENDINGS.reduce((all: number, { bit }) => all | bit, FOUND);

type Conditions = Alternative["conditions"];

/** An answer that a mapping is applied to: its exact body, or only whether it holds the value. */
export interface Answer {
  readonly body: string | { readonly holds: "value" | "null" };
  readonly origin: string;
  readonly conditions: Conditions;
  /** The call failed, so the mapping may not run. */
  readonly isFailure?: boolean;
}

/** All possible answers to a call. */
export const answersOf = ofFrozen(({ name }: FlowNode): readonly Answer[] => [
  { body: { holds: "value" }, origin: `a result of "${name}"`, conditions: new Map([[name, FOUND]]) },
  { body: { holds: "null" }, origin: `"${name}" answers null`, conditions: new Map([[name, NULLS]]) },
  ...ENDINGS.filter(({ bit }) => bit !== NULLS).flatMap(({ bit, words, bodies }) =>
    bodies.map((body) => ({
      body,
      origin: `"${name}" ${words}`,
      conditions: new Map([[name, bit]]),
      isFailure: bit === FAILED,
    })),
  ),
]);

/** All possible results of a Parse of this input. */
export const answersIn = ({ name }: FlowNode, input: Alternatives): readonly Answer[] =>
  input.flatMap(({ shapes, isExternal, origin, conditions }): readonly Answer[] => {
    const under = (bit: number): Conditions => together(conditions, new Map([[name, bit]])) ?? conditions;
    if (!isExternal) return [{ body: plainText(shapes[0]), origin, conditions }];
    return [
      { body: { holds: "value" }, origin: `a result of "${name}"`, conditions: under(FOUND) },
      { body: { holds: "null" }, origin: `"${name}" finds null`, conditions: under(NULLS) },
      ...NOTHING_BODIES.map((body) => ({ body, origin: `"${name}" finds nothing`, conditions: under(NOTHING) })),
    ];
  });

const successes = (method: string): readonly number[] =>
  method === "POST" ? [200, 201] : ["PATCH", "PUT", "DELETE"].includes(method) ? [200, 204] : [200];

/** Status, body and headers of an HTTP Request that was answered. */
export const answerOutputs = ofFrozen(({ name, properties }: FlowNode): readonly Output[] => {
  const method = (textAt(properties, "httpRequestMethod") ?? "").toUpperCase();
  const bits = new Map<number, number>(successes(method).map((status) => [status, FOUND]));
  for (const { bit, statuses } of ENDINGS)
    for (const status of statuses) bits.set(status, (bits.get(status) ?? 0) | bit);
  const whole = external(
    ['{"value":"text"}', '[{"value":"text"}]'],
    `an answer of "${name}"`,
    new Map([[name, FOUND | NULLS]]),
  );
  return [
    [
      `${name}.httpStatusCode`,
      [...bits].map(([status, bit]) =>
        constant(JavaNumber.int(status), `"${name}" answers ${status}`, new Map([[name, bit]])),
      ),
    ],
    [
      `${name}.httpResponseBody`,
      [
        whole,
        ...ENDINGS.filter(({ bit }) => bit !== NULLS).flatMap(({ bit, words, bodies }) =>
          bodies.map((body) => constant(body, `"${name}" ${words}`, new Map([[name, bit]]))),
        ),
      ],
    ],
    [`${name}.httpResponseHeaders`, [external(["{}"], `an answer of "${name}"`)]],
  ];
});

type Output = readonly [name: string, alternatives: Alternatives];

/** Options of the simulator for the content of a variable when nothing is found. */
const VARIANTS: readonly SimulationOptions[] = OPTION_VALUES.onMissingPath
  .filter((value) => value !== "error")
  .map((onMissingPath) => ({ ...DEFAULT_OPTIONS, onMissingPath }));

/** A mapping that fails, and for which answer. */
export interface MappingFailure {
  readonly index: number;
  readonly origin: string;
  readonly message: string;
}

export interface MappingWorld {
  readonly typeOf: (variable: string) => string;
  readonly before: (variable: string) => Alternatives;
  readonly scopeWith: (options: SimulationOptions) => RenderScope;
}

/** The result of a path in a body: a value, nothing, or an error. */
export type Taken = { readonly value: ContextValue } | "kept" | { readonly failure: string };

/** The values that the mapping rows of a call or a Parse may store in variables. */
export function mappedValues(
  node: FlowNode,
  answers: readonly Answer[],
  world: MappingWorld,
): { readonly values: ReadonlyMap<string, Alternatives>; readonly failures: readonly MappingFailure[] } {
  const failures: MappingFailure[] = [];
  const rows = mappingsOf(node).map((row, index) => ({ row, index }));
  const values = rows
    .filter(({ row }) => row.variable !== "")
    .map(({ row, index }): readonly [string, Alternatives] => {
      const fail = (origin: string, message: string): void => void failures.push({ index, origin, message });
      return [row.variable, answers.flatMap((answer) => rowValues(node, row, answer, world, fail))];
    });
  return { values: new Map(values), failures };
}

function rowValues(
  node: FlowNode,
  row: OutputMapping,
  { body, origin, conditions, isFailure = false }: Answer,
  world: MappingWorld,
  fail: (origin: string, message: string) => void,
): Alternatives {
  const type = world.typeOf(row.variable);
  if (typeof body !== "string") {
    if (body.holds === "value") return [external(shapesOf(type), origin, conditions)];
    return type === "STRING"
      ? [constant("", origin, conditions), constant("null", origin, conditions)]
      : [constant(null, origin, conditions)];
  }
  const kept = (): Alternatives =>
    world.before(row.variable).flatMap((each) => {
      const both = together(each.conditions, conditions);
      return both === undefined
        ? []
        : [
            {
              ...each,
              origin: each.origin === "its default" ? `its default, as ${origin}` : each.origin,
              conditions: both,
            },
          ];
    });
  // A path with a template is known at run time only.
  if (isTemplate(row.path)) return [constant(type === "STRING" ? "" : null, origin, conditions), ...kept()];
  const found = VARIANTS.flatMap((options): Alternatives => {
    const taken = takenBy(node, row, body, options, world);
    if (taken === "kept") return kept();
    if ("value" in taken) return [constant(taken.value, origin, conditions)];
    // Another rule reports a path that cannot be read.
    if (!taken.failure.includes("is not a JSONPath")) fail(origin, taken.failure);
    return [];
  });
  return isFailure ? [...found, ...kept()] : found;
}

/** Results of mappings in all flows. Long bodies are not kept. */
const taken = cache<Taken>(5_000, 2_000);

function takenBy(
  node: FlowNode,
  row: OutputMapping,
  body: string,
  options: SimulationOptions,
  { scopeWith }: MappingWorld,
): Taken {
  const { variable, path } = row;
  const scope = scopeWith(options);
  const type = scope.program.types.get(variable) ?? "";
  const format = textAt(node.properties, "contentType") ?? "";
  const key = [options.onMissingPath, type, variable, format, path, body].join("\u0000");
  return taken(key, () => {
    try {
      const values = mapped(scope, withRow(node, row), body);
      return Object.hasOwn(values, variable) ? { value: values[variable] } : "kept";
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return { failure: error.message };
    }
  });
}

const withRow = (node: FlowNode, { variable, path }: OutputMapping): FlowNode => ({
  ...node,
  properties: { ...node.properties, outputVariableArray: [{ outputVariable: variable, jsonPathExp: path }] },
});
