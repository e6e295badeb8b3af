import type { Nodes } from "./nodes";
import { LAST_RANK } from "./options";
import type { Settings } from "./settings";
import { callbackNodes, callbackNotedNodes } from "./callback";
import { afterRank, ownerNodes } from "./owner";
import { afterQueue, laneNodes } from "./queue-rules";
import { choose, quoted } from "./pebble";
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
