import { call, condition, goodWith, maps, say, set } from "../small-flow";
import { afterwards, deciding, found, keeping, lookup, post, variable, type Row } from "./helpers";

export const EXPRESSION_ROWS: Readonly<Record<string, Row>> = {
  "expression/syntax": {
    bad: [
      [keeping("{{[x}}"), "Keep"],
      [keeping("{{ NewPhoneContact.ANI | }}"), "Keep"],
      ...["first_name", "name", "_fields", "record_type", "sort:input"].map(
        (key) => [lookup(call("/x", "Ok", { ...found, httpQueryParameters: { [key]: "{{[x}}" } })), "Lookup"] as const,
      ),
      [lookup(call("/x", "Ok", { ...found, httpRequestHeaders: { name: "{{[x}}" } })), "Lookup"],
      [lookup(call("/x", "Ok", maps({ name: `$..[?(@.k=="{{[x}}")]` }))), "Lookup"],
      [
        goodWith({
          nodes: {
            Greeting: say("Bot"),
            Bot: {
              type: "ivr-virtualassistant",
              properties: { connector: "c", botParameters: { context: [{ name: "{{[x}}" }] } },
              to: { ENDED: "HangUp", ESCALATE: "Queue", error: "Queue" },
            },
          },
        }),
        "Bot",
      ],
    ],
  },
  "expression/unknown-name": {
    bad: [
      [keeping("{{ NewPhoneContact.ANI | digits }}"), "Keep"],
      [keeping("{{ random() }}"), "Keep"],
      [deciding("{{ NewPhoneContact.ANI is numeric }}"), "Decide"],
    ],
    good: [keeping("{{ now() | epoch }}")],
  },
  "expression/arguments": {
    bad: [
      [keeping(`{{ NewPhoneContact.DNIS | replace("+","") }}`), "Keep"],
      [keeping(`{{ NewPhoneContact.DNIS | slice(start=1) }}`), "Keep"],
      [keeping(`{{ NewPhoneContact.DNIS | abbreviate("9") }}`), "Keep"],
      [keeping(`{{ NewPhoneContact.DNIS | default("0") | slice(0, "3") }}`), "Keep"],
    ],
    good: [
      keeping(`{{ NewPhoneContact.DNIS | replace({"+":""}) }}`),
      keeping(`{{ NewPhoneContact.DNIS | abbreviate(9) | upper }}`),
    ],
  },
  "expression/not-a-template": { bad: [[deciding("NewPhoneContact.ANI is empty"), "Decide"]] },
  "expression/constant-condition": { bad: [[deciding("{{ 1 == 1 }}"), "Decide"]] },
  "expression/empty-literal": {
    bad: [[deciding(`{{ NewPhoneContact.ANI == "" }}`), "Decide"]],
    good: [deciding("{{ NewPhoneContact.ANI is empty }}")],
  },
  "expression/undeclared": {
    bad: [
      [keeping("{{ nobody }}"), "Keep"],
      [keeping("x", {}), "Keep"],
    ],
    good: [keeping("{% set nobody = 1 %}{{ nobody }}")],
  },
  "expression/case-slip": {
    bad: [
      [keeping("{{ newphonecontact.ANI }}"), "Keep"],
      [keeping("{{ NewPhoneContact.Dnis }}"), "Keep"],
    ],
    good: [keeping("{{ NewPhoneContact.ani }}")],
  },
  "expression/never-written": {
    bad: [[variable("who", { value: "" }), "Greeting"]],
    good: [variable("who", { value: "Ann" }), variable("who", { value: "", source: "GLOBAL", id: "x" })],
  },
  "expression/unused": {
    bad: [[goodWith({ variables: { idle: { value: "" } } }), ""]],
    good: [
      lookup(call("/x", "Ok", { ...found, httpQueryParameters: { name: "{{ idle }}" } }), { idle: { value: "x" } }),
      lookup(call("/x", "Ok", maps({ name: `$..[?(@.k=="{{ idle }}")]` })), { idle: { value: "x" } }),
    ],
  },
  "expression/never-read": {
    bad: [
      [
        goodWith({ variables: { kept: {} }, nodes: { Greeting: say("Keep"), Keep: set("kept", "x", "Queue") } }),
        "Keep",
      ],
    ],
    good: [
      goodWith({
        variables: { kept: { isCAD: true, desktopLabel: "Kept" } },
        nodes: { Greeting: say("Keep"), Keep: set("kept", "x", "Queue") },
      }),
    ],
  },
  "expression/wrong-value": {
    bad: [
      [
        goodWith({
          variables: { n: { type: "INTEGER", value: "0" } },
          nodes: { Greeting: say("Keep", "{{ n }}"), Keep: set("n", "many", "Queue", "INTEGER") },
        }),
        "Keep",
      ],
      [variable("n", { type: "INTEGER", value: "many" }), ""],
    ],
  },
  "expression/undefined-output": {
    bad: [
      [keeping("{{ NewPhoneContact.CallerName }}"), "Keep"],
      [keeping("{{ Queue.Position }}"), "Keep"],
    ],
  },
  "expression/misplaced-event": { bad: [[keeping("{{ AgentAnswered.AgentName }}"), "Keep"]] },
  "expression/wrong-type": {
    bad: [
      [deciding(`{{ n == "5" }}`, { n: { type: "INTEGER", value: "5" } }), "Decide"],
      [deciding(`{{ s > 5 }}`, { s: { value: "5" } }), "Decide"],
      [deciding(`{{ b == "true" }}`, { b: { type: "BOOLEAN", value: "true" } }), "Decide"],
    ],
    good: [
      deciding(`{{ n == 5 and n < 7.5 }}`, { n: { type: "INTEGER", value: "5" } }),
      deciding(`{{ s | length > 5 }}`, { s: { value: "5" } }),
    ],
  },
  "expression/unguarded-slice": {
    bad: [[keeping("{{ NewPhoneContact.ANI | slice(2) }}"), "Keep"]],
    good: [
      keeping("{{ NewPhoneContact.ANI | length > 2 ? (NewPhoneContact.ANI | slice(2)) : NewPhoneContact.ANI }}"),
      goodWith({
        variables: { kept: {} },
        nodes: {
          Greeting: say("Long"),
          Long: condition("{{ NewPhoneContact.ANI | length > 9 }}", "Keep", "Queue"),
          Keep: set("kept", "{{ NewPhoneContact.ANI | slice(2) }}", "Tell"),
          Tell: say("Queue", "{{ kept }}"),
        },
      }),
    ],
  },
  "expression/json-body": {
    bad: [[afterwards(post(`{"a": "{{ NewPhoneContact.InteractionId }}"" }`)), "Write"]],
    good: [afterwards(post(`{"a": "{{ NewPhoneContact.InteractionId }}", "b": {{ Write.httpStatusCode }} }`))],
  },
  "expression/json-escape": {
    bad: [
      [
        afterwards(post(`{"a": "{{ notes }} {{ NewPhoneContact.InteractionId }}"}`), {
          notes: { isCAD: true, isAgentEditable: true, desktopLabel: "Notes" },
        }),
        "Write",
      ],
    ],
    good: [
      afterwards(post(`{"a": "{{ notes | escape('json') }}", "b": {{ notes | json }} }`), {
        notes: { isCAD: true, isAgentEditable: true, desktopLabel: "Notes" },
      }),
    ],
  },
  "expression/json-number": {
    bad: [
      [
        afterwards(post(`{"a": {{ n }}, "id": "{{ NewPhoneContact.InteractionId }}"}`), {
          n: { type: "INTEGER", value: null },
        }),
        "Write",
      ],
    ],
    good: [
      afterwards(post(`{"a": {{ n | default(0) }}, "id": "{{ NewPhoneContact.InteractionId }}"}`), {
        n: { type: "INTEGER", value: null },
      }),
    ],
  },
};
