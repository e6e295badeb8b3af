import { assignmentsOf } from "../../activities";
import { PebbleError } from "../../expression";
import { MAIN, type Variable } from "../../model";
import { EVENT_OUTPUTS, typeOfVariable, type Context, type Text } from "../context";
import type { Report, Rule } from "../rule";
import { isPlaceholder, shown } from "./shared";

const at = ({ process, node, path }: Text, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

/** A variable, where no activity is meant. */
const about = (variable: Variable, message: string): Report => ({
  process: MAIN,
  activity: "",
  path: `variables.${variable.name}`,
  message,
});

const isKnownRoot = (context: Context, root: string): boolean =>
  context.variables.get(root) !== undefined ||
  context.nodeNamed(root) !== undefined ||
  Object.hasOwn(EVENT_OUTPUTS, root);

const otherSpelling = (context: Context, root: string): string | undefined =>
  context.variables.getIgnoringCase(root)?.name ??
  [...Object.keys(EVENT_OUTPUTS), ...context.nodes.map(({ node }) => node.name)].find(
    (name) => name.toLowerCase() === root.toLowerCase(),
  );

const unknownRoots = (context: Context): readonly (readonly [Text, string])[] =>
  context.texts.flatMap((text) =>
    [...new Set(text.uses.variables.map(({ root }) => root))]
      .filter((root) => !isKnownRoot(context, root))
      .map((root) => [text, root] as const),
  );

const undeclaredReads = (context: Context): readonly Report[] =>
  unknownRoots(context)
    .filter(([, root]) => otherSpelling(context, root) === undefined)
    .map(([text, root]) =>
      at(text, `"${root}" is neither a variable of the flow nor an activity; it reads as nothing.`),
    );

const undeclaredWrites = (context: Context): readonly Report[] =>
  context.variables.writes
    .filter(({ variable }) => variable !== "" && context.variables.get(variable) === undefined)
    .map(({ process, node, path, variable }) => ({
      process,
      activity: node.name,
      path,
      message: `"${variable}" is written, but the flow declares no such variable.`,
    }));

const slips = (context: Context): readonly Report[] => [
  ...unknownRoots(context).flatMap(([text, root]) => {
    const meant = otherSpelling(context, root);
    return meant === undefined ? [] : [at(text, `"${root}" is spelled "${meant}" where it is declared.`)];
  }),
  ...context.texts.flatMap((text) =>
    text.uses.variables.flatMap(({ root, members: [member] }) => {
      const outputs = context.variables.get(root) === undefined ? context.outputsOf(root) : undefined;
      if (
        outputs === undefined ||
        member === undefined ||
        Object.hasOwn(outputs, member) ||
        UI_SPELLINGS.has(`${root}.${member}`)
      )
        return [];
      const meant = Object.keys(outputs).find((name) => name.toLowerCase() === member.toLowerCase());
      return meant === undefined ? [] : [at(text, `"${root}.${member}" is documented as "${root}.${meant}".`)];
    }),
  ),
];

/** What the editor itself fills in. */
const UI_SPELLINGS = new Set(["NewPhoneContact.ani", "NewPhoneContact.interactionId"]);

/** Variables that get their value from outside the flow. */
const comesFromOutside = ({ source, isAgentEditable }: Variable): boolean =>
  source.startsWith("GLOBAL") || source === "SUBFLOW_INPUT" || isAgentEditable;

const isWritten = (context: Context, { name }: Variable): boolean =>
  context.variables.writes.some(({ variable }) => variable === name);
const isRead = (context: Context, { name }: Variable): boolean =>
  context.variables.reads.some(({ variable }) => variable === name);

const neverWritten = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(
      (variable) =>
        isRead(context, variable) &&
        !isWritten(context, variable) &&
        !comesFromOutside(variable) &&
        ((variable.value ?? "").trim() === "" || isPlaceholder(variable.value)),
    )
    .flatMap((variable) => {
      const read = context.variables.reads.find((access) => access.variable === variable.name);
      return read === undefined
        ? []
        : [
            {
              process: read.process,
              activity: read.node.name,
              path: read.path,
              message: `"${variable.name}" is read, but nothing ever writes it.`,
            },
          ];
    });

const unused = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(
      (variable) =>
        !isRead(context, variable) &&
        !isWritten(context, variable) &&
        !variable.source.startsWith("SUBFLOW") &&
        !variable.source.startsWith("GLOBAL") &&
        !variable.isAgentEditable,
    )
    .map((variable) =>
      about(
        variable,
        `The variable "${variable.name}" is never used${variable.isCAD ? `, yet agents see it as "${variable.desktopLabel}"` : ""}.`,
      ),
    );

const neverRead = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(
      (variable) =>
        isWritten(context, variable) &&
        !isRead(context, variable) &&
        !variable.isCAD &&
        !variable.isReportable &&
        variable.source === "" &&
        !isShown(context, variable),
    )
    .flatMap((variable) => {
      const write = context.variables.writes.find((access) => access.variable === variable.name);
      return write === undefined
        ? []
        : [
            {
              process: write.process,
              activity: write.node.name,
              path: write.path,
              message: `"${variable.name}" is written, but nothing ever reads it.`,
            },
          ];
    });

const isShown = ({ flow }: Context, { name }: Variable): boolean =>
  flow.desktopOrder.popOver.includes(name) || flow.desktopOrder.interactionPanel.includes(name);

/** Whether a fixed text can be a value of this type. */
const fits = (type: string, text: string): boolean => {
  switch (type.toUpperCase()) {
    case "INTEGER":
      return /^\s*-?\d+\s*$/.test(text);
    case "DECIMAL":
      return text.trim() !== "" && !Number.isNaN(Number(text));
    case "BOOLEAN":
      return /^\s*(?:true|false)\s*$/i.test(text);
    case "JSON":
      return isJson(text);
    default:
      return true;
  }
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // the parser has no other way to say so
  }
};

