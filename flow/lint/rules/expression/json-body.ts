import { type ContextValue, type Hole, isHole, PebbleError, type Segment, type VariableUse } from "../../../expression";
import { parseJson } from "../../../json";
import type { FlowNode } from "../../../model";
import { type Context, type HttpCall, fullName, isBlank, typeOfVariable } from "../../context";
import type { Report, Checks } from "../../rule";
import { jsonFault } from "../../../json-fault";
import { quotedList, report } from "../shared";

/** A hole in a JSON body and whether it is inside a text. */
interface BodyHole {
  readonly hole: Hole;
  readonly isQuoted: boolean;
}

/** Other methods send no body, even where the field is filled. */
const WITH_BODY: readonly string[] = ["POST", "PUT", "PATCH"];

function isJsonCall({ node, method }: HttpCall): boolean {
  if (!WITH_BODY.includes(method)) return false;
  const type = node.properties.httpContentType;
  return typeof type !== "string" || type === "" || /json/i.test(type);
}

/** The body with every hole filled: `x` inside a text, `0` outside. */
function fill(segments: readonly Segment[]): { readonly text: string; readonly holes: readonly BodyHole[] } {
  const holes: BodyHole[] = [];
  let text = "";
  let isQuoted = false;
  for (const segment of segments) {
    if (isHole(segment)) {
      holes.push({ hole: segment.hole, isQuoted });
      text += isQuoted ? "x" : "0";
      continue;
    }
    for (let at = 0; at < segment.text.length; at++) {
      const character = segment.text.charAt(at);
      text += character;
      if (character === "\\") text += segment.text.charAt(++at);
      else if (character === '"') isQuoted = !isQuoted;
    }
  }
  return { text, holes };
}

const jsonBodies = (context: Context): readonly (readonly [HttpCall, readonly Segment[]])[] =>
  context.calls.flatMap((call) =>
    call.body === undefined || !isJsonCall(call) || call.body.template instanceof PebbleError
      ? []
      : [[call, call.body.segments] as const],
  );

/** Whether the body is a single hole, which then gives the whole JSON text. */
const isOneHole = (segments: readonly Segment[]): boolean =>
  segments.every((segment) => isHole(segment) || segment.text.trim() === "");

const broken = (context: Context): readonly Report[] =>
  jsonBodies(context).flatMap(([call, segments]) => {
    const { text } = fill(segments);
    return isOneHole(segments) || parseJson(text) !== undefined
      ? []
      : report(call, "httpRequestBody", `The body is not JSON once its values are filled in: ${jsonFault(text)}.`);
  });

/** Ends of a filter chain after which a value can be put between quotes, or is complete JSON. */
const ESCAPED =
  /\|\s*(?:escape\s*\(\s*(?:strategy\s*=\s*)?["'](?:json|js)["']\s*\)|json|urlencode|base64encode|sha256|numberformat\s*\([^)]*\)|length|date\s*\([\s\S]*\))\s*$/;

/** Outputs of the platform that hold no quotes or backslashes. */
const PLAIN_OUTPUT =
  /\.(?:ANI|DNIS|InteractionId|EntryPointId|PSTNRegion|FlowId|FlowVersionLabel|OrgId|CallbackType|ScheduleSourceInteractionId|httpStatusCode|QueueId|FailureCode|AgentI[dD]|AgentSessionID|QueueID|TeamI[dD]|TenantID|DigitsEntered|OptionEntered|EWT|PIQ)$/i;

const isId = (name: string): boolean => /(?:Id|ID|_id|Number|Num|Digits|Count|Code|[tT]oken)$/.test(name);

/** Names that may hold text typed by people (agents, customers, callers) or a whole JSON document. */
const freeText = (context: Context, { variables }: Hole): readonly string[] =>
  variables
    .filter((use) => {
      const variable = context.variables.get(use.root);
      if (variable === undefined)
        return use.members.length > 0 && !PLAIN_OUTPUT.test(fullName(use)) && use.root !== "loop";
      if (typeOfVariable(variable.type) !== "text")
        return typeOfVariable(variable.type) === "json" && use.members.length === 0;
      if (variable.isAgentEditable) return true;
      const isDynamic = context.variables
        .definitionsOf(use.root)
        .some(({ from, holes }) => from !== undefined || holes.length > 0);
      return (
        isDynamic &&
        !isId(use.root) &&
        ![...context.variables.sourcesOf(use.root)].every(
          (name) => name === use.root || PLAIN_OUTPUT.test(name) || !name.includes("."),
        )
      );
    })
    .map(fullName);

const unescaped = (context: Context): readonly Report[] =>
  jsonBodies(context).flatMap(([call, segments]) => {
    const names = fill(segments)
      .holes.filter(({ hole, isQuoted }) => isQuoted && !ESCAPED.test(hole.source))
      .flatMap(({ hole }) => freeText(context, hole));
    return names.length === 0
      ? []
      : report(
          call,
          "httpRequestBody",
          `A quote, backslash or line break in ${quotedList([...new Set(names)])} makes the body invalid JSON.`,
        );
  });

const rawNumbers = (context: Context): readonly Report[] =>
  jsonBodies(context).flatMap(([call, segments]) => {
    if (isOneHole(segments)) return [];
    const names = fill(segments)
      .holes.filter(({ hole, isQuoted }) => !isQuoted && !/\|\s*(?:json|default\s*\([\s\S]*\))\s*$/.test(hole.source))
      .flatMap(({ hole }) => hole.variables)
      .filter((use) => mayBreak(context, call.node, use))
      .map(fullName);
    return names.length === 0
      ? []
      : report(
          call,
          "httpRequestBody",
          `${quotedList([...new Set(names)])} ${names.length === 1 ? "is" : "are"} in the body without quotes; with a blank value or a text the body is not JSON.`,
        );
  });

/** Whether a name may hold a value there that is not JSON. Numbers and flags from outside are assumed to be valid. */
function mayBreak(context: Context, node: FlowNode, use: Pick<VariableUse, "root" | "members">): boolean {
  const variable = context.variables.get(use.root);
  const isText = variable !== undefined && typeOfVariable(variable.type) === "text";
  return (
    context.values.at(node, use)?.some(({ isExternal, shapes }) => (isText || !isExternal) && shapes.some(isNoJson)) ===
    true
  );
}

const isNoJson = (value: ContextValue): boolean =>
  isBlank(value) || (typeof value === "string" && parseJson(value) === undefined);

export const JSON_BODY_CHECKS: Checks = {
  "expression/json-body": broken,
  "expression/json-escape": unescaped,
  "expression/json-number": rawNumbers,
};
