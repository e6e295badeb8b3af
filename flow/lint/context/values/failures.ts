import { PebbleError, templateUses, type ContextValue } from "../../../expression";
import type { FlowNode } from "../../../model";
import type { Text } from "../texts";
import { fullName } from "../variables";
import type { Environment } from "./environment";
import { combinations, outcomeOf } from "./evaluate";
import { mayFail, type Typing } from "./risk";
import type { Try } from "./text-values";
import type { Walk } from "./walk";

/** A text, a mapping or a Parse that fails for possible values. */
export interface ValueFailure {
  readonly process: string;
  readonly node: FlowNode;
  readonly path: string;
  /** The part that fails: the expression, a slice in it, reading a Parse's input, or a mapping. */
  readonly kind: "expression" | "slice" | "parse" | "mapping";
  /** It fails for all values. */
  readonly isAlways: boolean;
  /** Values for which it fails, with their names and origins. */
  readonly values: readonly { readonly name: string; readonly value: ContextValue; readonly origin: string }[];
  readonly reason: string;
  /** The part of the text that fails, with its braces. */
  readonly source: string;
}

/** Messages of the engine about a slice out of range. */
const SLICE = /toIndex|fromIndex|lies behind the end/;

/** Failures that depend on the content of a text. Texts from outside are assumed to be valid. */
const CONTENT = /Could not parse the string|path|Path|For input string|Base64|cannot hold/;

/** The templates of a text one by one, because each may fail separately. */
function partsOf(text: Text): readonly Text[] {
  const { template } = text;
  if (template === undefined || template instanceof PebbleError) return [text];
  const prints = template.nodes.filter(({ kind }) => kind === "print");
  if (prints.length < 2 || template.nodes.some(({ kind }) => kind !== "print" && kind !== "raw")) return [text];
  return prints.flatMap((node) => {
    if (node.kind !== "print") return [];
    const part = { source: template.source, nodes: [node] };
    const source = template.source.slice(node.position.offset, template.source.indexOf("}}", node.end) + 2);
    return [{ ...text, text: source, template: part, uses: templateUses(part) }];
  });
}

/** The failures of a text's templates. @param whole tries of the whole text, where a variable is set to it. */
export function textFailures(
  text: Text,
  before: Environment,
  { walk, whole, typing }: { readonly walk: Walk; readonly whole: readonly Try[]; readonly typing: Typing },
): readonly Omit<ValueFailure, "process" | "node" | "path">[] {
  const failures = partsOf(text)
    .filter((part) => mayFail(part, typing))
    .flatMap((part) => judged(triesOf(part, walk, before)) ?? []);
  return failures.length > 0 ? failures : [judged(whole)].flatMap((failure) => failure ?? []);
}

const triesOf = (text: Text, walk: Walk, environment: Environment): readonly Try[] =>
  combinations(walk.choices(environment, [text]), []).map((combination) => {
    const outcome = outcomeOf(text, combination);
    return "failure" in outcome ? { text, combination, reason: outcome.failure } : { text, combination };
  });

interface Group {
  readonly tries: Try[];
  readonly isExternal: boolean;
}

/** Groups tries whose values differ only in the shapes of values from outside. */
function groupsOf(tries: readonly Try[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const each of tries) {
    const key = each.combination.chosen.map(({ alternative }) => alternative.key).join("\u0001");
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, {
        tries: [each],
        isExternal: each.combination.chosen.some(({ alternative }) => alternative.isExternal),
      });
    else group.tries.push(each);
  }
  return [...groups.values()];
}

/** A failed try of a group; undefined where it does not fail, or only for values from outside, which are assumed to be valid. */
function failing({ tries, isExternal }: Group): Try | undefined {
  const failed = tries.filter(({ reason }) => reason !== undefined);
  const slice = failed.find(({ reason = "" }) => SLICE.test(reason));
  if (!isExternal || slice !== undefined) return slice ?? failed[0];
  return failed.length === tries.length && failed.every(({ reason = "" }) => !CONTENT.test(reason))
    ? failed[0]
    : undefined;
}

function judged(tries: readonly Try[]): Omit<ValueFailure, "process" | "node" | "path"> | undefined {
  const groups = groupsOf(tries);
  const failed = groups.flatMap((group) => failing(group) ?? []);
  // The clearest example for a reader: an exact or empty value before one from outside.
  const [shown] = [...failed].sort((left, right) => givens(left) - givens(right));
  if (shown === undefined) return undefined;
  const reason = shown.reason ?? "";
  return {
    kind: SLICE.test(reason) ? "slice" : "expression",
    isAlways: failed.length === groups.length,
    values: shown.combination.chosen.map(({ choice, alternative, shape }) => ({
      name: fullName(choice.name.includes(".") ? choice.use : { root: choice.use.root, members: [] }),
      value: shape,
      origin: alternative.origin,
    })),
    reason,
    source: shown.text.text,
  };
}

const givens = ({ combination }: Try): number =>
  combination.chosen.filter(({ alternative }) => alternative.isExternal).length;