const wrongLiterals = (context: Context): readonly Report[] =>
  context.nodesOf("set-variable").flatMap(({ process, node }) => {
    const texts = context.textsFor(node);
    return assignmentsOf(node).flatMap(({ variable, expr, type }, index) => {
      const declared = context.variables.get(variable);
      const text = texts[index];
      if (declared === undefined || text === undefined) return [];
      if (type !== "" && typeOfVariable(type) !== typeOfVariable(declared.type))
        return [
          {
            process,
            activity: node.name,
            path: text.path,
            message: `"${variable}" is declared as ${declared.type} but set as ${type}.`,
          },
        ];
      const isFixed =
        text.template === undefined ||
        (!(text.template instanceof PebbleError) && text.segments.every((segment) => "text" in segment));
      return isFixed && expr.trim() !== "" && !fits(declared.type, expr)
        ? [
            {
              process,
              activity: node.name,
              path: text.path,
              message: `"${shown(expr)}" is no ${declared.type}, which "${variable}" is.`,
            },
          ]
        : [];
    });
  });

const wrongDefaults = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(({ type, value }) => value !== null && value.trim() !== "" && !fits(type, value))
    .map((variable) =>
      about(variable, `The default "${shown(variable.value ?? "")}" of "${variable.name}" is no ${variable.type}.`),
    );

export const VARIABLE_RULES: readonly Rule[] = [
  {
    id: "expression/undeclared",
    severity: "error",
    title: "Variable or activity that does not exist",
    why: "An unknown name reads as nothing, without an error, and a written one becomes a variable that nobody else sees (FC1038).",
    fix: "Declare the variable, or correct the name.",
    check: (context) => [...undeclaredReads(context), ...undeclaredWrites(context)],
  },
  {
    id: "expression/case-slip",
    severity: "warning",
    title: "Name in another spelling than declared",
    why: "Whether upper and lower case matter is not documented; a name spelled exactly always works.",
    fix: "Spell the name as it is declared.",
    check: slips,
  },
  {
    id: "expression/never-written",
    severity: "warning",
    title: "Variable that is read but never written",
    why: "It is always blank where it is used.",
    fix: "Write it before, give it a default, or remove it.",
    check: neverWritten,
  },
  {
    id: "expression/unused",
    severity: "warning",
    title: "Variable that is never used",
    why: "It means nothing, and agent-viewable ones take room on every agent's desktop.",
    fix: "Remove the variable.",
    check: unused,
  },
  {
    id: "expression/never-read",
    severity: "info",
    title: "Variable that is written but never read",
    why: "What is kept in it is lost.",
    fix: "Use it, show it to the agent, or remove it.",
    check: neverRead,
  },
  {
    id: "expression/wrong-value",
    severity: "error",
    title: "Value that does not fit the variable's type",
    why: "The assignment fails when it runs, or the flow cannot be published.",
    fix: "Write a value of the variable's type, or change the type.",
    check: (context) => [...wrongLiterals(context), ...wrongDefaults(context)],
  },
];
