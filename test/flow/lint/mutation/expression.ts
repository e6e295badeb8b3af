import { type Draft, type DraftNode, type Fields, rowsAt, textOf } from "./draft";
import {
  atNodes,
  atVariables,
  eachInHoles,
  eachMatch,
  inTexts,
  type Operator,
  readNames,
  type TextPlace,
} from "./operator";

const hasHole = (text: string): boolean => text.includes("{{");

const declared = (draft: Draft): readonly string[] => draft.variables.map(({ name }) => textOf(name ?? null));

/** A declared variable where an expression names it, not inside quotes and not a member. */
const references = (draft: Draft): RegExp =>
  new RegExp(`(?<![\\w."'])(?:${declared(draft).map(escapePattern).join("|") || "(?!)"})(?![\\w"':])`, "g");

const escapePattern = (text: string): string => text.replace(/[^\w]/g, "\\$&");

/** Rows that write variables, with the key that names the variable. */
function writingRows({ type, properties }: DraftNode): readonly (readonly [Fields, string])[] {
  if (type === "set-variable") {
    const rows = rowsAt(properties, "setVariablesArray");
    return (rows.length > 0 ? rows : [properties]).map((row) => [row, "srcVariable"] as const);
  }
  if (type !== "http-request-v2" && type !== "parse-activity") return [];
  return rowsAt(properties, "outputVariableArray").map((row) => [row, "outputVariable"] as const);
}

