import { textAt } from "../../../json";
import { type Context, EVENT_OUTPUTS, type Text } from "../../context";
import type { Report, Checks } from "../../rule";
import { report, textReport } from "../shared";

const isKnownRoot = (context: Context, root: string): boolean =>
  context.variables.get(root) !== undefined ||
  context.nodeNamed(root) !== undefined ||
  Object.hasOwn(EVENT_OUTPUTS, root);

const unknownRoots = (context: Context): readonly (readonly [Text, string])[] =>
  context.texts.flatMap((text) =>
    [...new Set(text.uses.variables.map(({ root }) => root))]
      .filter((root) => !isKnownRoot(context, root))
      .map((root) => [text, root] as const),
  );

const undeclaredReads = (context: Context): readonly Report[] =>
  unknownRoots(context)
    .filter(([, root]) => context.otherSpelling(root) === undefined)
    .map(([text, root]) =>
      textReport(text, `"${root}" is neither a variable of the flow nor an activity; it is read as an empty value.`),
    );

const undeclaredInputs = (context: Context): readonly Report[] =>
  context.nodesOf("parse-activity").flatMap(({ process, node }) => {
    const [root = ""] = (textAt(node.properties, "inputVariable") ?? "").replace(/[{}\s]/g, "").split(".");
    return root === "" || isKnownRoot(context, root) || context.otherSpelling(root) !== undefined
      ? []
      : report(
          { process, node },
          "inputVariable",
          `"${root}" is neither a variable of the flow nor an activity; it is read as an empty value.`,
        );
  });

const undeclaredWrites = (context: Context): readonly Report[] =>
  context.variables.writes
    .filter(({ variable }) => variable !== "" && context.variables.get(variable) === undefined)
    .map(({ process, node, path, variable }) =>
      report({ process, node }, path, `"${variable}" is written, but the flow declares no such variable.`),
    );

const slips = (context: Context): readonly Report[] => [
  ...unknownRoots(context).flatMap(([text, root]) => {
    const meant = context.otherSpelling(root);
    return meant === undefined ? [] : textReport(text, `"${root}" is spelled "${meant}" where it is declared.`);
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
      return meant === undefined ? [] : textReport(text, `"${root}.${member}" is documented as "${root}.${meant}".`);
    }),
  ),
];

/** Spellings that the editor itself writes. */
const UI_SPELLINGS = new Set(["NewPhoneContact.ani", "NewPhoneContact.interactionId"]);

export const NAMES_CHECKS: Checks = {
  "expression/undeclared": (context) => [
    ...undeclaredReads(context),
    ...undeclaredInputs(context),
    ...undeclaredWrites(context),
  ],
  "expression/case-slip": slips,
};
