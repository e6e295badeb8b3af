import http from "node:http";
import axios, { type AxiosInstance } from "axios";
import { bulkhead } from "cockatiel";
import { z } from "zod";
import { type Level, levelsOf, type Plan } from "./objects";
import type { SandboxServer } from "./server";

/** The number of steps that the engine runs at once on two cores. */
const AT_ONCE = 8;

const created = z.looseObject({ id: z.string() });

/** A plain axios script that does the same work directly: no state, no diff, no checks. */
export class Floor {
  private readonly gate = bulkhead(AT_ONCE, Number.POSITIVE_INFINITY);
  private readonly ids = new Map<string, string>();
  private made: readonly Level[] = [];

  private constructor(
    private readonly api: AxiosInstance,
    private readonly server: SandboxServer,
  ) {}

  static async connect(server: SandboxServer): Promise<Floor> {
    const { url, token } = await server.access();
    const httpAgent = new http.Agent({ keepAlive: true });
    return new Floor(axios.create({ baseURL: url, headers: { Authorization: `Bearer ${token}` }, httpAgent }), server);
  }

  async create(plan: Plan): Promise<void> {
    this.made = levelsOf(plan, await this.server.musicId());
    const [profiles, sites, teams, ...rest] = this.made;
    for (const level of [profiles, sites, teams]) if (level !== undefined) await this.level(level);
    await Promise.all(rest.map((level) => this.level(level)));
  }

  /** Reads the lists of all kinds, which is the minimum for finding drift. */
  async refresh(): Promise<void> {
    await this.each(this.made, ({ path }) => this.api.get(`/v2/${path}`, { params: { pageSize: 500 } }));
  }

  async destroy(): Promise<void> {
    for (const { path, names } of this.made.toReversed())
      await this.each(names, (name) => this.api.delete(`/${path}/${this.ids.get(name)}`));
  }

  private async level({ path, names, body }: Level): Promise<void> {
    const idOf = (name: string): string => this.ids.get(name) ?? "";
    await this.each(names, async (name, i) => {
      const answer = await this.api.post(`/${path}`, { name, ...body(i, idOf) });
      this.ids.set(name, created.parse(answer.data).id);
    });
  }

  private async each<T>(items: readonly T[], work: (item: T, i: number) => Promise<unknown>): Promise<void> {
    await Promise.all(items.map((item, i) => this.gate.execute(() => work(item, i))));
  }
}
