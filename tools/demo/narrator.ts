import { spawn } from "node:child_process";
import { z } from "zod";
import type { Sandbox } from "../../sandbox";

const stored = z.array(
  z.looseObject({ id: z.string(), name: z.string().optional(), systemDefault: z.boolean().optional() }),
);

/** Kinds that a fresh tenant holds none of, besides its system objects. */
const OWN_KINDS = [
  "site",
  "team",
  "contact-service-queue",
  "entry-point",
  "dial-number",
  "outdial-ani",
  "audio-file",
  "flow",
];

/** Runs the steps of the demo and says what each cost. */
export class Narrator {
  constructor(
    private readonly root: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly sandbox: Sandbox,
  ) {}

  /** One Pulumi command, on the screen as a person would see it, then its price. */
  async step(title: string, args: readonly string[]): Promise<void> {
    this.say(
      `\n${title}\n$ pulumi ${args.filter((arg, i) => arg !== "--config-file" && args[i - 1] !== "--config-file").join(" ")}\n`,
    );
    this.sandbox.clearRequests();
    const begun = Date.now();
    await this.pulumi(args, "inherit");
    const calls = this.sandbox.requests().length;
    const writes = this.sandbox
      .requests()
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_token")).length;
    this.say(`   ${calls} calls to Webex, ${writes} of them writes; ${((Date.now() - begun) / 1000).toFixed(1)} s.\n`);
  }

  async quietly(...args: readonly string[]): Promise<void> {
    await this.pulumi(args, "pipe");
  }

  /** Plays the colleague who edits a queue in Control Hub. */
  async editByHand(): Promise<void> {
    const queue = (await this.objects("contact-service-queue"))[0];
    if (queue === undefined) throw new Error("The demo found no queue in the sandbox after creating one.");
    const answer = await fetch(`${this.sandbox.url}/sandbox/state/webex/contact-service-queue/${queue.id}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ serviceLevelThreshold: 99 }),
    });
    if (!answer.ok) throw new Error(`The sandbox refused the edit: ${await answer.text()}`);
    this.say(
      `\n4. Behind Pulumi's back somebody sets the service level of ${queue.name ?? queue.id} to 99 s in Control Hub\n`,
    );
  }

  async showEmptyTenant(): Promise<void> {
    const left = await Promise.all(
      OWN_KINDS.map(async (kind) => ({
        kind,
        names: (await this.objects(kind)).filter(({ systemDefault }) => systemDefault !== true),
      })),
    );
    const remaining = left.filter(({ names }) => names.length > 0);
    if (remaining.length > 0)
      throw new Error(
        `Still in the tenant: ${remaining.map(({ kind, names }) => `${names.length} ${kind}`).join(", ")}.`,
      );
    this.say("\n8. The tenant is empty again: only the objects Webex itself put there are left.\n");
  }

  private async objects(kind: string): Promise<z.output<typeof stored>> {
    return stored.parse(await (await fetch(`${this.sandbox.url}/sandbox/state/webex/${kind}`)).json());
  }

  private pulumi(args: readonly string[], output: "inherit" | "pipe"): Promise<void> {
    const all = [...args, "--stack", "demo"].slice(0, args[0] === "stack" ? args.length : undefined);
    return new Promise((done, failed) => {
      const child = spawn("pulumi", all, { cwd: this.root, env: this.env, stdio: ["ignore", output, output] });
      let said = "";
      child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
      child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
      child.on("error", failed);
      child.on("close", (code) =>
        code === 0 ? done() : failed(new Error(`pulumi ${args.join(" ")} ended with exit code ${code}. ${said}`)),
      );
    });
  }

  private say(text: string): void {
    process.stdout.write(text);
  }
}
