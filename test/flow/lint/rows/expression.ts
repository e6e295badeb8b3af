import { call, condition, GOOD, goodWith, maps, say, set, type SmallFlow } from "../small-flow";
import { afterwards, deciding, found, keeping, lookup, post, variable, type Row } from "./helpers";

/** A whole answer kept in a text and parsed, behind a Condition if one is given. */
const parsing = (first: string, guard = "{{ 1 == 1 }}"): SmallFlow =>
  goodWith({
    variables: { answer: {}, name: {} },
    nodes: {
      Greeting: say("Lookup"),
      Lookup: call("/x", first, maps({ answer: "$.records[0]" })),
      Known: condition(guard, "Parse", "Queue"),
      Parse: {
        type: "parse-activity",
        properties: { inputVariable: "answer", contentType: "JSON", ...maps({ name: "$.Name" }) },
        to: "Hello",
      },
      Hello: say("Queue", "Hello {{ name }}"),
    },
  });

/** Something made of what a look-up found, or not. */
const afterLookup = (
  expression: string,
  kept: NonNullable<SmallFlow["variables"]>[string] = {},
  type = "STRING",
): SmallFlow =>
  goodWith({
    variables: { name: {}, kept },
    nodes: {
      Greeting: say("Lookup"),
      Lookup: call("/x", "Use", maps({ name: "$.records[0].Name" })),
      Use: set("kept", expression, "Tell", type),
      Tell: say("Queue", "{{ kept }}"),
    },
  });

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
      [variable("n", { type: "INTEGER", value: "99999999999999999999" }), ""],
      [variable("n", { type: "DECIMAL", value: "1e400" }), ""],
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
  "expression/not-followed": {
    bad: [
      [
        goodWith({
          nodes: Object.fromEntries(
            Array.from({ length: 5_000 }, (_, index) => [`Say${index}`, say("Queue")] as const),
          ),
        }),
        "",
      ],
    ],
    good: [GOOD],
  },
  "expression/json-printed": {
    bad: [
      [afterwards(post('{"a": {{ data }} }'), { data: { type: "JSON", value: '{"k":"v"}' } }), "Write"],
      [keeping("{{ data | default('') }}", { kept: {}, data: { type: "JSON", value: '{"k":"v"}' } }), "Keep"],
    ],
    good: [
      afterwards(post('{"a": {{ data | json }} }'), { data: { type: "JSON", value: '{"k":"v"}' } }),
      keeping("{{ data.k }}", { kept: {}, data: { type: "JSON", value: '{"k":"v"}' } }),
      goodWith({
        variables: { data: { type: "JSON", value: '{"k":"v"}' }, copy: { type: "JSON", value: "{}" } },
        nodes: {
          Greeting: say("Keep"),
          Keep: set("copy", "{{ data }}", "Tell", "JSON"),
          Tell: say("Queue", "{{ copy.k }}"),
        },
      }),
    ],
  },
  "expression/fails": {
    bad: ["date('MM-dd', existingFormat='yyyy-MM-dd')", "numberformat('#')", "slice(-2)", "jsonPath('$.a')"].map(
      (filter) => [keeping(`{{ day | ${filter} }}`, { kept: {}, day: { value: "NA" } }), "Keep"] as const,
    ),
    good: [
      keeping("{{ 5 - day }}", { kept: {}, day: { value: "3" } }),
      keeping("{{ day | date('MM-dd', existingFormat='yyyy-MM-dd') }}", { kept: {}, day: { value: "2026-01-05" } }),
    ],
  },
  "expression/may-fail": {
    bad: [
      // What a failed look-up left empty.
      [parsing("Parse"), "Parse"],
      [parsing("Known", "{{ Lookup.httpStatusCode < 500 }}"), "Parse"],
      [afterLookup("{{ name | date('MM-dd') }}"), "Use"],
      [afterLookup("{{ name | first }}"), "Use"],
      [afterLookup("{{ 5 - name }}"), "Use"],
      [afterLookup("{{ name }}", { type: "INTEGER", value: "" }, "INTEGER"), "Use"],
      [keeping("{{ NewPhoneContact.ANI - 1 }}"), "Keep"],
      [deciding("{{ NewPhoneContact.ANI - 1 == 5 }}"), "Decide"],
    ],
    good: [
      parsing("Known", "{{ answer is not empty }}"),
      afterLookup("{{ (name | length) > 9 ? (name | date('MM-dd')) : '' }}"),
      afterLookup("{{ name | default('0') }}"),
      keeping("{{ (NewPhoneContact.ANI | length) - 1 }}"),
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
      [
        afterwards(
          post(`{"a": {{ reference }}, "id": "{{ NewPhoneContact.InteractionId }}"}`),
          { reference: { value: "" } },
          { Keep: set("reference", "{{ NewPhoneContact.InteractionId }}", "Write") },
        ),
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
