import type { Settings } from "./settings";
import type { Nodes } from "./pebble";

export const laneName = (key: string): string => `Queue_${key}`;
export const laneHoursName = (key: string): string => `Hours_${key}`;
const suffixed = (name: string, lane: string | undefined): string => (lane === undefined ? name : `${name}_${lane}`);
/** Names of the Queue Contact, Get Queue Info and Callback of a lane; of the main queue without an argument. */
export const queueName = (lane?: string): string => (lane === undefined ? "QueueContact" : laneName(lane));
export const infoName = (lane?: string): string => suffixed("QueueInfo", lane);
export const callbackName = (lane?: string): string => suffixed("Callback", lane);

/** The activity after a queue, while the call waits in it. */
export const afterQueue = ({ callback }: Settings, lane?: string): string =>
  callback === undefined ? "Hold" : infoName(lane);

/** The first activity on the path into a queue. */
export const laneEntry = ({ queues }: Settings): string => (queues.length === 0 ? queueName() : "ChooseQueue");

/**
 * Queues for urgent calls, in addition to the main one. Where such a queue is closed, refuses the call, or its hours cannot
 * be read, the call goes to the main queue, which always accepts calls.
 */
export function laneNodes(settings: Settings): Nodes {
  const { queues } = settings;
  if (queues.length === 0) return {};
  return {
    ChooseQueue: {
      type: "case-statement",
      description: "Which queue takes calls of this priority?",
      expression: "true",
      cases: queues.map(({ key, upTo, hours }) => ({
        is: `{{ queuePriority <= ${upTo} }}`,
        to: hours ? laneHoursName(key) : laneName(key),
      })),
      to: "QueueContact",
    },
    ...Object.fromEntries(queues.flatMap((lane) => Object.entries({ ...hoursOf(lane), ...queueOf(settings, lane) }))),
  };
}

type Lane = Settings["queues"][number];

const hoursOf = ({ key, hours }: Lane): Nodes =>
  hours
    ? {
        [laneHoursName(key)]: {
          type: "business-hours",
          description: "Is this queue open?",
          to: {
            workingHours: laneName(key),
            holidays: "QueueContact",
            override: "QueueContact",
            default: "QueueContact",
            error: "QueueContact",
          },
        },
      }
    : {};

const queueOf = (settings: Settings, { key, upTo }: Lane): Nodes => ({
  [laneName(key)]: {
    type: "queue-contact",
    description: `Waits for an agent: calls of priority ${upTo} and more urgent ones`,
    priority: { variable: "queuePriority" },
    to: { default: afterQueue(settings, key), failure: "QueueContact" },
  },
});