const isBody = ({ path, text, node }: TextPlace): boolean =>
  path === "httpRequestBody" && /json/i.test(textOf(node.properties.httpContentType)) && /^\s*\{(?!\{)/.test(text);

const inBodies = (change: (text: string) => readonly string[]): Operator["sites"] =>
  inTexts((text, place) => (isBody(place) ? change(text) : []));

const isDecision = ({ node, path }: TextPlace): boolean =>
  node.type === "condition-activity" || (node.type === "case-statement" && path !== "expression");

const inDecisions = (change: (text: string) => readonly string[]): Operator["sites"] =>
  inTexts((text, place) => (isDecision(place) && hasHole(text) ? change(text) : []));

function otherCase(name: string): string {
  const first = name.charAt(0);
  return (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + name.slice(1);
}

/** Takes every writer of a variable away; activities that write nothing else keep a row for another variable. */
function silence(variable: string, draft: Draft): void {
  for (const { properties } of draft.nodes) {
    for (const [key, name] of [
      ["setVariablesArray", "srcVariable"],
      ["outputVariableArray", "outputVariable"],
    ] as const) {
      const rows = rowsAt(properties, key);
      if (rows.some((row) => row[name] === variable)) properties[key] = rows.filter((row) => row[name] !== variable);
    }
    if (properties.srcVariable === variable) properties.srcVariable = "";
  }
}

const NUMBER_TYPES = ["INTEGER", "DECIMAL", "BOOLEAN"];

export const EXPRESSION_OPERATORS: readonly Operator[] = [
  {
    id: "open-template",
    what: "Leaves out closing braces",
    rules: ["expression/syntax"],
    sites: inTexts((text) => eachMatch(text, /\}\}(?!\})/g, () => "")),
  },
  {
    id: "stray-bracket",
    what: "Puts a bracket behind opening braces",
    rules: ["expression/syntax"],
    sites: inTexts((text) => eachMatch(text, /\{\{/g, () => "{{[")),
  },
  {
    id: "lost-parenthesis",
    what: "Leaves out a closing parenthesis",
    rules: ["expression/syntax"],
    sites: inTexts((text) => (/['"][^'"]*[()][^'"]*['"]/.test(text) ? [] : eachInHoles(text, /\)/g, () => ""))),
  },
  {
    id: "unknown-filter",
    what: "Misspells a filter",
    rules: ["expression/unknown-name"],
    sites: inTexts((text) => eachInHoles(text, /\|(\s*)([a-z]\w*)/g, ([, gap = "", name = ""]) => `|${gap}${name}s`)),
  },
  {
    id: "filter-arguments",
    what: "Gives slice a text where it wants a number",
    rules: ["expression/arguments"],
    sites: inTexts((text) => eachInHoles(text, /slice\((\d+)/g, ([, from = ""]) => `slice("${from}"`)),
  },
  {
    id: "no-template",
    what: "Leaves out the braces of a condition",
    rules: ["expression/not-a-template"],
    sites: inTexts((text, { node }) =>
      node.type === "condition-activity" ? [text.replace(/^\s*\{\{|\}\}\s*$/g, "").trim()] : [],
    ),
  },
  {
    id: "constant-condition",
    what: "Puts a constant in the place of a condition",
    rules: ["expression/constant-condition"],
    sites: inTexts((_text, { node }) => (node.type === "condition-activity" ? ["{{ 1 == 1 }}"] : [])),
  },
  {
    id: "number-as-text",
    what: "Compares a number with a text",
    rules: ["expression/wrong-type"],
    sites: inDecisions((text) =>
      eachInHoles(text, /(==|!=) (\d+)\b/g, ([, operator = "", number = ""]) => `${operator} "${number}"`),
    ),
  },
  {
    id: "rename-declaration",
    what: "Renames a variable where it is declared",
    rules: ["expression/undeclared"],
    sites: atVariables(
      ({ name }, draft) => readNames(draft).has(textOf(name ?? null)),
      (variable) => {
        variable.name = `${textOf(variable.name)}Renamed`;
      },
    ),
  },
  {
    id: "rename-reference",
    what: "Renames a variable where it is read",
    rules: ["expression/undeclared"],
    sites: inTexts((text, _place, draft) => eachInHoles(text, references(draft), ([name]) => `${name}Renamed`)),
  },
  {
    id: "case-slip",
    what: "Changes the case of a letter where a variable is read",
    rules: ["expression/case-slip"],
    sites: inTexts((text, _place, draft) => eachInHoles(text, references(draft), ([name]) => otherCase(name))),
  },
  {
    id: "rename-target",
    what: "Renames a variable where it is written",
    rules: ["expression/undeclared"],
    sites: (draft) =>
      draft.nodes.flatMap((node) =>
        writingRows(node).map(([row, key], index) => ({
          place: `${node.name}.${textOf(row[key])}`,
          apply: (target: Draft): void => {
            const found = writingRows(target.node(node.process, node.id))[index];
            if (found !== undefined) found[0][key] = `${textOf(found[0][key])}Renamed`;
          },
        })),
      ),
  },
  {
    id: "drop-writers",
    what: "Takes away everything that writes a variable without a default",
    rules: ["expression/never-written", "expression/unused"],
    sites: atVariables(
      (variable, draft) =>
        textOf(variable.value).trim() === "" &&
        variable.isAgentEditable !== true &&
        textOf(variable.source) === "" &&
        draft.nodes.some((node) => writingRows(node).some(([row, key]) => row[key] === variable.name)) &&
        readNames(draft).has(textOf(variable.name)),
      (variable, draft) => silence(textOf(variable.name), draft),
    ),
  },
  {
    id: "unused-variable",
    what: "Declares a variable that nothing uses",
    rules: ["expression/unused"],
    sites: (draft) => [
      {
        place: "variables",
        apply: (target): void => {
          const [first] = draft.variables;
          target.document.variables = [
            ...target.variables,
            {
              ...first,
              name: "nobodyReadsThis",
              type: "STRING",
              value: "",
              isCAD: false,
              isAgentEditable: false,
              source: "",
            },
          ];
        },
      },
    ],
  },
  {
    id: "undefined-output",
    what: "Reads an output that the activity does not have",
    rules: ["expression/undefined-output"],
    sites: inTexts((text) => eachInHoles(text, /\.(?:httpStatusCode|httpResponseBody)\b/g, () => ".statusCode")),
  },
  {
    id: "output-case-slip",
    what: "Changes the case of a letter in an output's name",
    rules: ["expression/case-slip"],
    sites: inTexts((text) => eachInHoles(text, /\.httpStatusCode\b/g, () => ".httpstatuscode")),
  },
  {
    id: "wrong-default",
    what: "Gives a number or flag a word as default",
    rules: ["expression/wrong-value"],
    sites: atVariables(
      ({ type }) => NUMBER_TYPES.includes(textOf(type ?? null).toUpperCase()),
      (variable) => {
        variable.value = "soon";
      },
    ),
  },
  {
    id: "wrong-literal",
    what: "Assigns a word to a number or flag",
    rules: ["expression/wrong-value"],
    sites: (draft) =>
      atNodes(
        (node) =>
          node.type === "set-variable" &&
          writingRows(node).some(([row]) => NUMBER_TYPES.includes(textOf(row.srcVariableType))),
        (node) => {
          const found = writingRows(node).find(([row]) => NUMBER_TYPES.includes(textOf(row.srcVariableType)));
          if (found !== undefined) Object.assign(found[0], { expr: "soon", literal: "soon" });
        },
      )(draft),
  },
  {
    id: "event-output-in-main",
    what: "Reads an output of an event in the main flow",
    rules: ["expression/misplaced-event"],
    sites: inTexts((text, { node }) =>
      node.process === "main" && node.type === "play-message" ? [`${text} {{ AgentAnswered.AgentName }}`] : [],
    ),
  },
  {
    id: "unescaped-json",
    what: "Leaves out escape('json') where a name or a note goes into a body",
    rules: ["expression/json-escape"],
    sites: inBodies((text) =>
      eachInHoles(text, /(?<=name|notes\b.*?|subject)\s*\|\s*escape\((?:'json'|"json")\)/gi, () => ""),
    ),
  },
  {
    id: "unquoted-json",
    what: "Leaves out the quotes around a value in a body",
    rules: ["expression/json-number", "expression/json-body"],
    sites: inBodies((text) => eachMatch(text, /"(\{\{[^{}]*\}\})"/g, ([, hole = ""]) => hole)),
  },
  {
    id: "broken-json",
    what: "Leaves out the last brace of a body",
    rules: ["expression/json-body"],
    sites: inBodies((text) => [text.replace(/\}\s*$/, "")]),
  },
  {
    id: "trailing-comma",
    what: "Puts a comma before the last brace of a body",
    rules: ["expression/json-body"],
    sites: inBodies((text) => [text.replace(/\}\s*$/, ",}")]),
  },
];
