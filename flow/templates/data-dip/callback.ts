import { callbackName, infoName, queueName } from "./queue-rules";
import { prompt, spoken } from "./prompts";
import { offersCallback, type Settings } from "./settings";
import type { Nodes } from "./pebble";

const MS_PER_MINUTE = 60_000;

/** Gets the expected wait in each queue and offers a callback where it is long. */
export function callbackNodes(settings: Settings): Nodes {
  const { callback, queues } = settings;
  if (callback === undefined) return {};
  const lanes = [undefined, ...queues.map(({ key }) => key)];
  return {
    ...Object.fromEntries(lanes.flatMap((lane) => Object.entries(waitNodes(lane, queues.length > 0)))),
    LongWait: {
      type: "condition-activity",
      description: `More than ${callback.minutes} minutes, and a number to call back?`,
      expression: `{{ expectedWaitMs > ${callback.minutes * MS_PER_MINUTE} and phoneSpellings is not empty }}`,
      to: { true: "OfferCallback", false: "Hold" },
    },
    ...spoken(settings, "OfferCallback", ["offerCallback"], "Offers a callback", (said, node) => ({
      [node]: {
        type: "ivr-menu",
        description: "Offers a callback",
        ...said,
        options: { "1": { label: "Callback", to: queues.length === 0 ? callbackName() : "ChooseCallback" } },
        to: { timeout: "Hold", invalid: "Hold", error: "Hold" },
      },
    })),
    ...(queues.length > 0 && {
      ChooseCallback: {
        type: "case-statement",
        description: "In which queue does the caller wait?",
        expression: "{{ waitsIn }}",
        cases: queues.map(({ key }) => ({ is: key, to: callbackName(key) })),
        to: callbackName(),
      },
    }),
    ...Object.fromEntries(
      lanes.map((lane) => [
        callbackName(lane),
        {
          type: "callback",
          description: "Notes the callback in the queue in which the caller has a place",
          number: "{{ callerNumber }}",
          to: { default: "KeepCallback", failure: "Hold" },
        },
      ]),
    ),
  };
}

const waitNodes = (lane: string | undefined, isOneOfSeveral: boolean): Nodes => ({
  [infoName(lane)]: {
    type: "queue-lookup",
    description: "How long will the wait be?",
    to: { default: `Keep_${infoName(lane)}`, insufficientdata: "Hold", failure: "Hold" },
  },
  [`Keep_${infoName(lane)}`]: {
    type: "set-variable",
    description: "Keeps the expected wait",
    set: {
      expectedWaitMs: `{{ ${infoName(lane)}.EWT | default(-1) }}`,
      ...(isOneOfSeveral && { waitsIn: lane ?? queueName() }),
    },
    to: "LongWait",
  },
});

/** The end of a call whose callback is registered, from the queue or outside business hours. */
export const callbackNotedNodes = (settings: Settings): Nodes =>
  offersCallback(settings)
    ? {
        KeepCallback: {
          type: "set-variable",
          description: "Keeps that the caller will be called back",
          set: { callStage: "callback" },
          to: "CallbackSaved",
        },
        ...prompt(settings, "CallbackSaved", "callbackSaved", "Says that the callback is noted", "CallbackHangUp"),
        CallbackHangUp: { type: "disconnect-contact", description: "Ends the call until it is called back" },
      }
    : {};
