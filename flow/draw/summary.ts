import { assignmentsOf, promptsOf } from "../activities";
import { textAt } from "../json";
import type { FlowNode } from "../model";

/** A short summary of an activity from its settings. */
export function summaryOf(node: FlowNode): string {
  const { properties } = node;
  switch (node.kind) {
    case "set-variable":
      return assignmentsOf(node)
        .map(({ variable, expr }) => `${variable} = ${expr}`)
        .join("; ");
    case "http-request-v2":
      return [
        textAt(properties, "httpRequestMethod"),
        textAt(properties, "httpRequestPath") ?? textAt(properties, "httpRequestUrl"),
      ]
        .filter(Boolean)
        .join(" ");
    case "parse-activity":
      return textAt(properties, "inputVariable") ?? "";
    case "condition-activity":
    case "case-statement":
      return textAt(properties, "expression") ?? "";
    case "play-message":
    case "ivr-menu":
    case "ivr-collectdigits":
      return promptsOf(node)
        .map(({ value }) => value)
        .join(" ");
    case "play-music":
      return textAt(properties, "prompt") ?? "";
    case "queue-contact":
      return (
        textAt(properties, "destination:name") ??
        textAt(properties, "destination") ??
        textAt(properties, "destinationVariable") ??
        ""
      );
    case "screen-pop":
      return textAt(properties, "screenPopUrl") ?? "";
    case "event":
      return textAt(properties, "displayName") ?? "";
    default:
      return node.description;
  }
}
