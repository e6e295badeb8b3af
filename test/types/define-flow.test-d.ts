/* What must not compile. `tsc` checks this file: an error that is expected and missing fails the build. */
import { defineFlow } from "../../flow";

export const good = defineFlow("Good", {
  variables: { tier: { type: "STRING" }, rank: { type: "INTEGER", desktopLabel: "Rank" } },
  start: "Ask",
  nodes: {
    Ask: {
      type: "ivr-menu",
      say: "One or two?",
      options: { "1": { label: "One", to: "Set" }, "2": { label: "Two", to: "Queue" } },
      to: { timeout: "Ask" },
    },
    Set: { type: "set-variable", set: { tier: "Gold", rank: 1 }, to: "Queue" },
    Queue: { type: "queue-contact", priority: { variable: "rank" }, to: { default: "Music", failure: "Bye" } },
    Music: { type: "play-music", to: "Music" },
    Bye: { type: "disconnect-contact" },
  },
  events: { on: { ContactEnded: "End" }, nodes: { End: { type: "end" } } },
  desktop: { popOver: ["ani", "dn", "rank"] },
});

export const targetIsNoNode = defineFlow("Bad", {
  start: "Hello",
  nodes: {
    // @ts-expect-error "Missing" is not a node of the flow
    Hello: { type: "play-message", say: "Hello", to: "Missing" },
  },
});

export const startIsNoNode = defineFlow("Bad", {
  // @ts-expect-error "Nowhere" is not a node of the flow
  start: "Nowhere",
  nodes: { Bye: { type: "disconnect-contact" } },
});

export const wrongPort = defineFlow("Bad", {
  start: "Queue",
  nodes: {
    // @ts-expect-error queue-contact has no port "timeout"
    Queue: { type: "queue-contact", to: { default: "Bye", timeout: "Bye" } },
    Bye: { type: "disconnect-contact" },
  },
});

export const missingPort = defineFlow("Bad", {
  start: "Check",
  nodes: {
    // @ts-expect-error condition-activity needs "false" as well
    Check: { type: "condition-activity", expression: "{{ true }}", to: { true: "Bye" } },
    Bye: { type: "disconnect-contact" },
  },
});

export const wrongDigit = defineFlow("Bad", {
  start: "Ask",
  nodes: {
    // @ts-expect-error there is no key "12" on a phone
    Ask: { type: "ivr-menu", say: "?", options: { "12": { label: "x", to: "Bye" } }, to: { timeout: "Bye" } },
    Bye: { type: "disconnect-contact" },
  },
});

export const undeclaredAssigned = defineFlow("Bad", {
  variables: { tier: { type: "STRING" } },
  start: "Set",
  nodes: {
    // @ts-expect-error "teir" is not declared
    Set: { type: "set-variable", set: { teir: "Gold" }, to: "Bye" },
    Bye: { type: "disconnect-contact" },
  },
});

export const undeclaredWithoutVariables = defineFlow("Bad", {
  start: "Set",
  nodes: {
    // @ts-expect-error the flow declares no variables
    Set: { type: "set-variable", set: { tier: "Gold" }, to: "Bye" },
    Bye: { type: "disconnect-contact" },
  },
});

export const undeclaredRead = defineFlow("Bad", {
  variables: { caseId: { type: "STRING" } },
  start: "Look",
  nodes: {
    // @ts-expect-error "caseID" is not declared
    Look: { type: "http-request-v2", method: "GET", path: "/x", read: { caseID: "$.id" }, to: "Bye" },
    Bye: { type: "disconnect-contact" },
  },
});

export const undeclaredPriority = defineFlow("Bad", {
  variables: { rank: { type: "INTEGER" } },
  start: "Queue",
  nodes: {
    // @ts-expect-error "prio" is not declared
    Queue: { type: "queue-contact", priority: { variable: "prio" }, to: "Bye" },
    Bye: { type: "disconnect-contact" },
  },
});

export const connectorAndUrl = defineFlow("Bad", {
  start: "Look",
  nodes: {
    // @ts-expect-error a request goes over a connector or to an address, not both
    Look: { type: "http-request-v2", method: "GET", path: "/x", url: "https://example.com", to: "Bye" },
    Bye: { type: "disconnect-contact" },
  },
});

export const eventIntoMain = defineFlow("Bad", {
  start: "Bye",
  nodes: { Bye: { type: "disconnect-contact" } },
  events: {
    on: { GlobalErrorHandling: "Sorry" },
    nodes: {
      // @ts-expect-error event flows cannot enter the main flow
      Sorry: { type: "play-message", say: "Sorry", to: "Bye" },
    },
  },
});

export const unknownEvent = defineFlow("Bad", {
  start: "Bye",
  nodes: { Bye: { type: "disconnect-contact" } },
  // @ts-expect-error there is no event "CallEnded"
  events: { on: { CallEnded: "End" }, nodes: { End: { type: "end" } } },
});

export const unknownPopOver = defineFlow("Bad", {
  variables: { rank: { type: "INTEGER", desktopLabel: "Rank" } },
  start: "Bye",
  nodes: { Bye: { type: "disconnect-contact" } },
  // @ts-expect-error "caseId" is not declared
  desktop: { popOver: ["ani", "caseId"] },
});
