import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import type { Sandbox } from "../../sandbox";

const stored = z.array(
  z.looseObject({ id: z.string(), name: z.string().optional(), systemDefault: z.boolean().optional() }),
);

/** Kinds of which a fresh tenant has only system objects. */
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

/** Progress rows of the engine that repeat its final count: unchanged, being read, or still running. */
const PROGRESS =
  /^(@ .*| {4}[\w-]+:[\w/-]+:\w+ .*| ~ .* refresh(ing)? \(.*|.* (creat|updat|delet)ing \(\d+s\)( \[.*)? *)$/;

/** Runs the steps of the demo and prints the cost of each. */
export class Narrator {
  constructor(
    private readonly folder: string,
    private readonly cli: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly sandbox: Sandbox,
  ) {}

  /**
   * Runs one Pulumi command with its output on the screen, and then prints its cost.
   * @param stopsWith text of the expected failure, where the command must fail.
   */
  async pulumi(title: string, args: readonly string[], stopsWith?: string): Promise<void> {
    this.say(`\n${title}\n$ pulumi ${args.join(" ")}\n`);
    this.sandbox.clearRequests();
    const begun = Date.now();
    const { code, said } = await this.run("pulumi", [...args, "--stack", "demo"], "shown");
    const isAsMeant = stopsWith === undefined ? code === 0 : code !== 0 && said.includes(stopsWith);
    if (!isAsMeant) throw new Error(`pulumi ${args.join(" ")} ended with exit code ${code}.`);
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    const calls = this.sandbox.requests();
    const of = (vendor: string): number => calls.filter((call) => call.vendor === vendor).length;
    this.say(`   ${calls.length} calls (Webex ${of("webex")}, Salesforce ${of("salesforce")}), ${seconds} s.\n`);
  }

  /** Runs datadip commands with their output on the screen. */
  async datadip(title: string, commands: readonly (readonly string[])[], expected = 0): Promise<void> {
    this.say(`\n${title}\n`);
    for (const args of commands) {
      this.say(`$ npx datadip ${args.join(" ")}\n`);
      const { code } = await this.run(process.execPath, [this.cli, ...args], "shown");
      if (code !== expected) throw new Error(`datadip ${args.join(" ")} ended with exit code ${code}.`);
    }
  }

  async quietly(...args: readonly string[]): Promise<void> {
    const { code, said } = await this.run("pulumi", args, "hidden");
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with exit code ${code}. ${said}`);
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
      `\n6. Behind Pulumi's back somebody sets the service level of ${queue.name ?? queue.id} to 99 s in Control Hub\n`,
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
    this.say(
      "\n11. The tenant is empty again: only what Webex itself put there is left, the connector, which a person deletes, and\n    in Salesforce the user, who can no longer sign in: Salesforce deletes none.\n",
    );
  }

  private async objects(kind: string): Promise<z.output<typeof stored>> {
    return stored.parse(await (await fetch(`${this.sandbox.url}/sandbox/state/webex/${kind}`)).json());
  }

  private run(
    command: string,
    args: readonly string[],
    output: "shown" | "hidden",
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    return new Promise((done, failed) => {
      const child = spawn(command, args, { cwd: this.folder, env: this.env, stdio: ["ignore", "pipe", "pipe"] });
      let said = "";
      const hear = (from: Readable, to: NodeJS.WriteStream): void => {
        createInterface({ input: from, crlfDelay: Infinity }).on("line", (line) => {
          said += `${line}\n`;
          if (output === "shown" && !(command === "pulumi" && PROGRESS.test(line))) to.write(`${line}\n`);
        });
      };
      hear(child.stdout, process.stdout);
      hear(child.stderr, process.stderr);
      child.on("error", failed);
      child.on("close", (code) => done({ code, said }));
    });
  }

  private say(text: string): void {
    process.stdout.write(text);
  }
}
