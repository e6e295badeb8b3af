import { readActivityDefinitions } from "../../../../flow";
import {
  condition,
  GOOD,
  goodWith,
  hangUp,
  music,
  queue,
  say,
  set,
  type SmallFlow,
  type SmallNode,
  start,
} from "../small-flow";
import { link, type Row, UUID, variable, withLinks } from "./helpers";

const bot = (properties: Readonly<Record<string, unknown>>): SmallFlow =>
  goodWith({
    nodes: {
      Greeting: say("Bot"),
      Bot: {
        type: "ivr-virtualassistantvoice",
        properties,
        to: { ENDED: "HangUp", ESCALATE: "Queue", error: "Queue" },
      },
    },
  });

/** A flow with an activity of this type between the greeting and the queue, with no more properties than these. */
const needy = (type: string, properties: Readonly<Record<string, unknown>> = {}): SmallFlow =>
  goodWith({ nodes: { Greeting: say("Needy"), Needy: { type, properties, to: { default: "Queue", out: "Queue" } } } });

/** As a tenant answers, the port of success left out as it is there. */
const ACTIVITIES = readActivityDefinitions({
  data: [
    ...["play-message", "play-music", "queue-contact", "disconnect-contact"].map((activityName) => ({ activityName })),
    {
      activityName: "record",
      inputs: [
        { name: "maxRecordingTime", required: true },
        { name: "silenceTimeout", required: true, defaultValue: 4 },
        { name: "tone", required: true, showOnCondition: { playStartTone: true } },
      ],
      outputPorts: [{ condition: "failure", label: "Failure", isErrorPath: true }],
    },
  ],
});

const recording = (
  type: string,
  to: SmallNode["to"] = "Queue",
  properties: Readonly<Record<string, unknown>> = { maxRecordingTime: "30" },
): SmallFlow => goodWith({ nodes: { Greeting: say("Rec"), Rec: { type, properties, to } } });

