import { assignmentsOf, casesOf, promptsOf } from "../../../activities";
import { type Json, arrayAt, isObject } from "../../../json";
import { MAIN } from "../../../model";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { quotedList, report } from "../shared";

const VIEWABLE_OR_REPORTABLE = 30;

const JSON_VARIABLES = 5;

const JSON_BYTES = 16 * 1024;

const EXTERNAL = 15;

const POP_OVER = 6;

const PANEL = 30;

const CASES = 20;

const SEGMENTS = 5;

const ASSIGNMENTS = 10;

const flowReport = (path: string, message: string): Report => ({ process: MAIN, activity: "", path, message });

function countLimits({ flow }: Context): readonly Report[] {
  const { variables, desktopOrder } = flow;
  const viewable = variables.filter(({ isCAD, isReportable }) => isCAD || isReportable).length;
  const json = variables.filter(({ type }) => type === "JSON");
  const external = variables.filter(({ raw }) => raw.isExternalized === true).length;
  const limits: readonly (readonly [number, number, string])[] = [
    [viewable, VIEWABLE_OR_REPORTABLE, "agent-viewable or reportable variables"],
    [json.length, JSON_VARIABLES, "JSON variables"],
    [external, EXTERNAL, "externally overridable variables"],
    [desktopOrder.popOver.length, POP_OVER, "entries in the pop-over"],
    [desktopOrder.interactionPanel.length, PANEL, "entries in the interaction panel"],
  ];
  return [
    ...limits
      .filter(([count, most]) => count > most)
      .map(([count, most, what]) => flowReport("variables", `The flow has ${count} ${what}; ${most} are allowed.`)),
    ...json
      .filter(({ value }) => Buffer.byteLength(value ?? "") > JSON_BYTES)
      .map(({ name }) => flowReport(`variables.${name}`, `The default of "${name}" is larger than 16 KB.`)),
  ];
}

function percentOf(row: Json): number {
  const text = typeof row === "string" ? row : isObject(row) ? JSON.stringify(row) : "";
  return Number(/"percent"\s*:\s*"?(-?\d+(?:\.\d+)?)/.exec(text)?.[1] ?? Number.NaN);
}

const rows = (context: Context): readonly Report[] =>
  context.nodes.flatMap(({ process, node }) => {
    const allocations = [arrayAt(node.properties, "allocations:input"), arrayAt(node.properties, "allocations")].find(
      (list) => list.some((row) => !Number.isNaN(percentOf(row))),
    );
    const total = allocations?.reduce((sum: number, row) => sum + (percentOf(row) || 0), 0);
    const limits: readonly (readonly [number, number, string, string])[] = [
      [node.kind === "case-statement" ? casesOf(node).length : 0, CASES, "menuLinks", "cases"],
      [promptsOf(node).length, SEGMENTS, "prompts", "audio segments"],
      [assignmentsOf(node).length, ASSIGNMENTS, "setVariablesArray", "assignments"],
    ];
    return [
      ...limits
        .filter(([count, most]) => count > most)
        .map(([count, most, path, what]) =>
          report({ process, node }, path, `"${node.name}" has ${count} ${what}; ${most} are allowed.`),
        ),
      ...(node.kind === "percent-allocation" && total !== undefined && total !== 100
        ? [report({ process, node }, "allocations:input", `The shares of "${node.name}" add up to ${total}, not 100.`)]
        : []),
    ];
  });

const viewable = ({ flow }: Context): readonly Report[] =>
  flow.variables.flatMap(({ name, type, isCAD, isSecure }) => [
    ...(type === "JSON" && isCAD
      ? [flowReport(`variables.${name}`, `"${name}" is JSON and cannot be shown to agents.`)]
      : []),
    ...(isSecure && flow.desktopOrder.popOver.includes(name)
      ? [flowReport(`variables.${name}`, `"${name}" is secure and cannot be in the pop-over.`)]
      : []),
  ]);

function leaks(context: Context): readonly Report[] {
  const secure = new Set(context.flow.variables.filter(({ isSecure }) => isSecure).map(({ name }) => name));
  return context.variables.definitions.flatMap(({ variable, process, node, path, holes }) => {
    const sources = [...new Set(holes.flatMap(({ variables }) => variables.map(({ root }) => root)))].filter((root) =>
      secure.has(root),
    );
    const target = context.variables.get(variable);
    return target === undefined || target.isSecure || sources.length === 0
      ? []
      : report(
          { process, node },
          path,
          `${quotedList(sources)} is secure, but "${variable}", which gets its value, is not.`,
        );
  });
}

function unknownEntries({ flow }: Context): readonly Report[] {
  const known = new Set(["ani", "dn", "virtualTeamName", ...flow.variables.map(({ name }) => name)]);
  return [...flow.desktopOrder.popOver, ...flow.desktopOrder.interactionPanel]
    .filter((name) => !known.has(name))
    .map((name) =>
      flowReport("variableOrders", `The agent desktop lists "${name}", which is not a variable of the flow.`),
    );
}

export const LIMITS_CHECKS: Checks = {
  "practice/limit": (context) => [...countLimits(context), ...rows(context)],
  "practice/desktop-variable": viewable,
  "practice/desktop-order": unknownEntries,
  "practice/secure-leak": leaks,
};
