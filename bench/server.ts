import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";

const logged = z.array(z.looseObject({ method: z.string(), path: z.string() }));
const credentials = z.object({
  orgId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  refreshToken: z.string(),
});
const granted = z.object({ access_token: z.string() });
const audioFiles = z.object({ data: z.tuple([z.object({ id: z.string() })]) });

export interface Calls {
  readonly all: number;
  readonly writes: number;
}

/** The sandbox as a separate server process. */
export class SandboxServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static start(dir: string, latencyMs: number, quotaPerMinute: number): Promise<SandboxServer> {
    const child = fork(join(__dirname, "sandbox-process.js"), [dir, String(latencyMs), String(quotaPerMinute)]);
    return new Promise((done, failed) => {
      child.once("message", (url) => done(new SandboxServer(z.string().parse(url), child)));
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`The sandbox ended with exit code ${code}.`)));
    });
  }

  /** The address of the organization, and a token for it. */
  async access(): Promise<{ readonly url: string; readonly token: string }> {
    const { orgId, clientId, clientSecret, refreshToken } = credentials.parse(
      await (await fetch(`${this.url}/sandbox/credentials`)).json(),
    );
    const body = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    const answer = await fetch(`${this.url}/webex/v1/access_token`, { method: "POST", body });
    return { url: `${this.url}/webex/organization/${orgId}`, token: granted.parse(await answer.json()).access_token };
  }

  /** The id of the default music, which every queue of the bench plays. */
  async musicId(): Promise<string> {
    const { url, token } = await this.access();
    const filter = encodeURIComponent('name=="defaultmusic_on_hold.wav"');
    const answer = await fetch(`${url}/v2/audio-file?filter=${filter}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return audioFiles.parse(await answer.json()).data[0].id;
  }

  /** Counts the requests since the last call. */
  async calls(): Promise<Calls> {
    const rows = await this.requests();
    return {
      all: rows.length,
      writes: rows.filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_token")).length,
    };
  }

  /** The single requests since the last call. */
  async requests(): Promise<z.output<typeof logged>> {
    const rows = logged.parse(await (await fetch(`${this.url}/sandbox/requests`)).json());
    await fetch(`${this.url}/sandbox/requests`, { method: "DELETE" });
    return rows;
  }

  stop(): void {
    this.child.removeAllListeners("exit");
    this.child.disconnect();
  }
}
