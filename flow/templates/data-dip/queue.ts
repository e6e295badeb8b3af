import { LAST_RANK } from "./options";
import type { Settings } from "./settings";
import { callbackNodes, callbackNotedNodes } from "./callback";
import { afterQueue, laneNodes, laneEntry } from "./queue-rules";
import { choose, quoted, type Nodes } from "./pebble";
import { prompt } from "./prompts";

const rankOf = (variable: string, ranks: Readonly<Record<string, number>>): string =>
  choose(
    Object.entries(ranks).map(([value, rank]) => [`${variable} == ${quoted(value)}`, rank] as const),
    LAST_RANK,
  );

/** Sets the priority, queues the call, plays music and messages while it waits, and uses another queue where the first one refuses. */
export const queueNodes = (settings: Settings): Nodes => ({
  RankCall: {
    type: "set-variable",
    description: "Priority by case and account, the more urgent counting",
    set: {
      caseRank: `{{ ${rankOf("casePriority", settings.casePriorities)} }}`,
      ...(settings.accountPriorities && {
        accountRank: `{{ ${rankOf("accountTier", settings.accountPriorities.values)} }}`,
      }),
      queuePriority: settings.accountPriorities
        ? "{{ caseRank < accountRank ? caseRank : accountRank }}"
        : "{{ caseRank }}",
    },
    to: afterRank(settings),
  },
  ...ownerNodes(settings),
  ...laneNodes(settings),
  QueueContact: {
    type: "queue-contact",
    description: "Waits for an agent",
    priority: { variable: "queuePriority" },
    to: { default: afterQueue(settings), failure: "Apology" },
  },
  ...callbackNodes(settings),
  ...callbackNotedNodes(settings),
  ...prompt(settings, "Hold", "hold", "Says what happens next", "Music"),
  Music: {
    type: "play-music",
    description: "Music while waiting",
    file: settings.music.file,
    seconds: settings.music.seconds,
    to: "Comfort",
  },
  ...prompt(settings, "Comfort", "comfort", "Comforts between pieces of music", "Music"),
  ...prompt(settings, "Apology", "apology", "Says that the queue refused the call", "FallbackQueue"),
  FallbackQueue: {
    type: "queue-contact",
    description: "Waits in the queue for calls that the first one refused",
    to: { default: "FallbackMusic", failure: "Goodbye" },
  },
  FallbackMusic: {
    type: "play-music",
    description: "Music while waiting",
    file: settings.music.file,
    seconds: settings.music.seconds,
    to: "FallbackMusic",
  },
  ...prompt(settings, "Goodbye", "goodbye", "Says that no queue takes the call", "HangUp"),
  HangUp: { type: "disconnect-contact", description: "Ends the call" },
});

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
