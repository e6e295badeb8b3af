import { condition, goodWith, say, screenPop } from "../small-flow";
import { answered, deciding, keeping, variable, type Row } from "./helpers";

/** Flows at the edges of the rules about types, ports and test systems. */

const VARIABLES = {
  s: { value: "five" },
  n: { type: "INTEGER", value: "5" },
  b: { type: "BOOLEAN", value: "true" },
};
const decidingOn = (expression: string) => deciding(`{{ ${expression} }}`, VARIABLES);

const decided = (text: string) => deciding(text, VARIABLES);

const TEXTS = [
  ...["upper", "lower", "trim", "title", "capitalize", 'replace({"a":"b"})', "urlencode", "slice(0, 1)"].map(
    (filter) => `(s | ${filter})`,
  ),
  ...["(s ~ n)", "(s + n)", "(n + s)"],
];
const NUMBERS = ["(s | length)", "(n + 1)", "(n - 1)", "(n * 2)", "(n / 2)", "(n % 2)", "(-n)", "5.5"];
const TRUTHS = ["(not b)", "(s is empty)", "(n > 1)", "(b and b)", "true"];

export const EDGE_TYPE_ROWS: Readonly<Record<string, Row>> = {
  "expression/wrong-type": {
    bad: [...TEXTS.map((text) => `${text} > 5`), ...[...NUMBERS, ...TRUTHS].map((value) => `${value} == "x"`)].map(
      (expression) => [decidingOn(expression), "Decide"],
    ),
    good: [
      ...TEXTS.map((text) => `${text} == "x"`),
      ...NUMBERS.map((value) => `${value} > 5`),
      ...TRUTHS.map((value) => `${value} == true`),
      '(s | default("x")) > 5',
      "(NewPhoneContact.nothing + 1) > 5",
      "NewPhoneContact.nothing > 5",
    ].map(decidingOn),
  },
  "expression/arguments": {
    bad: [
      ...["split(1.5)", 'split(",", "x")', "abbreviate(true)", 'abbreviate({"a":1})', "abbreviate([1])"],
      ...['replace("a")', "split([1])"],
    ].map((filter) => [keeping(`{{ kept | ${filter} }}`), "Keep"]),
    good: ["abbreviate(5)", "abbreviate(kept)", "replace(kept)", 'split(",", 2)', "default(1)", "trim"].map((filter) =>
      keeping(`{{ kept | ${filter} }}`),
    ),
  },
  "expression/not-a-template": { bad: [], good: [decided(""), decided("  ")] },
  "expression/constant-condition": { bad: [], good: [decided("{{ now() is empty }}"), decided("plain")] },
  "expression/empty-literal": {
    bad: [`s != ""`, `"" == s`].map((expression) => [decidingOn(expression), "Decide"]),
    good: [...[`s > ""`, `s == "x"`].map(decidingOn), keeping(`{{ kept == "" }}`)],
  },
  "structure/missing-port": {
    bad: [],
    good: [goodWith({ nodes: { Lost: say(undefined) } }), goodWith({ nodes: { Greeting: say({ success: "Queue" }) } })],
  },
  "structure/unknown-port": {
    bad: [[goodWith({ nodes: { Greeting: say({ default: "Queue", a: "Sorry", b: "Sorry" }) } }), "Greeting"]],
    good: [goodWith({ nodes: { Greeting: say("New"), New: { type: "brand-new-thing", to: { maybe: "Queue" } } } })],
  },
  "structure/idle-branch": {
    bad: [],
    good: [
      goodWith({
        nodes: { Greeting: say("Is"), Is: condition("{{ NewPhoneContact.ANI is empty }}", "Queue", "Sorry") },
      }),
      goodWith({
        nodes: {
          Greeting: say("Is"),
          Is: { ...condition("{{ NewPhoneContact.ANI is empty }}", "", ""), to: { true: "Queue" } },
        },
      }),
    ],
  },
  "practice/demo-system": {
    bad: [
      [goodWith({ variables: { host: { value: "https://acme.develop.my.salesforce.com" } } }), ""],
      [variable("host", { value: "abc.ngrok.io" }), "Greeting"],
      [answered(screenPop("https://127.0.0.1/x", "Done")), "Pop"],
    ],
    good: [variable("host", { value: "crm.acme.net" }), variable("host", { value: "127.0.0.10" })],
  },
};
