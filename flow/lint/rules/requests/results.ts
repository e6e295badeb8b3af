import { mappingsOf } from "../../../activities";
import { isDefinite, isHole, parseJsonPath, segmentsOf } from "../../../expression";
import { textAt } from "../../../json";
import { type FlowNode, MAIN } from "../../../model";
import { isTemplate } from "../../../template";
import { type Context, type HttpCall, worstCaseMs } from "../../context";
import type { Report, Checks } from "../../rule";
import { isHeard } from "../shared";
import { callReport, eachCall, isLastStep } from "./calls";

const unchecked = (context: Context, last: boolean): readonly Report[] =>
  eachCall(context, (call) =>
    isLastStep(context, call) !== last || context.answers.isLookedAt(call)
      ? []
      : [callReport(call, "httpRequestMethod", `Nothing after "${call.node.name}" checks whether the call succeeded.`)],
  );

const noErrorPath = (context: Context): readonly Report[] => {
  if (context.handler("GlobalErrorHandling") !== undefined || context.isSubflow) return [];
  return eachCall(context, (call) => {
    const isLinked = context
      .graph(call.process)
      .from(call.node)
      .some(({ port }) => port === "error" || port === "failure");
    return isLinked
      ? []
      : [
          callReport(
            call,
            "ports.error",
            `When the server of "${call.node.name}" does not answer, no error path handles the call.`,
          ),
        ];
  });
};

const emptyAnswers = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const isRecord = /\/sobjects\//i.test(call.address?.text ?? "");
    const isEmpty = call.method === "DELETE" || call.method === "HEAD" || (call.method === "PATCH" && isRecord);
    return isEmpty && call.mappings.length > 0
      ? [
          callReport(
            call,
            "outputVariableArray",
            `"${call.node.name}" maps the answer to a ${call.method}, which is 204 without a body.`,
          ),
        ]
      : [];
  });

/** Parses of an answer on a path that is taken after a failed call. */
const usedOnFailure = (context: Context): readonly Report[] =>
  eachCall(context, (call) =>
    context.answers.parsesOf(call).flatMap(({ process, node }) => {
      const statuses = context.leftIn(node, { root: call.node.name, members: ["httpStatusCode"] });
      const isSafe = statuses?.every((status) => /^2\d\d$/.test(status)) !== false;
      return isSafe || !context.answers.isLookedAt(call)
        ? []
        : [
            {
              process,
              activity: node.name,
              path: "inputVariable",
              message: `"${node.name}" reads the answer of "${call.node.name}" also when the call failed.`,
            },
          ];
    }),
  );

/** A chain of calls without a prompt between them: the first call, and the rest of the chain. */
interface Silence {
  readonly ms: number;
  readonly first?: HttpCall;
  readonly rest?: Silence;
}

const NONE: Silence = { ms: 0 };

const callsIn = (silence: Silence): readonly HttpCall[] => {
  const calls: HttpCall[] = [];
  for (let at: Silence | undefined = silence; at?.first !== undefined; at = at.rest) calls.push(at.first);
  return calls;
};

/** The longest chain that starts at each activity of the main flow. A loop counts once. */
const silencesOf = (context: Context): ReadonlyMap<FlowNode, Silence> => {
  const graph = context.main;
  const known = new Map<FlowNode, Silence>();
  const finish = (node: FlowNode): void => {
    const rest = graph
      .next(node)
      .map((next) => known.get(next) ?? NONE)
      .reduce((best, next) => (next.ms > best.ms ? next : best), NONE);
    const own = context.callOf(node);
    known.set(node, own === undefined ? rest : { ms: rest.ms + worstCaseMs(own), first: own, rest });
  };
  for (const start of graph.process.nodes) {
    const stack = [start];
    const entered = new Set<FlowNode>();
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (isHeard(node)) known.set(node, NONE);
      if (known.has(node)) stack.pop();
      else if (entered.has(node)) {
        finish(node);
        stack.pop();
      } else {
        entered.add(node);
        stack.push(...graph.next(node).filter((next) => !known.has(next) && !entered.has(next)));
      }
    }
  }
  return known;
};

