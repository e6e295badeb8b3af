import type { ActivityKind } from "../catalogue";

/** Limits of the platform on visits of one activity, and of the simulator on calls that never end. */
export const MAX_STEPS = 10_000;
export const MAX_VISITS_WITHOUT_TIME = 200;
export const MAX_QUEUE_MS = 86_400_000;

const VISITS: Readonly<Partial<Record<ActivityKind, number>>> = {
  "queue-contact": 100,
  "queue-to-agent": 100,
  "ivr-menu": 100,
  "ivr-collectdigits": 100,
  SetCallerID: 100,
  "bridged-transfer": 75,
  "ivr-virtualassistant": 20,
  "ivr-virtualassistantvoice": 20,
  "start-media-stream": 20,
  "blind-transfer": 10,
  callback: 10,
};

/** Limits on visits of activities outside the catalogue, by type. */
const VISITS_BY_TYPE: ReadonlyMap<string, number> = new Map([
  ["advanced-queue-info", 1_500],
  ["escalate-cdg", 750],
  ["set-contact-priority", 100],
  ["record", 10],
  ["Feedback", 10],
  ["Feedback-V2", 10],
  ["scheduled-callback", 10],
  ["upload-audio", 3],
]);

/** Most visits of one activity by a call; undefined without a limit. */
export const maxVisits = (kind: ActivityKind, type: string): number | undefined =>
  VISITS[kind] ?? VISITS_BY_TYPE.get(type);
