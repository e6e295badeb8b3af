import type { Nodes } from "./nodes";
import type { Settings } from "./options";

export const laneName = (key: string): string => `Queue_${key}`;
export const laneHoursName = (key: string): string => `Hours_${key}`;

/**
 * Queues for urgent calls, beside the main one. Whatever stands in a call's way there (closed, refused, hours that cannot be
 * told) leads it to the main queue, which takes calls always.
 */
export function laneNodes({ queues }: Settings): Nodes {
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
    ...Object.fromEntries(queues.flatMap((lane) => Object.entries({ ...hoursOf(lane), ...queueOf(lane) }))),
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

const queueOf = ({ key, upTo }: Lane): Nodes => ({
  [laneName(key)]: {
    type: "queue-contact",
    description: `Waits for an agent: calls of priority ${upTo} and more urgent ones`,
    priority: { variable: "queuePriority" },
    to: { default: "Hold", failure: "QueueContact" },
  },
});
