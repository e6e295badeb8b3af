import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { idField } from "../fields/common";
import { MAX_QUEUE_RANK } from "../limits";
import { PartStore } from "../stores/list-entry-store";
import { teamStore } from "./team";
import { keepIds } from "../stores/entity";

const QueueRanking = z.strictObject({
  /** The queue. */
  queueId: idField("a queue"),
  /** Its rank for this team, 1 to 50; 1 is served first. */
  rank: z
    .number()
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(MAX_QUEUE_RANK, `may be at most ${MAX_QUEUE_RANK}`),
});

const inputs = z.strictObject({
  /** The team. */
  teamId: idField("a team"),
  /** The queues and their ranks; at least one. Ranks of other queues, set elsewhere, are kept. */
  queueRankings: z.array(QueueRanking).min(1, "needs at least one queue"),
});

type Inputs = z.output<typeof inputs>;

function rules({ queueRankings = [] }: Partial<Inputs>): readonly Problem[] {
  const ids = queueRankings.map(({ queueId }) => queueId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return twice === undefined ? [] : [{ property: "queueRankings", reason: `has the queue ${twice} twice` }];
}

/**
 * Which queues a team's agents serve first. Queues refer to their teams, so a team cannot refer to them when it is made: the ranks are
 * written once both exist, and removed before either is deleted.
 *
 * @example
 * new webex.TeamQueueRankings("Tier 1 ranks", { teamId: tier1.id, queueRankings: [{ queueId: support.id, rank: 1 }] });
 */
export const TeamQueueRankings = defineResource({
  kind: "webex.TeamQueueRankings",
  noun: "queue ranking of a team",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/team",
  inputs,
  naturalKey: ["teamId"],
  replaceOnChanges: ["teamId"],
  referable: false,
  sets: ["queueRankings"],
  rules,
  store: new PartStore({
    of: teamStore,
    owner: "teamId",
    entries: "queueRankings",
    entry: z.object({ queueId: z.string(), rank: z.number() }),
    called: "rankings",
    mayHave: (row) => row.rankQueuesForTeam === true,
    key: ({ queueId }) => queueId,
    fromWire: ({ queueRankings = [] }) => queueRankings.map(({ queueId, rank }) => ({ queueId, rank })),
    toWire: (entries, live) => ({
      queueRankings: keepIds(entries, live.queueRankings, "queueId"),
      rankQueuesForTeam: entries.length > 0,
    }),
  }),
  permission: "team",
  lookUp: { none: "nothing can hold its id, which is that of the team" },
  export: { isPart: true },
  trial: {
    inputs: { teamId: "{webex.Team}", queueRankings: [{ queueId: "{webex.Queue}", rank: 1 }] },
    change: { queueRankings: [{ queueId: "{webex.Queue}", rank: 2 }] },
  },
  picture: {
    family: "other",
    between: ["webex.Queue", "webex.Team"],
  },
});
export type TeamQueueRankings = InstanceType<typeof TeamQueueRankings>;
