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

  async credentials(): Promise<z.output<typeof credentials>> {
    return credentials.parse(await (await fetch(`${this.url}/sandbox/credentials`)).json());
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
