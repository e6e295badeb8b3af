import { type TemplateExpression, isHole } from "../../../expression";
import { type FlowNode, MAIN, entryNodes } from "../../../model";
import { type Context, type HttpCall, fullName, nameOf, soleExpression } from "../../context";
import type { Report, Checks } from "../../rule";
import { isPlaceholder, shortened, report, textReport, variableReport } from "../shared";

/** Activities where a call may reach an agent or leave this flow. */
const TO_AGENTS: readonly FlowNode["kind"][] = [
  "queue-contact",
  "queue-to-agent",
  "callback",
  "blind-transfer",
  "bridged-transfer",
  "subflow-handoff",
  "hand-off",
  "unknown",
];

/** Whether a call can reach an agent before a Set Variable has replaced this variable's default. */
function reachesAgents(context: Context, variable: string): boolean {
  if (context.isSubflow) return true;
  const graph = context.main;
  const setters = new Set(context.variables.definitionsOf(variable).map(({ node }) => node));
  const reached = graph.walk(entryNodes(graph.process), (node) => node.kind === "set-variable" && setters.has(node));
  return graph.process.nodes.some(({ id, kind }) => reached.has(id) && TO_AGENTS.includes(kind));
}

const shownPlaceholders = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name, value, isCAD, isAgentEditable, desktopLabel, type }) => {
    // Another rule reports an unused variable.
    const isUsed = context.variables.isRead(name) || context.variables.isWritten(name);
    if (!isCAD || value === null || (!isUsed && !isAgentEditable) || !reachesAgents(context, name)) return [];
    const isSentence = isAgentEditable && type === "STRING" && value.trim().split(/\s+/).length >= 3;
    return isPlaceholder(value) || isSentence
      ? variableReport(name, `Agents see "${shortened(value)}" under "${desktopLabel}" until ${name} has a value.`)
      : [];
  });

const MAIL = /^[^\s@{}]+@[^\s@{}]+\.[a-z]{2,}$/i;

/** Names of variables for a person's name or address, but not for names of queues, files and hosts. */
const PERSON_NAME =
  /^(?:(?:customer|contact|caller|client|patient|person|user|member|guest|account)_?)?(?:(?:first|last|full|given|family|sur|middle)_?)?name$/i;
const ADDRESS_NAME = /(?:^|_|[a-z])(?:e?_?mail|(?:street|postal|home|mail(?:ing)?)_?address|address|street)$/i;

const isPersonal = (name: string, value: string): boolean =>
  MAIL.test(value) ||
  (PERSON_NAME.test(name) && /^\p{Lu}[\p{L}'.-]*(?: \p{L}[\p{L}'.-]*){0,3}$/u.test(value)) ||
  (ADDRESS_NAME.test(name) && /\d/.test(value) && /\p{L}{3}/u.test(value));

/** Names and addresses of people as defaults that an agent sees or a caller hears. */
const personalDefaults = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name, value, isCAD, type }) => {
    const text = (value ?? "").trim();
    if (type !== "STRING" || text === "" || isPlaceholder(text) || !isPersonal(name, text)) return [];
    const spoken = context.texts.find(
      ({ node, uses }) =>
        ["play-message", "ivr-menu", "ivr-collectdigits"].includes(node.kind) &&
        uses.variables.some(({ root }) => root === name),
    );
    if (!isCAD && spoken === undefined) return [];
    return [
      {
        process: spoken?.process ?? MAIN,
        activity: spoken?.node.name ?? "",
        path: spoken?.path ?? `variables.${name}`,
        message: `Until "${name}" has a value, ${isCAD ? "agents see" : "callers hear"} its default, which looks like a person's name or address: ${shortened(text)}.`,
      },
    ];
  });

/** Whether it is only `x | replace({"+1": ""})`, where x is the caller's number. */
function stripsOnlyPlusOne(expression: TemplateExpression): boolean {
  if (expression.kind !== "filter" || expression.name !== "replace") return false;
  const [pairs] = expression.call.positional;
  const keys = pairs?.kind === "map" ? pairs.entries.map(({ key }) => (key.kind === "text" ? key.value : "")) : [];
  return keys.length === 1 && /^\+\d{1,3}$/.test(keys[0] ?? "") && /\.ani$/i.test(nameOf(expression.input) ?? "");
}

const onlyPlusOne = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) => {
    const expression = soleExpression(text);
    return expression !== undefined && stripsOnlyPlusOne(expression)
      ? textReport(
          text,
          `Only one country code is removed, also inside a number; other numbers keep their plus sign: ${shortened(text.text)}`,
        )
      : [];
  });

/** Writing calls in event flows. */
const postCallWrites = (context: Context): readonly HttpCall[] =>
  context.calls.filter(
    ({ process, method, body }) => process !== MAIN && body !== undefined && ["POST", "PUT", "PATCH"].includes(method),
  );

/** Variables that the platform itself reads: for the survey after the call, and for the voice of prompts. */
const FOR_PLATFORM = /^Global_(?:FeedbackSurvey\w*|Language|VoiceName|\w*Survey\w*)$/i;

function lostNotes(context: Context): readonly Report[] {
  const writes = postCallWrites(context);
  const notes = context.flow.variables.filter(
    ({ name, isAgentEditable, type }) =>
      isAgentEditable &&
      type === "STRING" &&
      !FOR_PLATFORM.test(name) &&
      !context.variables.isRead(name) &&
      !context.variables.isWritten(name),
  );
  return notes.flatMap(({ name, desktopLabel }) => {
    const [first] = writes;
    const message = `What agents type under "${desktopLabel}" (${name}) is never sent.`;
    return first === undefined
      ? variableReport(name, message)
      : writes.map(({ process, node }) => report({ process, node }, "httpRequestBody", message));
  });
}

const fixedTexts = (context: Context): readonly Report[] =>
  postCallWrites(context).flatMap(({ process, node, body }) => {
    const names =
      body?.segments.flatMap((segment) => (isHole(segment) ? segment.hole.variables.map(fullName) : [])) ?? [];
    return names.length > 0 || body === undefined
      ? []
      : report(
          { process, node },
          "httpRequestBody",
          `"${node.name}" writes the same sentence after every call, without anything about the call.`,
        );
  });

export const AGENTS_CHECKS: Checks = {
  "practice/shown-placeholder": shownPlaceholders,
  "practice/personal-default": personalDefaults,
  "practice/one-country": onlyPlusOne,
  "practice/lost-notes": lostNotes,
  "practice/fixed-text": fixedTexts,
};
