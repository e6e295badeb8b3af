import type { Nodes } from "./nodes";
import { laneEntry } from "./queue-rules";
import type { Settings } from "./settings";

/** The activity after the priority is set. */
export const afterRank = (settings: Settings): string => (settings.routeToOwner ? "HasOwner" : laneEntry(settings));

/** Offers the call to the agent who owns the customer's account. Without an answer the call goes to the queue. */
export function ownerNodes(settings: Settings): Nodes {
  const { routeToOwner, music } = settings;
  if (routeToOwner === undefined) return {};
  const queue = laneEntry(settings);
  return {
    HasOwner: {
      type: "condition-activity",
      description: "Is there an account, and somebody who owns it?",
      expression: '{{ ownerEmail contains "@" }}',
      to: { true: "QueueToOwner", false: queue },
    },
    QueueToOwner: {
      type: "queue-to-agent",
      description: "Offers the call to the owner of the account",
      agent: { by: "agentEmail", variable: "ownerEmail" },
      to: { default: "OwnerOffered", error: queue },
    },
    OwnerOffered: {
      type: "condition-activity",
      description: "Could it be offered? A code says why not: away, busy, unknown to Webex",
      expression: "{{ QueueToOwner.FailureCode is empty }}",
      to: { true: "OwnerMusic", false: queue },
    },
    OwnerMusic: {
      type: "play-music",
      description: "Music while the owner's desktop rings",
      file: music.file,
      seconds: routeToOwner.seconds,
      to: queue,
    },
  };
}
