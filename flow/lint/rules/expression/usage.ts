import { assignmentsOf } from "../../../activities";
import { PebbleError } from "../../../expression";
import { parseJson } from "../../../json";
import type { Variable } from "../../../model";
import { SystemError } from "../../../simulate/simulation-errors";
import { coerce } from "../../../simulate/values";
import { type Context, typeOfVariable } from "../../context";
import type { Access } from "../../context/variables";
import type { Report, Checks } from "../../rule";
import { isPlaceholder, shortened, textReport, variableReport } from "../shared";

const comesFromOutside = ({ source, isAgentEditable }: Variable): boolean =>
  source.startsWith("GLOBAL") || source === "SUBFLOW_INPUT" || isAgentEditable;

const neverWritten = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(
      (variable) =>
        context.variables.isRead(variable.name) &&
        !context.variables.isWritten(variable.name) &&
        !comesFromOutside(variable) &&
        ((variable.value ?? "").trim() === "" || isPlaceholder(variable.value)),
    )
    .flatMap(({ name }) =>
      useReport(context.variables.firstRead(name), `"${name}" is read, but nothing ever writes it.`),
    );

/** A report at the place where a variable is read or written. */
const useReport = (use: Access | undefined, message: string): readonly Report[] =>
  use === undefined ? [] : [textReport(use, message)];

/** Whether a default has a value at these members. */
function holds(value: string | null, members: readonly string[]): boolean {
  let at: unknown = parseJson(value ?? "");
  for (const member of members) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, member)) return false;
    at = Reflect.get(at, member);
  }
  return true;
}

/** Members that a JSON variable's default does not have, where the variable keeps its default. */
const missingMembers = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) =>
    text.uses.variables.flatMap(({ root, members }) => {
      const variable = context.variables.get(root);
      const names = members.filter((member) => !/^\d+$/.test(member));
      if (
        variable?.type !== "JSON" ||
        names.length === 0 ||
        names.length < members.length ||
        (variable.value ?? "").trim() === "" ||
        comesFromOutside(variable) ||
        context.variables.isWritten(root) ||
        holds(variable.value, names)
      )
        return [];
      return textReport(
        text,
        `"${[root, ...names].join(".")}" is read, but the default of "${root}" has no such member, and nothing ever writes it.`,
      );
    }),
  );

const unused = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(
      (variable) =>
        !context.variables.isRead(variable.name) &&
        !context.variables.isWritten(variable.name) &&
        !variable.source.startsWith("SUBFLOW") &&
        !variable.source.startsWith("GLOBAL") &&
        !variable.isAgentEditable,
    )
    .map((variable) =>
      variableReport(
        variable.name,
        `The variable "${variable.name}" is never used${variable.isCAD ? `, yet agents see it as "${variable.desktopLabel}"` : ""}.`,
      ),
    );

const neverRead = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(
      (variable) =>
        context.variables.isWritten(variable.name) &&
        !context.variables.isRead(variable.name) &&
        !variable.isCAD &&
        !variable.isReportable &&
        variable.source === "" &&
        !isShown(context, variable),
    )
    .flatMap(({ name }) =>
      useReport(context.variables.firstWrite(name), `"${name}" is written, but nothing ever reads it.`),
    );

const isShown = ({ flow }: Context, { name }: Variable): boolean =>
  flow.desktopOrder.popOver.includes(name) || flow.desktopOrder.interactionPanel.includes(name);

/** Whether a variable of this type can hold the text: what the simulator refuses, and JSON that only its permissive reader takes. */
function fits(type: string, text: string): boolean {
  if (type.toUpperCase() === "JSON") return parseJson(text) !== undefined;
  try {
    coerce("", type.toUpperCase(), text, "empty");
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

const wrongLiterals = (context: Context): readonly Report[] =>
  context.nodesOf("set-variable").flatMap(({ node }) => {
    const texts = context.textsFor(node);
    return assignmentsOf(node).flatMap(({ variable, expr, type }, index) => {
      const declared = context.variables.get(variable);
      const text = texts[index];
      if (declared === undefined || text === undefined) return [];
      if (type !== "" && typeOfVariable(type) !== typeOfVariable(declared.type))
        return textReport(text, `"${variable}" is declared as ${declared.type} but set as ${type}.`);
      const isFixed =
        text.template === undefined ||
        (!(text.template instanceof PebbleError) && text.segments.every((segment) => "text" in segment));
      return isFixed && expr.trim() !== "" && !fits(declared.type, expr)
        ? textReport(text, `"${shortened(expr)}" is not a ${declared.type}, which "${variable}" is.`)
        : [];
    });
  });

const wrongDefaults = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(({ type, value }) => value !== null && value.trim() !== "" && !fits(type, value))
    .map((variable) =>
      variableReport(
        variable.name,
        `The default "${shortened(variable.value ?? "")}" of "${variable.name}" is not a ${variable.type}.`,
      ),
    );

export const USAGE_CHECKS: Checks = {
  "expression/never-written": (context) => [...neverWritten(context), ...missingMembers(context)],
  "expression/unused": unused,
  "expression/never-read": neverRead,
  "expression/wrong-value": (context) => [...wrongLiterals(context), ...wrongDefaults(context)],
};
