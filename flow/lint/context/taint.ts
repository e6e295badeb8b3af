import type { Hole } from "../../expression";
import type { TemplateExpression } from "../../expression";
import type { Basis } from "./basis";
import type { Definition } from "./variables";
import { fullName } from "./variables";

/** Outputs that the caller controls. The ANI comes from the SIP From header. */
const CALLER_OUTPUT =
  /^(?:NewPhoneContact|NewContact)\.(?:ani|headers|payload)$|^PreDial\.(?:dialNumber|otherPartyDn)$|\.MetaData$/i;
const NUMBER_OUTPUT = /^(?:NewPhoneContact|NewContact)\.ani$/i;

/** Filters whose result has no quotes or other special characters. */
const NEUTRAL = new Set(["urlencode", "sha256", "base64encode", "length", "numberformat", "date", "epoch", "abs"]);

function filtersOf(
  expression: TemplateExpression | undefined,
): readonly Extract<TemplateExpression, { kind: "filter" }>[] {
  const filters = [];
  for (let node = expression; node?.kind === "filter"; node = node.input) filters.push(node);
  return filters;
}

function replacesKey(filter: Extract<TemplateExpression, { kind: "filter" }>, wanted: string): boolean {
  const [pairs] = filter.call.positional;
  return (
    filter.name === "replace" &&
    pairs?.kind === "map" &&
    pairs.entries.some(({ key }) => key.kind === "text" && key.value === wanted)
  );
}

/** Whether the value of a hole can have no quotes. */
export const escapesQuotes = ({ expression, filters }: Hole): boolean =>
  expression === undefined
    ? filters.some((name) => NEUTRAL.has(name))
    : filtersOf(expression).some((filter) => NEUTRAL.has(filter.name) || replacesKey(filter, "'"));

/** Whether the value of a hole can have no leading plus sign. */
const dropsPlus = ({ expression, filters }: Hole): boolean =>
  expression === undefined
    ? filters.includes("urlencode")
    : filtersOf(expression).some((filter) => {
        const [first] = filter.call.positional;
        const cuts = filter.name === "slice" && !(first?.kind === "whole" && first.value === 0n);
        return NEUTRAL.has(filter.name) || replacesKey(filter, "+") || cuts;
      });

/** The variables that a property spreads to, as a fixed point over their definitions. `starts` and `isStopped` decide where it begins and ends. */
function spread(
  context: Basis,
  starts: (name: string) => boolean,
  isStopped: (hole: Hole, definition: Definition) => boolean,
  startsIn: (definition: Definition) => boolean = () => false,
): ReadonlySet<string> {
  const tainted = new Set<string>();
  const carries = (hole: Hole): boolean => hole.variables.some((use) => tainted.has(use.root) || starts(fullName(use)));
  const { definitions } = context.variables;
  for (let size = -1; size !== tainted.size;) {
    size = tainted.size;
    for (const definition of definitions) {
      const fromOutput = definition.from !== undefined && (starts(definition.from) || tainted.has(definition.from));
      const fromHole = definition.holes.some((hole) => carries(hole) && !isStopped(hole, definition));
      if (fromOutput || fromHole || startsIn(definition)) tainted.add(definition.variable);
    }
  }
  return tainted;
}

/** Values that callers control, and values that may start with a plus sign. */
export interface Taint {
  /** Whether the caller may enter any text here. */
  readonly isCallerControlled: (hole: Hole) => boolean;
  /** Whether the value may hold a plus sign. */
  readonly mayHavePlus: (hole: Hole) => boolean;
}

export function findTaint(context: Basis): Taint {
  const isDigitsOnly = (hole: Hole, definition: Definition): boolean =>
    hole.variables.every((use) => context.isDigitsOnly(definition.process, definition.node, fullName(use)));
  const controlled = spread(
    context,
    (name) => CALLER_OUTPUT.test(name),
    (hole, definition) => escapesQuotes(hole) || isDigitsOnly(hole, definition),
  );
  const withPlus = spread(
    context,
    (name) => NUMBER_OUTPUT.test(name),
    (hole, definition) => dropsPlus(hole) || isDigitsOnly(hole, definition),
    (definition) => /\+$/.test(definition.text) && definition.holes.length > 0,
  );
  const among = (names: ReadonlySet<string>, starts: RegExp) => (hole: Hole) =>
    hole.variables.some((use) => names.has(use.root) || starts.test(fullName(use)));
  return {
    isCallerControlled: (hole) => !escapesQuotes(hole) && among(controlled, CALLER_OUTPUT)(hole),
    mayHavePlus: (hole) => !dropsPlus(hole) && among(withPlus, NUMBER_OUTPUT)(hole),
  };
}