const MAX_SILENCE_MS = 10_000;
const MAX_NAMED = 8;

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

const silences = (context: Context): readonly Report[] => {
  const known = silencesOf(context);
  const chains = context.calls.filter(({ process }) => process === MAIN).map(({ node }) => known.get(node) ?? NONE);
  const inner = new Set(chains.flatMap(({ rest }) => rest?.first ?? []));
  return chains.flatMap((chain) => {
    const { ms, first } = chain;
    if (first === undefined || inner.has(first) || ms <= MAX_SILENCE_MS) return [];
    const calls = callsIn(chain);
    const parts = calls
      .slice(0, MAX_NAMED)
      .map((call) => `${call.node.name} ${call.attempts} x ${seconds(call.timeoutMs)}`);
    if (calls.length > MAX_NAMED) parts.push(`and ${calls.length - MAX_NAMED} more`);
    return [
      callReport(
        first,
        "httpResponseTimeout",
        `The caller may hear nothing for up to ${seconds(ms)}: ${parts.join(", ")}.`,
      ),
    ];
  });
};

const mappedPaths = (
  context: Context,
): readonly { readonly process: string; readonly node: FlowNode; readonly index: number; readonly path: string }[] =>
  context
    .nodesOf("http-request-v2", "parse-activity")
    .flatMap(({ process, node }) =>
      mappingsOf(node).flatMap(({ path }, index) => (path === "" ? [] : [{ process, node, index, path }])),
    );

/** A path with its templates replaced by a word, or by a number where a word is not valid. */
const compiledPath = (path: string): ReturnType<typeof parseJsonPath> => {
  const filled = (by: string): string =>
    segmentsOf(path)
      .map((segment) => (isHole(segment) ? by : segment.text))
      .join("");
  if (!isTemplate(path)) return parseJsonPath(path);
  const word = parseJsonPath(filled("x"));
  return word.ok ? word : parseJsonPath(filled("0"));
};

const badPaths = (context: Context): readonly Report[] =>
  mappedPaths(context).flatMap(({ process, node, index, path }) => {
    const compiled = compiledPath(path);
    return compiled.ok
      ? []
      : [
          {
            process,
            activity: node.name,
            path: `outputVariableArray[${index}].jsonPathExp`,
            message: `The path ${path} cannot be read: ${compiled.error.reason}.`,
          },
        ];
  });

const listPaths = (context: Context): readonly Report[] =>
  mappedPaths(context).flatMap(({ process, node, index, path }) => {
    const compiled = compiledPath(path);
    const variable = context.variables.get(mappingsOf(node)[index]?.variable ?? "");
    return compiled.ok && !isDefinite(compiled.path) && variable !== undefined && variable.type !== "JSON"
      ? [
          {
            process,
            activity: node.name,
            path: `outputVariableArray[${index}].jsonPathExp`,
            message: `The path ${path} gives a list, not a single value, for "${variable.name}".`,
          },
        ]
      : [];
  });

/** `$` gives the whole parsed answer, so a content type must be chosen. */
const unreadWhole = (context: Context): readonly Report[] =>
  eachCall(context, (call) =>
    call.mappings.flatMap(({ variable, path }, index) =>
      path.trim() !== "$" || (textAt(call.node.properties, "contentType") ?? "") !== ""
        ? []
        : [
            callReport(
              call,
              `outputVariableArray[${index}].jsonPathExp`,
              `"${call.node.name}" maps its whole answer to "${variable}", but has no content type.`,
            ),
          ],
    ),
  );

export const RESULTS_CHECKS: Checks = {
  "http/no-status-check": (context) => unchecked(context, false),
  "http/unchecked-write": (context) => unchecked(context, true),
  "http/used-on-failure": usedOnFailure,
  "http/no-error-path": noErrorPath,
  "http/silence": silences,
  "http/mapped-empty-answer": emptyAnswers,
  "http/bad-path": badPaths,
  "http/no-content-type": unreadWhole,
  "http/list-path": listPaths,
};
