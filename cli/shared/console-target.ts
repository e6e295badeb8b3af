import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { StackPlace, Target } from "../../console";
import { answer } from "../../operations/pulumi-cli";
import { stackOption } from "../../operations/stack-state";
import { targetOfStack } from "../../operations/stack-target";
import { projectRoot } from "../../providers/core/settings/project";
import { type Sandbox, startSandbox } from "../../sandbox";

/**
 * The stack of the project in this folder; undefined where there is no project and no name is given.
 * @throws Error with the CLI's message where the stack does not exist.
 */
export function stackHere(name: string | undefined): StackPlace | undefined {
  const folder = projectRoot();
  if (name === undefined && !existsSync(join(folder, "Pulumi.yaml"))) return undefined;
  const shown = answer("The stack cannot be shown", ["stack", "--show-name", ...stackOption(name)]);
  return { name: shown.trim(), folder };
}

/** The sandbox at `url`, with the stack of this folder if that stack works on the sandbox in `dir`. */
export function sandboxTarget(url: string, dir: string, stack: StackPlace | undefined): Target {
  const its = stack === undefined ? undefined : targetOfStack(stack.folder, stack.name);
  const isHere = its?.kind === "sandbox" && (its.url === undefined ? its.dir === resolve(dir) : its.url === url);
  return { kind: "sandbox", url, stack: isHere ? stack : undefined };
}

/** The sandboxes that this process serves, one per folder. They are started when no other process serves them. */
export class OwnSandboxes {
  private readonly served = new Map<string, Promise<Sandbox>>();

  async targetOf(stack: StackPlace): Promise<Target> {
    const target = targetOfStack(stack.folder, stack.name);
    if (target.kind === "live") return { kind: "live", stack };
    return { kind: "sandbox", url: target.url ?? (await this.urlOf(target.dir)), stack };
  }

  async urlOf(dir: string): Promise<string> {
    const known = this.served.get(dir) ?? startSandbox({ dir });
    this.served.set(dir, known);
    return (await known).url;
  }

  async close(): Promise<void> {
    for (const sandbox of this.served.values()) await (await sandbox).close();
  }
}
