import { partLifecycle } from "../../support/part";

partLifecycle("webex.TeamQueueRankings", "team", async (tenant) => {
  const { id: siteId } = await tenant.named("site", "Site-1");
  const queue = async (name: string) => (await tenant.make("contact-service-queue", { name, active: true })).id;
  const [support, sales] = [await queue("Support"), await queue("Sales")];
  const [service, billing] = [await queue("Service"), await queue("Billing")];
  const team = await tenant.make("team", {
    name: "Tier 1",
    siteId,
    teamType: "AGENT",
    teamStatus: "IN_SERVICE",
    active: true,
    description: "First line",
    queueRankings: [{ queueId: service, rank: 9 }],
  });
  const others = { queueId: service, rank: 9 };
  return {
    inputs: {
      teamId: team.id,
      queueRankings: [
        { queueId: support, rank: 1 },
        { queueId: sales, rank: 2 },
      ],
    },
    owner: team,
    wire: {
      description: "First line",
      rankQueuesForTeam: true,
      queueRankings: [others, { queueId: support, rank: 1 }, { queueId: sales, rank: 2 }],
    },
    update: {
      inputs: { queueRankings: [{ queueId: sales, rank: 1 }] },
      wire: { description: "First line", queueRankings: [others, { queueId: sales, rank: 1 }] },
    },
    drift: {
      by: () => tenant.edit("team", team.id, { queueRankings: [others, { queueId: support, rank: 5 }] }),
      input: "queueRankings",
      shown: [{ queueId: support, rank: 5 }],
    },
    foreign: {
      by: async () => {
        const now = (await tenant.object("team", team.id))?.queueRankings as readonly object[];
        return tenant.edit("team", team.id, { queueRankings: [...now, { queueId: billing, rank: 7 }] });
      },
      wire: { queueRankings: [others, { queueId: billing, rank: 7 }], rankQueuesForTeam: true },
    },
    removed: { description: "First line", queueRankings: [others], rankQueuesForTeam: true },
    references: ["teamId", "queueRankings"],
    refused: [
      [{ queueRankings: [] }, "queueRankings", "needs at least one queue"],
      [{ queueRankings: [{ queueId: support, rank: 0 }] }, "queueRankings[0].rank", "must be at least 1"],
      [{ queueRankings: [{ queueId: support, rank: 51 }] }, "queueRankings[0].rank", "may be at most 50"],
      [{ queueRankings: [{ queueId: support, rank: 1.5 }] }, "queueRankings[0].rank", "must be a whole number"],
      [
        {
          queueRankings: [
            { queueId: support, rank: 1 },
            { queueId: support, rank: 2 },
          ],
        },
        "queueRankings",
        `has the queue ${support} twice`,
      ],
      [{ teamId: "" }, "teamId", "must be the id of a team"],
    ],
    requests: {
      create: ["GET team/:id", "PUT team/:id", "GET team/:id"],
      update: ["GET team/:id", "PUT team/:id", "GET team/:id"],
      delete: ["GET team/:id", "PUT team/:id", "GET team/:id"],
      again: ["GET team/:id"],
      gone: ["GET team/:id"],
    },
  };
});
