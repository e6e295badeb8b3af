import { type TemplateExpression, isHole } from "../../../expression";
import { MAIN } from "../../../model";
import { type Context, type HttpCall, fullName, nameOf, soleExpression } from "../../context";
import type { Report, Rule } from "../../rule";
import { isPlaceholder, shown } from "../shared";

/** What agents see, and what is written down after the call. */

const shownPlaceholders = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name, value, isCAD, isAgentEditable, desktopLabel, type }) => {
    // One that nothing uses is reported as such.
    const isUsed = context.variables.isRead(name) || context.variables.isWritten(name);
    if (!isCAD || value === null || (!isUsed && !isAgentEditable)) return [];
    const isSentence = isAgentEditable && type === "STRING" && value.trim().split(/\s+/).length >= 3;
    return isPlaceholder(value) || isSentence
      ? [
          {
            process: MAIN,
            activity: "",
            path: `variables.${name}`,
            message: `Agents see "${shown(value)}" under "${desktopLabel}" until ${name} has a value.`,
          },
        ]
      : [];
  });

/** `x | replace({"+1": ""})` alone, where x is the caller's number. */
const stripsOnlyPlusOne = (expression: TemplateExpression): boolean => {
  if (expression.kind !== "filter" || expression.name !== "replace") return false;
  const [pairs] = expression.call.positional;
  const keys = pairs?.kind === "map" ? pairs.entries.map(({ key }) => (key.kind === "text" ? key.value : "")) : [];
  return keys.length === 1 && /^\+\d{1,3}$/.test(keys[0] ?? "") && /\.ani$/i.test(nameOf(expression.input) ?? "");
};

const onlyPlusOne = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) => {
    const expression = soleExpression(text);
    return expression !== undefined && stripsOnlyPlusOne(expression)
      ? [
          {
            process: text.process,
            activity: text.node.name,
            path: text.path,
            message: `Only one country code is taken off, wherever it stands; all other numbers keep their plus sign: ${shown(text.text)}`,
          },
        ]
      : [];
  });

/** Calls that write, made in an event flow. */
const postCallWrites = (context: Context): readonly HttpCall[] =>
  context.calls.filter(
    ({ process, method, body }) => process !== MAIN && body !== undefined && ["POST", "PUT", "PATCH"].includes(method),
  );

const lostNotes = (context: Context): readonly Report[] => {
  const writes = postCallWrites(context);
  const notes = context.flow.variables.filter(
    ({ name, isAgentEditable, type }) =>
      isAgentEditable && type === "STRING" && !context.variables.isRead(name) && !context.variables.isWritten(name),
  );
  return notes.flatMap(({ name, desktopLabel }) => {
    const [first] = writes;
    const message = `What agents type under "${desktopLabel}" (${name}) is never sent anywhere.`;
    return first === undefined
      ? [{ process: MAIN, activity: "", path: `variables.${name}`, message }]
      : writes.map(({ process, node }) => ({ process, activity: node.name, path: "httpRequestBody", message }));
  });
};

const fixedTexts = (context: Context): readonly Report[] =>
  postCallWrites(context).flatMap(({ process, node, body }) => {
    const names =
      body?.segments.flatMap((segment) => (isHole(segment) ? segment.hole.variables.map(fullName) : [])) ?? [];
    return names.length > 0 || body === undefined
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "httpRequestBody",
            message: `"${node.name}" writes the same sentence after every call, without anything about the call.`,
          },
        ];
  });

export const AGENTS_RULES: readonly Rule[] = [
  {
    id: "practice/shown-placeholder",
    severity: "warning",
    title: "Placeholder shown to agents",
    why: 'Words such as "null" read like data, and a sentence that stands in the notes is saved as a note.',
    fix: "Make the default empty.",
    check: shownPlaceholders,
  },
  {
    id: "practice/one-country",
    severity: "warning",
    title: "Only one country code is taken off",
    why: "Callers from elsewhere are never found, and a number that holds the same digits inside is mangled.",
    fix: "Keep the digits alone and compare with every spelling that is stored, or with an E.164 field.",
    check: onlyPlusOne,
  },
  {
    id: "practice/lost-notes",
    severity: "warning",
    title: "Agents' notes that go nowhere",
    why: "Agents type them in vain.",
    fix: "Send the variable with the write after the call, ending in | escape('json').",
    check: lostNotes,
  },
  {
    id: "practice/fixed-text",
    severity: "warning",
    title: "The same sentence written after every call",
    why: "The record grows without saying which call, agent or outcome it was.",
    fix: "Put the call's id, agent, queue, times and notes into the text.",
    check: fixedTexts,
  },
];
