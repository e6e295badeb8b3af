import { z } from "zod";
import type { Flow } from "../../flow";
import type { Agent, Queues } from "../../flow/simulate";
import type { Row, Tenant } from "./tenant";

const namedRow = z.looseObject({ id: z.string(), name: z.string() });
const queue = namedRow.extend({
  callDistributionGroups: z
    .array(z.looseObject({ agentGroups: z.array(z.looseObject({ teamId: z.string() })).default([]) }))
    .default([]),
});
const user = z.looseObject({
  id: z.string(),
  firstName: z.string().default(""),
  lastName: z.string().default(""),
  email: z.string().default(""),
  active: z.boolean().default(true),
  teamIds: z.array(z.string()).default([]),
});
type User = z.output<typeof user>;

/** The queues that a flow can put callers into, each with the first agent of its first staffed team. */
export async function queuesOf(tenant: Tenant, flows: readonly Flow[]): Promise<Queues> {
  const text = JSON.stringify(flows.map(({ raw }) => raw));
  const rows = (await tenant.rows("contact-service-queue")).filter(({ id }) => text.includes(id));
  if (rows.length === 0) return {};
  const users = await usersOf(tenant);
  const queues = await Promise.all(rows.map(({ id }) => readQueue(tenant, id, users)));
  return Object.fromEntries(queues.flatMap((entry) => entry));
}

async function usersOf(tenant: Tenant): Promise<readonly User[]> {
  const rows = await tenant.rows("user");
  const whole = await Promise.all(
    rows.map(async (row: Row) => (row.teamIds === undefined ? await tenant.item("user", row.id) : row)),
  );
  return whole.flatMap((row) => user.safeParse(row).data ?? []).filter(({ active }) => active);
}

async function readQueue(tenant: Tenant, id: string, users: readonly User[]) {
  const parsed = queue.safeParse(await tenant.item("contact-service-queue", id));
  if (!parsed.success) return [];
  const { name, callDistributionGroups } = parsed.data;
  const teamIds = callDistributionGroups.flatMap(({ agentGroups }) => agentGroups.map(({ teamId }) => teamId));
  const teamId = teamIds.find((team) => users.some((one) => one.teamIds.includes(team)));
  const who = users.find((one) => teamId !== undefined && one.teamIds.includes(teamId));
  if (teamId === undefined || who === undefined) return [[id, { name }] as const];
  const team = namedRow.safeParse(await tenant.item("team", teamId)).data?.name ?? teamId;
  return [[id, { name, agent: agentOf(who, teamId, team) }] as const];
}

const agentOf = ({ id, firstName, lastName, email }: User, teamId: string, teamName: string): Agent => ({
  id,
  name: `${firstName} ${lastName}`.trim() || email,
  email,
  teamId,
  teamName,
});
