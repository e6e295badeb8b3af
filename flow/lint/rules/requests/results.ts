import { mappingsOf } from "../../../activities";
import { isDefinite, isHole, parseJsonPath, segmentsOf } from "../../../expression";
import { textAt } from "../../../json";
import type { FlowNode } from "../../../model";
import { isTemplate } from "../../../template";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { eachCall, isLastStep } from "./calls";
import { silences } from "./silences";
import { report } from "../shared";

const unchecked = (context: Context, last: boolean): readonly Report[] =>
  eachCall(context, (call) =>
    isLastStep(context, call) !== last || context.answers.isLookedAt(call)
      ? []
      : report(call, "httpRequestMethod", `Nothing after "${call.node.name}" checks whether the call succeeded.`),
  );

function noErrorPath(context: Context): readonly Report[] {
  if (context.handler("GlobalErrorHandling") !== undefined || context.isSubflow) return [];
  return eachCall(context, (call) => {
    const isLinked = context
      .graph(call.process)
      .from(call.node)
      .some(({ port }) => port === "error" || port === "failure");
    return isLinked
      ? []
      : report(
          call,
          "ports.error",
          `When the server of "${call.node.name}" does not answer, no error path handles the call.`,
        );
  });
}

const emptyAnswers = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const isRecord = /\/sobjects\//i.test(call.address?.text ?? "");
    const isEmpty = call.method === "DELETE" || call.method === "HEAD" || (call.method === "PATCH" && isRecord);
    return isEmpty && call.mappings.length > 0
      ? report(
          call,
          "outputVariableArray",
          `"${call.node.name}" maps the answer to a ${call.method}, which is 204 without a body.`,
        )
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
        : report(
            { process, node },
            "inputVariable",
            `"${node.name}" reads the answer of "${call.node.name}" also when the call failed.`,
          );
    }),
  );

const mappedPaths = (
  context: Context,
): readonly { readonly process: string; readonly node: FlowNode; readonly index: number; readonly path: string }[] =>
  context
    .nodesOf("http-request-v2", "parse-activity")
    .flatMap(({ process, node }) =>
      mappingsOf(node).flatMap(({ path }, index) => (path === "" ? [] : [{ process, node, index, path }])),
    );

/** A path with its templates replaced by a word, or by a number where a word is not valid. */
function compiledPath(path: string): ReturnType<typeof parseJsonPath> {
  const filled = (by: string): string =>
    segmentsOf(path)
      .map((segment) => (isHole(segment) ? by : segment.text))
      .join("");
  if (!isTemplate(path)) return parseJsonPath(path);
  const word = parseJsonPath(filled("x"));
  return word.ok ? word : parseJsonPath(filled("0"));
}

const badPaths = (context: Context): readonly Report[] =>
  mappedPaths(context).flatMap(({ process, node, index, path }) => {
    const compiled = compiledPath(path);
    return compiled.ok
      ? []
      : report(
          { process, node },
          `outputVariableArray[${index}].jsonPathExp`,
          `The path ${path} cannot be read: ${compiled.error.reason}.`,
        );
  });

const listPaths = (context: Context): readonly Report[] =>
  mappedPaths(context).flatMap(({ process, node, index, path }) => {
    const compiled = compiledPath(path);
    const variable = context.variables.get(mappingsOf(node)[index]?.variable ?? "");
    return compiled.ok && !isDefinite(compiled.path) && variable !== undefined && variable.type !== "JSON"
      ? report(
          { process, node },
          `outputVariableArray[${index}].jsonPathExp`,
          `The path ${path} gives a list, not a single value, for "${variable.name}".`,
        )
      : [];
  });

/** `$` gives the whole parsed answer, so a content type must be chosen. */
const unreadWhole = (context: Context): readonly Report[] =>
  eachCall(context, (call) =>
    call.mappings.flatMap(({ variable, path }, index) =>
      path.trim() !== "$" || (textAt(call.node.properties, "contentType") ?? "") !== ""
        ? []
        : report(
            call,
            `outputVariableArray[${index}].jsonPathExp`,
            `"${call.node.name}" maps its whole answer to "${variable}", but has no content type.`,
          ),
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
