import { assignmentsOf, promptsOf } from "../activities";
import { textAt } from "../json";
import type { FlowNode } from "../model";

/** The first of these properties that is a text. */
const first = ({ properties }: FlowNode, ...keys: readonly string[]): string =>
  keys.map((key) => textAt(properties, key)).find((text) => text !== undefined) ?? "";

const spoken = (node: FlowNode): string =>
  promptsOf(node)
    .map(({ value }) => value)
    .join(" ");

const SUMMARIES: Readonly<Partial<Record<FlowNode["kind"], (node: FlowNode) => string>>> = {
  "set-variable": (node) =>
    assignmentsOf(node)
      .map(({ variable, expr }) => `${variable} = ${expr}`)
      .join("; "),
  "http-request-v2": (node) =>
    [first(node, "httpRequestMethod"), first(node, "httpRequestPath", "httpRequestUrl")].filter(Boolean).join(" "),
  "parse-activity": (node) => first(node, "inputVariable"),
  "condition-activity": (node) => first(node, "expression"),
  "case-statement": (node) => first(node, "expression"),
  "play-message": spoken,
  "ivr-menu": spoken,
  "ivr-collectdigits": spoken,
  "play-music": (node) => first(node, "prompt"),
  "queue-contact": (node) => first(node, "destination:name", "destination", "destinationVariable"),
  "screen-pop": (node) => first(node, "screenPopUrl"),
  event: (node) => first(node, "displayName"),
};

/** A short summary of an activity from its settings. */
export const summaryOf = (node: FlowNode): string => SUMMARIES[node.kind]?.(node) ?? node.description;
