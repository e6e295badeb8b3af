import { type Binding, unboundForeignIds } from "../../../bindings";
import { isHole } from "../../../expression";
import type { Context, Text } from "../../context";
import type { Report, Checks } from "../../rule";
import { secretsIn } from "../requests/secrets";
import { shortened, report, variableReport } from "../shared";

/** Values that belong to another organisation or to a test system. */

const bindingReport = (
  { process, activity, property, kind, value, label }: Binding,
  message: (what: string) => string,
): Report => ({
  process,
  activity: activity === "variables" ? "" : activity,
  path: activity === "variables" ? `variables.${property}` : property,
  message: message(`the ${kind === "id" ? "object" : kind} ${value}${label === undefined ? "" : ` ("${label}")`}`),
});

/** Keys look like ids too. The rule about secrets reports them without their value. */
const isKey = (context: Context, { process, activity, property }: Binding): boolean =>
  context.texts.some(
    (text) =>
      text.process === process && text.node.name === activity && text.path === property && secretsIn(text).length > 0,
  );

const unbound = (context: Context): readonly Binding[] =>
  unboundForeignIds(context.flow, context.options.bindings, context.options.knownIds).filter(
    (binding) => !/^http/.test(binding.property) || !isKey(context, binding),
  );

const hardCoded = (context: Context): readonly Report[] =>
  context.options.knownIds === undefined
    ? unbound(context).map((binding) =>
        bindingReport(binding, (what) => `Bound to ${what} of one organisation; in any other it does not exist.`),
      )
    : [];

const foreign = (context: Context): readonly Report[] =>
  context.options.knownIds === undefined
    ? []
    : unbound(context).map((binding) => bindingReport(binding, (what) => `This organisation does not have ${what}.`));

const DEMO_HOST =
  /-dev-ed\b|\.scratch\.|\bd2v0000|\bngrok\b|\blocalhost\b|\b127\.0\.0\.1\b|\bexample\.(?:com|org)\b|\bec2-[\d-]+\.|\.compute\.amazonaws\.com|developer-edition|\.develop\.(?:my|lightning)\./i;

const guessedRoots = ({ segments }: Text): readonly string[] =>
  segments.flatMap((segment) => (isHole(segment) ? segment.hole.variables.map(({ root }) => root) : []));

function demoHosts(context: Context): readonly Report[] {
  const inVariables = context.flow.variables.filter(({ value }) => DEMO_HOST.test(value ?? ""));
  const uses = context.texts.flatMap((text) =>
    inVariables
      .filter(({ name }) => text.uses.variables.some(({ root }) => root === name) || guessedRoots(text).includes(name))
      .map(({ name, value }) => ({
        name,
        process: text.process,
        activity: text.node.name,
        path: text.path,
        message: `"${name}" leads to a developer or test system: ${shortened(value ?? "")}.`,
      })),
  );
  const used = new Set(uses.map(({ name }) => name));
  const unused = inVariables
    .filter(({ name }) => !used.has(name))
    .map(({ name, value }) =>
      variableReport(name, `"${name}" leads to a developer or test system: ${shortened(value ?? "")}.`),
    );
  const literal = context.texts
    .filter(({ path, text }) => /Url$/.test(path) && DEMO_HOST.test(text))
    .map(({ process, node, path, text }) =>
      report({ process, node }, path, `"${node.name}" calls a developer or test system: ${shortened(text)}.`),
    );
  return [...uses.map(({ name: _, ...report }) => report), ...unused, ...literal];
}

export const IDS_CHECKS: Checks = {
  "practice/foreign-id": foreign,
  "practice/hard-coded-id": hardCoded,
  "practice/demo-system": demoHosts,
};
