import { call, condition, end, event, GOOD, goodWith, music, queue, say, screenPop, set, start } from "../small-flow";
import {
  lookup,
  found,
  afterwards,
  answered,
  post,
  keeping,
  variable,
  UUID,
  commentOn,
  popFor,
  type Row,
} from "./helpers";

export const PRACTICE_ROWS: Readonly<Record<string, Row>> = {
  "practice/foreign-id": {
    bad: [
      [
        goodWith({
          nodes: {
            Queue: {
              ...queue({ default: "Music", failure: "Sorry" }),
              properties: { queueRadioGroup: "staticQueue", destination: UUID },
            },
          },
        }),
        "Queue",
      ],
    ],
    options: { knownIds: ["00000000-0000-4000-8000-000000000000"] },
  },
  "practice/hard-coded-id": {
    bad: [
      [
        goodWith({
          nodes: {
            Queue: {
              ...queue({ default: "Music", failure: "Sorry" }),
              properties: { queueRadioGroup: "staticQueue", destination: UUID },
            },
          },
        }),
        "Queue",
      ],
    ],
    good: [GOOD],
  },
  "practice/demo-system": {
    bad: [
      [
        answered(screenPop("https://{{ instance }}.lightning.force.com/x", "Done"), {
          instance: { value: "acme-dev-ed" },
        }),
        "Pop",
      ],
      [
        lookup(call("", "Ok", { ...found, authenticated: false, httpRequestUrl: "https://localhost:8080/x" })),
        "Lookup",
      ],
    ],
  },
  "practice/no-global-error-handler": {
    bad: [
      [{ nodes: GOOD.nodes }, ""],
      [
        goodWith({ eventNodes: { GlobalErrorHandling: event(), ErrorSorry: say("ErrorHangUp") } }),
        "GlobalErrorHandling",
      ],
    ],
  },
  "practice/error-dead-air": {
    bad: [[{ ...GOOD, eventNodes: { GlobalErrorHandling: event("Stop"), Stop: end } }, "GlobalErrorHandling"]],
  },
  "practice/queue-failure": { bad: [[goodWith({ nodes: { Queue: queue({ default: "Music" }) } }), "Queue"]] },
  "practice/no-greeting": {
    bad: [
      [goodWith({ nodes: { NewPhoneContact: start("Queue") } }), "Queue"],
      [goodWith({ nodes: { NewPhoneContact: start("Ring"), Ring: music("Queue") } }), "Queue"],
    ],
  },
  "practice/looped-message": {
    bad: [
      [
        goodWith({ nodes: { Queue: queue({ default: "Wait", failure: "Sorry" }), Wait: say("Wait", "Please wait.") } }),
        "Wait",
      ],
    ],
    good: [
      goodWith({ nodes: { Music: music("Comfort"), Comfort: say("Music", "Please wait.") } }),
      // Digits read out one by one, before the queue and behind it.
      ...(["Queue", "Music"] as const).map((then) =>
        goodWith({
          variables: { at: { type: "INTEGER", value: "0" } },
          nodes: {
            Greeting: say(then === "Queue" ? "Digit" : "Queue"),
            Queue: queue({ default: then === "Queue" ? "Music" : "Digit", failure: "Sorry" }),
            Digit: say("Next", "{{ NewPhoneContact.ANI | slice(at, at + 1) }}"),
            Next: set("at", "{{ at + 1 }}", "Last", "INTEGER"),
            Last: condition("{{ at < 10 }}", "Digit", then),
          },
        }),
      ),
    ],
  },
  "practice/endless-requeue": {
    bad: [[goodWith({ nodes: { Music: music("Queue") } }), "Queue"]],
    good: [
      GOOD,
      goodWith({
        variables: { turns: { type: "INTEGER", value: "0" } },
        nodes: {
          Music: music("Count"),
          Count: set("turns", "{{ turns + 1 }}", "Few", "INTEGER"),
          Few: condition("{{ turns < 5 }}", "Queue", "Sorry"),
        },
      }),
    ],
  },
  "practice/failure-into-hold": {
    bad: [[goodWith({ nodes: { Queue: queue({ default: "Music", failure: "Music" }) } }), "Queue"]],
    good: [GOOD],
  },
  "practice/personal-default": {
    bad: [
      [goodWith({ variables: { Email: { value: "ann@acme.net", isCAD: true, desktopLabel: "Mail" } } }), ""],
      [variable("customerName", { value: "Happy Customer" }), "Greeting"],
    ],
    good: [
      variable("customerName", { value: "" }),
      variable("queueName", { value: "Tier One" }),
      goodWith({ variables: { supportMail: { value: "ann@acme.net" } } }),
    ],
  },
  "practice/end-in-main": { bad: [[goodWith({ nodes: { Sorry: say("Stop"), Stop: end } }), "Stop"]] },
  "practice/callback-disconnect": {
    bad: [
      [
        goodWith({
          nodes: {
            Queue: queue({ default: "Music", failure: "CallBack" }),
            CallBack: { type: "callback", properties: { callbackDn: "{{ NewPhoneContact.ANI }}" }, to: "Music" },
          },
        }),
        "CallBack",
      ],
    ],
    good: [
      goodWith({
        nodes: {
          Queue: queue({ default: "Music", failure: "CallBack" }),
          CallBack: { type: "callback", properties: { callbackDn: "{{ NewPhoneContact.ANI }}" }, to: "Sorry" },
        },
      }),
    ],
  },
  "practice/endless-retry": {
    bad: [
      [
        goodWith({
          nodes: {
            Greeting: say("Ask"),
            Ask: {
              type: "ivr-menu",
              properties: { ...say("x").properties, menuLinks: ["1"] },
              to: { "1": "Queue", timeout: "Ask", invalid: "Ask" },
            },
          },
        }),
        "Ask",
      ],
    ],
  },
  "practice/audio-file": {
    bad: [[goodWith({ nodes: { Music: { ...music("Music"), properties: { prompt: "hold.mp3" } } } }), "Music"]],
  },
  "practice/after-the-end": { bad: [[afterwards(say("Done")), "Write"]] },
  "practice/predial": {
    bad: [
      [
        goodWith({
          on: { ContactPredial: "ContactPredial" },
          eventNodes: { ContactPredial: event("Stop"), Stop: end },
        }),
        "Stop",
      ],
    ],
    good: [
      goodWith({
        on: { ContactPredial: "ContactPredial" },
        eventNodes: {
          ContactPredial: event("Show"),
          Show: { type: "SetCallerID", properties: { callerId: "+15551230000" } },
        },
      }),
    ],
  },
  "practice/screen-pop-in-main": {
    bad: [
      [
        goodWith({ nodes: { Greeting: say("Pop"), Pop: screenPop("https://{{ NewPhoneContact.OrgId }}", "Queue") } }),
        "Pop",
      ],
    ],
  },
  "practice/same-tab": {
    bad: [
      [
        answered({
          ...screenPop("https://crm.acme.net", "Done"),
          properties: { screenPopUrl: "https://crm.acme.net", target: "sameBrowserTab" },
        }),
        "Pop",
      ],
    ],
  },
  "practice/default-as-id": {
    bad: [
      [popFor("null"), "Pop"],
      [popFor("542456643"), "Pop"],
    ],
    good: [popFor(""), popFor("null", `{{ recordId != "null" }}`)],
  },
  "practice/unguarded-record": {
    bad: [
      [popFor(""), "Pop"],
      [commentOn(), "Write"],
    ],
    good: [popFor("", "{{ recordId is not empty }}"), commentOn("{{ recordId is not empty }}")],
  },
  "practice/used-when-empty": {
    bad: [
      [popFor("", "{{ recordId is empty }}"), "Pop"],
      [commentOn("{{ recordId is empty }}"), "Write"],
    ],
  },
  "practice/shown-placeholder": {
    bad: [
      [variable("who", { value: "None", isCAD: true, desktopLabel: "Who" }), ""],
      [
        afterwards(post(`{"a":"{{ notes | escape('json') }}"}`), {
          notes: { value: "Write what happened here", isCAD: true, isAgentEditable: true, desktopLabel: "Notes" },
        }),
        "",
      ],
    ],
  },
  "practice/one-country": {
    bad: [[keeping(`{{ NewPhoneContact.ANI | replace({"+1":""}) }}`), "Keep"]],
    good: [keeping(`{{ NewPhoneContact.ANI | replace({"+":""}) }}`)],
  },
  "practice/lost-notes": {
    bad: [
      [
        afterwards(post(`{"a":"{{ NewPhoneContact.InteractionId }}"}`), {
          notes: { isCAD: true, isAgentEditable: true, desktopLabel: "Notes" },
        }),
        "Write",
      ],
    ],
  },
  "practice/fixed-text": { bad: [[afterwards(post(`{"a":"Called at {{ now() }}"}`)), "Write"]] },
  "practice/limit": {
    bad: [
      [
        goodWith({
          variables: Object.fromEntries(Array.from({ length: 31 }, (_item, index) => [`v${index}`, { isCAD: true }])),
        }),
        "",
      ],
      [
        goodWith({
          nodes: {
            Greeting: say("Share"),
            Share: {
              type: "percent-allocation",
              properties: {
                allocations: ["0", "1"],
                "allocations:input": [`{"percent":60,"desc":"A"}`, `{"percent":50,"desc":"B"}`],
              },
              to: { "0": "Queue", "1": "Sorry" },
            },
          },
        }),
        "Share",
      ],
    ],
  },
  "practice/desktop-variable": {
    bad: [[variable("j", { type: "JSON", value: "{}", isCAD: true, desktopLabel: "J" }), ""]],
  },
  "practice/desktop-order": {
    bad: [
      [
        goodWith({
          document: {
            variableOrders: {
              "pop-over": [
                { name: "ani", variableSeq: "0" },
                { name: "ghost", variableSeq: "1" },
              ],
            },
          },
        }),
        "",
      ],
    ],
  },
  "practice/secure-leak": {
    bad: [[keeping("{{ pinCode }}", { kept: {}, pinCode: { value: "x", isSecure: true } }), "Keep"]],
    good: [keeping("{{ pinCode }}", { kept: { isSecure: true }, pinCode: { value: "x", isSecure: true } })],
  },
};