export const STRUCTURE_ROWS: Readonly<Record<string, Row>> = {
  "structure/start": {
    bad: [
      [{ nodes: { Lonely: hangUp } }, ""],
      [goodWith({ nodes: { Second: start("Greeting") } }), "Second"],
    ],
  },
  "structure/unreachable": { bad: [[goodWith({ nodes: { Lost: say("HangUp") } }), "Lost"]] },
  "structure/no-end": {
    bad: [
      [{ ...GOOD, nodes: { NewPhoneContact: start("Music"), Music: music("Music") } }, "NewPhoneContact"],
      [
        {
          flowType: "SUBFLOW",
          nodes: { StartSubflow: { type: "NewSubFlowStart", to: "Music" }, Music: music("Music") },
        },
        "StartSubflow",
      ],
    ],
    good: [
      {
        flowType: "SUBFLOW",
        nodes: { StartSubflow: { type: "NewSubFlowStart", to: "Stop" }, Stop: { type: "end-subflow" } },
      },
    ],
  },
  "structure/loop-without-wait": {
    bad: [
      [
        goodWith({
          variables: { n: { type: "INTEGER", value: "0" } },
          nodes: { Greeting: say("Check"), Check: condition("{{ n > 3 }}", "Queue", "Check") },
        }),
        "Check",
      ],
    ],
    good: [
      goodWith({
        variables: { n: { type: "INTEGER", value: "0" } },
        nodes: {
          Greeting: say("Count"),
          Count: set("n", "{{ n + 1 }}", "Check", "INTEGER"),
          Check: condition("{{ n > 3 }}", "Queue", "Count"),
        },
      }),
    ],
  },
  "structure/missing-port": {
    bad: [
      [goodWith({ nodes: { Greeting: say(undefined) } }), "Greeting"],
      [
        goodWith({
          nodes: {
            Greeting: say("Ask"),
            Ask: {
              type: "ivr-menu",
              properties: { ...say("x").properties, menuLinks: ["1", "2"] },
              to: { "1": "Queue", timeout: "Queue" },
            },
          },
        }),
        "Ask",
      ],
    ],
  },
  "structure/unknown-port": {
    bad: [[goodWith({ nodes: { Greeting: say({ default: "Queue", maybe: "Sorry" }) } }), "Greeting"]],
  },
  "structure/idle-branch": {
    bad: [
      [
        goodWith({
          nodes: { Greeting: say("Decide"), Decide: condition("{{ NewPhoneContact.ANI is empty }}", "Queue", "Queue") },
        }),
        "Decide",
      ],
    ],
  },
  "structure/required-field": {
    bad: [
      [
        goodWith({
          nodes: {
            Queue: { ...queue({ default: "Music", failure: "Sorry" }), properties: { queueRadioGroup: "staticQueue" } },
          },
        }),
        "Queue",
      ],
      [goodWith({ nodes: { Music: { type: "play-music", properties: {}, to: "Music" } } }), "Music"],
      [goodWith({ nodes: { Greeting: say("Queue", " ") } }), "Greeting"],
      [bot({ connector: "NATIVE_ADVANCED_VIRTUAL_AGENT" }), "Bot"],
      [bot({ virtualAgentId: "a" }), "Bot"],
      [needy("queue-contact"), "Needy"],
      [needy("queue-contact", { queueRadioGroup: "variableQueue", destination: UUID }), "Needy"],
      [needy("queue-contact", { queueRadioGroup: "variableQueue", destinationVariable: "q" }), "Needy"],
      [
        needy("queue-contact", {
          destination: UUID,
          priorityRadioGroup: "staticPriority",
          toggle: true,
          priority: "10",
        }),
        "Needy",
      ],
      [needy("queue-contact", { destination: UUID, priorityRadioGroup: "staticPriority", toggle: true }), "Needy"],
      [needy("queue-to-agent", { recoveryQueue: UUID }), "Needy"],
      [needy("queue-to-agent", { destinationVariable: "agent" }), "Needy"],
      ...["queue-lookup", "screen-pop", "subflow-handoff", "business-hours", "blind-transfer"].map(
        (type) => [needy(type), "Needy"] as const,
      ),
      ...["bridged-transfer", "SetCallerID", "condition-activity", "case-statement", "parse-activity"].map(
        (type) => [needy(type), "Needy"] as const,
      ),
      [needy("set-variable", { setVariablesArray: [{ srcVariable: "", expression: "1" }] }), "Needy"],
      [needy("play-message", { prompts: [] }), "Needy"],
      [needy("play-message", { toggle: true, promptsTts: [{ type: "tts", value: "", name: "" }] }), "Needy"],
      [needy("ivr-menu", { prompts: [{ type: "tts", value: "Press 1.", name: "" }] }), "Needy"],
    ],
    good: [
      bot({ connector: "NATIVE_BASIC_VIRTUAL_AGENT", virtualAgentId: "a" }),
      bot({ connector: UUID }),
      needy("queue-contact", {
        destination: UUID,
        priorityRadioGroup: "staticPriority",
        toggle: true,
        priority: "9",
      }),
      needy("queue-contact", { destination: UUID, priorityRadioGroup: "staticPriority", priority: "10" }),
      needy("queue-contact", { queueId: UUID }),
      needy("business-hours", { businessHoursVariable: "hours" }),
      needy("play-music", { promptDynamic: "{{ music }}" }),
    ],
  },
  "structure/dangling-link": { bad: [[withLinks(link("m-A", "m-Nowhere")), "A"]] },
  "structure/event-into-main": {
    bad: [
      [
        goodWith({
          document: {
            eventFlows: {
              eventsMap: {
                GLOBAL_EVENTS: {
                  onEvents: { GlobalErrorHandling: "e-E" },
                  process: {
                    activities: {
                      "e-E": {
                        id: "e-E",
                        name: "GlobalErrorHandling",
                        group: "event",
                        properties: { name: "GlobalErrorHandling", activityName: "Event" },
                      },
                    },
                    links: [link("e-E", "m-Queue", "out")],
                  },
                },
              },
            },
          },
        }),
        "GlobalErrorHandling",
      ],
    ],
  },
  "structure/duplicate": { bad: [[withLinks(link("m-A", "m-A"), link("m-A", "m-A")), "A"]] },
  "structure/file": { bad: [[goodWith({ document: { name: "" } }), ""]] },
  "structure/unknown-activity": {
    bad: [[goodWith({ nodes: { Greeting: say("Odd"), Odd: { type: "brand-new-thing", to: "Queue" } } }), "Odd"]],
  },
  "structure/shared-name": {
    bad: [[goodWith({ eventNodes: { ErrorSorry: say("HangUp", "Sorry"), HangUp: hangUp } }), "HangUp"]],
  },
  "structure/activity-name": {
    bad: [[goodWith({ nodes: { Greeting: say("Say bye"), "Say bye": say("Queue") } }), "Say bye"]],
  },
  "structure/variable-name": {
    bad: [[variable("true", { value: "x" }), ""]],
    good: [variable("trueName", { value: "x" })],
  },
  "structure/undefined-activity": {
    bad: [[recording("RecordingControl"), "Rec"]],
    good: [recording("record")],
    options: { activities: ACTIVITIES },
  },
  "structure/undefined-port": {
    bad: [[recording("record", { done: "Queue", busy: "Sorry" }), "Rec"]],
    good: [recording("record", { done: "Queue", failure: "Sorry" })],
    options: { activities: ACTIVITIES },
  },
  "structure/required-input": {
    bad: [[recording("record", "Queue", { maxRecordingTime: "" }), "Rec"]],
    good: [recording("record")],
    options: { activities: ACTIVITIES },
  },
  "structure/recursive-subflow": {
    bad: [
      [
        goodWith({
          nodes: {
            Greeting: say("Sub"),
            Sub: { type: "subflow-handoff", properties: { subflowId: "65f1c0ffee65f1c0ffee0002" }, to: "Queue" },
          },
        }),
        "Sub",
      ],
    ],
  },
  "structure/nested-subflow": {
    bad: [
      [
        {
          flowType: "SUBFLOW",
          nodes: {
            StartSubflow: { type: "NewSubFlowStart", to: "Sub" },
            Sub: { type: "subflow-handoff", properties: { subflowId: "x" }, to: "Stop" },
            Stop: { type: "end-subflow" },
          },
        },
        "Sub",
      ],
    ],
  },
};
