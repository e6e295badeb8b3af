import http from "node:http";
import axios, { type AxiosInstance } from "axios";
import { bulkhead } from "cockatiel";
import { z } from "zod";
import type { Plan } from "./objects";
import type { SandboxServer } from "./server";

/** The number of steps that the engine runs at once on two cores. */
const AT_ONCE = 8;

const created = z.looseObject({ id: z.string() });
const page = z.looseObject({ data: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })) });

const KINDS = [
  "multimedia-profile",
  "site",
  "team",
  "contact-service-queue",
  "cad-variable",
  "outdial-ani",
  "entry-point",
] as const;

/** A plain axios script that does the same work directly: no state, no diff, no checks. */
export class Floor {
  private readonly gate = bulkhead(AT_ONCE, Number.POSITIVE_INFINITY);
  private made: { readonly path: string; readonly id: string }[][] = [];

  private constructor(private readonly api: AxiosInstance) {}

  static async connect(server: SandboxServer): Promise<Floor> {
    const { orgId, clientId, clientSecret, refreshToken } = await server.credentials();
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    const token = await axios.post<{ access_token: string }>(`${server.url}/webex/v1/access_token`, form.toString());
    const headers = { Authorization: `Bearer ${token.data.access_token}` };
    return new Floor(
      axios.create({
        baseURL: `${server.url}/webex/organization/${orgId}`,
        headers,
        httpAgent: new http.Agent({ keepAlive: true }),
      }),
    );
  }

  async create(plan: Plan): Promise<void> {
    const at = (list: readonly string[], i: number): string => list[i % list.length] ?? "";
    const music = page.parse(
      (await this.api.get("/v2/audio-file", { params: { filter: 'name=="defaultmusic_on_hold.wav"' } })).data,
    ).data[0]?.id;
    const zero = { telephony: 0, chat: 0, email: 0, social: 0 };
    const profiles = await this.level("multimedia-profile", plan.profiles, () => ({
      ...zero,
      telephony: 1,
      active: true,
      blendingModeEnabled: true,
      blendingMode: "BLENDED",
      manuallyAssignable: zero,
    }));
    const sites = await this.level("site", plan.sites, (i) => ({ active: true, multimediaProfileId: at(profiles, i) }));
    const teams = await this.level("team", plan.teams, (i) => ({
      active: true,
      siteId: at(sites, i),
      teamType: "AGENT",
      teamStatus: "IN_SERVICE",
    }));
    await Promise.all([
      this.level("contact-service-queue", plan.queues, (i) => ({
        ...QUEUE,
        defaultMusicInQueueMediaFileId: music,
        callDistributionGroups: [{ order: 1, duration: 0, agentGroups: [{ teamId: at(teams, i) }] }],
      })),
      this.level("cad-variable", plan.variables, () => VARIABLE),
      this.level("outdial-ani", plan.anis, () => ({ outdialANIEntries: [{ name: "Main", number: "+13125550100" }] })),
      this.level("entry-point", plan.entryPoints, () => ENTRY_POINT),
    ]);
  }

  /** Reads the lists of all kinds, which is the minimum for finding drift. */
  async refresh(): Promise<void> {
    await Promise.all(
      KINDS.map((kind) => this.gate.execute(() => this.api.get(`/v2/${kind}`, { params: { pageSize: 500 } }))),
    );
  }

  async destroy(): Promise<void> {
    for (const level of this.made.reverse()) {
      await Promise.all(level.map(({ path, id }) => this.gate.execute(() => this.api.delete(`/${path}/${id}`))));
    }
    this.made = [];
  }

  private async level(path: string, names: readonly string[], body: (i: number) => object): Promise<readonly string[]> {
    const ids = await Promise.all(
      names.map((name, i) =>
        this.gate.execute(async () => created.parse((await this.api.post(`/${path}`, { name, ...body(i) })).data).id),
      ),
    );
    this.made.push(ids.map((id) => ({ path, id })));
    return ids;
  }
}

const QUEUE = {
  active: true,
  queueType: "INBOUND",
  channelType: "TELEPHONY",
  queueRoutingType: "TEAM_BASED",
  routingType: "LONGEST_AVAILABLE_AGENT",
  serviceLevelThreshold: 60,
  maxActiveContacts: 0,
  maxTimeInQueue: 3600,
  checkAgentAvailability: false,
  monitoringPermitted: true,
  parkingPermitted: true,
  recordingPermitted: true,
  recordingAllCallsPermitted: false,
  pauseRecordingPermitted: true,
};
const VARIABLE = {
  variableType: "String",
  defaultValue: "none",
  active: true,
  agentViewable: false,
  agentEditable: false,
  reportable: false,
};
const ENTRY_POINT = {
  entryPointType: "INBOUND",
  channelType: "TELEPHONY",
  serviceLevelThreshold: 30,
  active: true,
  maximumActiveContacts: 0,
};
