import { condition, end, event, GOOD, goodWith, say, set, start, maps, music } from "../small-flow";
import { keeping, variable, type Row } from "./helpers";

/** Flows at the edges of rules: as little away from those that the rule speaks of, or keeps silent about, as can be. */

const ask = (type: string, to: Readonly<Record<string, string>>) =>
  goodWith({
    nodes: { Greeting: say("Ask"), Ask: { type, properties: { ...say("x").properties, menuLinks: ["1"] }, to } },
  });
const prompt = (type: string, value: string) =>
  goodWith({
    nodes: {
      Greeting: {
        type,
        properties: { prompts: [{ type: "audioFile", value, name: value }] },
        to: { default: "Queue" },
      },
    },
  });

export const EDGE_ROWS: Readonly<Record<string, Row>> = {
  "expression/undeclared": {
    bad: [
      [
        goodWith({
          variables: { kept: {} },
          nodes: {
            Greeting: say("Read"),
            Read: {
              type: "parse-activity",
              properties: { inputVariable: "{{ Nobody.body }}", contentType: "JSON", ...maps({ kept: "$.a" }) },
              to: "Tell",
            },
            Tell: say("Queue", "{{ kept }}"),
          },
        }),
        "Read",
      ],
    ],
    good: [keeping("{{ Greeting }}{{ GlobalErrorHandling.FailureCode }}")],
  },
  "expression/case-slip": {
    bad: [[keeping("{{ KEPT }}{{ greeting }}"), "Keep"]],
    good: [keeping("{{ NewPhoneContact.interactionId }}{{ NewPhoneContact }}{{ NewPhoneContact.nothing }}")],
  },
  "practice/no-greeting": {
    bad: [
      [
        goodWith({ nodes: { NewPhoneContact: start("Count"), Count: set("n", "1", "Queue") }, variables: { n: {} } }),
        "Queue",
      ],
      [
        goodWith({
          nodes: {
            NewPhoneContact: start("Ring"),
            Ring: { ...prompt("play-message", "music.wav").nodes.Greeting, type: "play-message", to: "Queue" },
          },
        }),
        "Queue",
      ],
    ],
    good: [
      goodWith({
        nodes: {
          NewPhoneContact: start("Sub"),
          Sub: { type: "subflow-handoff", properties: { subflowId: "s" }, to: "Queue" },
        },
      }),
      goodWith({ nodes: { NewPhoneContact: start("New"), New: { type: "brand-new-thing", to: "Queue" } } }),
    ],
  },
  "practice/error-dead-air": {
    bad: [
      [
        {
          ...GOOD,
          variables: { n: {} },
          eventNodes: {
            GlobalErrorHandling: event("Count"),
            Count: set("n", "1", "Known"),
            Known: condition("{{ n == 1 }}", "Stop", "Stop"),
            Stop: end,
          },
        },
        "GlobalErrorHandling",
      ],
    ],
    good: [GOOD],
  },
  "practice/end-in-main": { bad: [], good: [goodWith({ nodes: { Lost: end } })] },
  "practice/endless-retry": {
    bad: [[ask("ivr-collectdigits", { default: "Queue", error: "Ask" }), "Ask"]],
    good: [
      ask("ivr-menu", { "1": "Queue", timeout: "Sorry", invalid: "Sorry" }),
      ask("ivr-menu", { "1": "Ask", timeout: "Queue", invalid: "Queue" }),
    ],
  },
  "practice/audio-file": {
    bad: [
      [prompt("play-message", "hello.mp3"), "Greeting"],
      [prompt("ivr-menu", "hello.WAV.txt"), "Greeting"],
    ],
    good: [
      prompt("play-message", "hello.WAV"),
      prompt("play-message", ""),
      goodWith({ nodes: { Music: { ...music("Music"), properties: { prompt: "{{ NewPhoneContact.ANI }}" } } } }),
      goodWith({ nodes: { Music: { ...music("Music"), properties: { prompt: "" } } } }),
    ],
  },
  "practice/no-global-error-handler": { bad: [], good: [GOOD] },
  "structure/activity-name": {
    bad: [
      [goodWith({ nodes: { Greeting: say("1st"), "1st": say("Queue") } }), "1st"],
      [goodWith({ nodes: { Greeting: say("a-b"), "a-b": say("Queue") } }), "a-b"],
    ],
    good: [goodWith({ nodes: { Greeting: say("A_1"), A_1: say("Queue") } })],
  },
  "structure/variable-name": {
    bad: [
      [variable("In", { value: "1" }), ""],
      [variable("a-b", { value: "1" }), ""],
    ],
    good: [variable("inside", { value: "1" })],
  },
};
