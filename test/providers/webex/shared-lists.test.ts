import type { Values } from "../../../providers/core/resource/types";
import type { Clock } from "../../../providers/http/clock";
import { Command, type Resource } from "../../support/command";
import { type Entity, Tenant } from "../../support/tenant";

/** Two stacks that write their parts of one list at the same moment: both parts are in it afterwards. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

/** A clock whose pauses end when both stacks have written: the looks come after both, in whatever order. */
class Meeting implements Clock {
  private waiting: (() => void)[] = [];

  now(): number {
    return Date.now();
  }

  sleep(ms: number): Promise<void> {
    if (ms < 1_000) return Promise.resolve();
    return new Promise((done) => {
      this.waiting.push(done);
      if (this.waiting.length === 2) this.end();
    });
  }

  /** Whoever waits later meets nobody. */
  end(): void {
    const all = this.waiting;
    this.waiting = [];
    for (const one of all) one();
    this.sleep = () => Promise.resolve();
  }
}

interface Shared {
  readonly kind: string;
  readonly noun: string;
  /** The object with the list, and what the two stacks put into it. */
  readonly make: () => Promise<{
    readonly owner: string;
    readonly programs: readonly [Values, Values];
    readonly parts: readonly string[];
  }>;
  readonly partsOf: (owner: Entity | undefined) => readonly unknown[];
}

async function team(name: string): Promise<string> {
  const { id: siteId } = await tenant.named("site", "Site-1");
  const rest = { teamType: "AGENT", teamStatus: "IN_SERVICE", active: true };
  return (await tenant.make("team", { name, siteId, ...rest })).id;
}

const SHARED: readonly Shared[] = [
  {
    kind: "webex.UserAssignment",
    noun: "user",
    async make() {
      const user = (await tenant.objects("user")).find(({ email }) => email === "ana.agent@example.com");
      await tenant.edit("user", String(user?.id), { teamIds: [] });
      const parts = [await team("North"), await team("South")];
      const [a, b] = parts.map((id) => ({ email: user?.email, teamIds: [id] }));
      return { owner: String(user?.id), programs: [a ?? {}, b ?? {}], parts };
    },
    partsOf: (user) => (user?.teamIds ?? []) as readonly unknown[],
  },
  {
    kind: "webex.DesktopLayoutTeams",
    noun: "desktop-layout",
    async make() {
      const layout = await tenant.make("desktop-layout", {
        name: "Shared",
        editedBy: "Ada",
        jsonFileName: "crm.json",
        jsonFileContent: "{}",
        global: false,
        status: true,
        defaultJsonModified: true,
        validated: true,
        teamIds: [],
      });
      const parts = [await team("North"), await team("South")];
      const [a, b] = parts.map((id) => ({ desktopLayoutId: layout.id, teamIds: [id] }));
      return { owner: layout.id, programs: [a ?? {}, b ?? {}], parts };
    },
    partsOf: (layout) => (layout?.teamIds ?? []) as readonly unknown[],
  },
  {
    kind: "webex.TeamQueueRankings",
    noun: "team",
    async make() {
      const owner = await team("North");
      const queue = async (name: string): Promise<string> =>
        (await tenant.make("contact-service-queue", { name, channelType: "TELEPHONY", active: true })).id;
      const parts = [await queue("Sales"), await queue("Service")];
      const [a, b] = parts.map((queueId) => ({ teamId: owner, queueRankings: [{ queueId, rank: 1 }] }));
      return { owner, programs: [a ?? {}, b ?? {}], parts };
    },
    partsOf: (found) =>
      ((found?.queueRankings ?? []) as readonly { readonly queueId: string }[]).map(({ queueId }) => queueId),
  },
];

describe.each(SHARED)("$kind", ({ kind, noun, make, partsOf }) => {
  const both = (clock: Clock, work: (command: Command, n: 0 | 1) => Promise<unknown>): Promise<unknown> =>
    Promise.all(([0, 1] as const).map((n) => work(new Command(kind, () => tenant.connect({ clock })), n)));

  it.each([1, 2, 3, 4, 5])("keeps both stacks' parts in race %i, and takes both away again", async () => {
    const { owner, programs, parts } = await make();
    const made: Resource[] = [];
    await both(new Meeting(), async (command, n) => void (made[n] = await command.up(programs[n])));
    expect([...partsOf(await tenant.object(noun, owner))].sort()).toEqual([...parts].sort());
    await both(new Meeting(), (command, n) => command.delete(made[n] as Resource));
    expect(partsOf(await tenant.object(noun, owner))).toEqual([]);
  });
});
