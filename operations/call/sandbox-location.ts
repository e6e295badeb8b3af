import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../providers/core/settings/project";
import { CallError } from "./call-error";

/** The place of a sandbox: a running server, or a folder to serve for one command. */
export type Place = { readonly url: string } | { readonly dir: string };

const entries = z.record(z.string(), z.looseObject({ value: z.string().optional() }));
type Config = Readonly<Record<string, string | undefined>>;

/**
 * The sandbox of a stack of the project in `folder`, by default of the selected stack; `.datadip/sandbox` where there is no project or
 * stack, or where its config cannot be read without a question to the user.
 * @throws CallError where the stack is on a live tenant.
 */
export function placeOfStack(folder: string, env: NodeJS.ProcessEnv, stack?: string): Place {
  const root = projectRoot(folder);
  const config = configOf(root, env, stack);
  if ((config["datadip:target"] ?? "sandbox") === "live")
    throw new CallError(
      `The ${stack === undefined ? "selected stack" : `stack ${stack}`} is on a live tenant, which is no sandbox: name another stack with --stack, or a sandbox with --dir or --url. Live, test calls are made with a telephone; datadip call --flow FILE --from NUMBER plays the exported flow offline.`,
    );
  return placeIn(root, config);
}

function placeIn(root: string, config: Config): Place {
  const url = config["datadip:sandboxUrl"];
  if (url !== undefined) return { url: url.replace(/\/+$/, "") };
  return { dir: resolve(root, config["datadip:sandboxDir"] ?? join(".datadip", "sandbox")) };
}

const listed = z.array(z.looseObject({ name: z.string(), resourceCount: z.number().default(0) }));

/** A stack that still has objects in a sandbox. */
export interface Dependent {
  readonly name: string;
  readonly resources: number;
}

/** The stacks of the project in `folder` with objects in this sandbox; none where there is no project or no pulumi. */
export function stacksOn(place: Place, folder: string, env: NodeJS.ProcessEnv): readonly Dependent[] {
  const root = projectRoot(folder);
  const text = quietly(root, env, ["stack", "ls", "--json"]);
  return listed
    .parse(JSON.parse(text ?? "[]"))
    .filter(({ resourceCount }) => resourceCount > 0)
    .filter(({ name }) => {
      const config = configOf(root, env, name);
      const own = placeIn(root, config);
      return config["datadip:target"] === "sandbox" && JSON.stringify(own) === JSON.stringify(place);
    })
    .map(({ name, resourceCount: resources }) => ({ name, resources }));
}

/** Plain values of a stack's config. Secrets are not decrypted, so no passphrase is needed. */
function configOf(root: string, env: NodeJS.ProcessEnv, stack: string | undefined): Config {
  const text = quietly(root, env, ["config", "--json", ...(stack === undefined ? [] : ["--stack", stack])]);
  const values = entries.parse(JSON.parse(text ?? "{}"));
  return Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]));
}

/** The CLI's output; undefined where there is no project, pulumi or selected stack, or where it needs a passphrase. */
function quietly(root: string, env: NodeJS.ProcessEnv, args: readonly string[]): string | undefined {
  if (!existsSync(join(root, "Pulumi.yaml"))) return undefined;
  try {
    return execFileSync("pulumi", [...args, "--non-interactive"], {
      cwd: root,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
