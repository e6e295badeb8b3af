import { type ChildProcess, spawn } from "node:child_process";
import { engineEnv } from "../operations/pulumi-cli";
import { redact } from "../providers/http/redact";
import type { StackPlace } from "./stack";

export const OPERATIONS = {
  preview: ["preview"],
  up: ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;
export type Operation = keyof typeof OPERATIONS;

/** A run can print thousands of lines. Only the newest are kept. */
const MAX_LINES = 400;

/** A run of the engine that a user started on the page. */
export class Run {
  /** Undefined while it runs. */
  code: number | undefined;
  private readonly lines: string[] = [];
  private readonly child: ChildProcess;

  constructor(
    readonly operation: Operation,
    { name, folder }: StackPlace,
  ) {
    const args = [
      ...OPERATIONS[operation],
      "--stack",
      name,
      "--non-interactive",
      "--color=never",
      "--suppress-progress",
    ];
    this.child = spawn("pulumi", args, { cwd: folder, env: engineEnv(), stdio: ["ignore", "pipe", "pipe"] });
    let rest = "";
    const take = (chunk: Buffer): void => {
      const parts = `${rest}${chunk.toString()}`.split("\n");
      rest = parts.pop() ?? "";
      this.lines.push(...parts.map(redact));
      this.lines.splice(0, this.lines.length - MAX_LINES);
    };
    this.child.stdout?.on("data", take);
    this.child.stderr?.on("data", take);
    this.child.on("error", (error) => {
      this.lines.push(error.message);
      this.code = 1;
    });
    this.child.on("close", (code) => {
      this.lines.push(redact(rest));
      this.code = code ?? 1;
    });
  }

  get text(): string {
    return this.lines.join("\n").trim();
  }

  /** Sends Ctrl-C: the engine finishes the steps it has begun, and the next run continues from there. */
  stop(): void {
    this.child.kill("SIGINT");
  }
}
