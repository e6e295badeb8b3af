import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { CallError } from "./call-error";

/** Where the sandbox of a call is: a server that somebody runs, or a folder to serve for this one call. */
export type Place = { readonly url: string } | { readonly dir: string };

const entries = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/**
 * The sandbox of the stack that is selected in `folder`; `.datadip/sandbox` where there is no project, no stack, or no way to read its config
 * without asking the person.
 * @throws CallError where the stack is on a live tenant.
 */
export function placeOfStack(folder: string, env: NodeJS.ProcessEnv): Place {
  const config = configOf(folder, env);
  if ((config["datadip:target"] ?? "sandbox") === "live")
    throw new CallError(
      "The selected stack is on a live tenant, where test calls are made with a telephone; datadip call --flow FILE --from NUMBER plays the exported flow offline.",
    );
  const url = config["datadip:sandboxUrl"];
  if (url !== undefined) return { url: url.replace(/\/+$/, "") };
  return { dir: resolve(folder, config["datadip:sandboxDir"] ?? join(".datadip", "sandbox")) };
}

/** Plain values of the selected stack's config. Secrets stay closed, so nobody is asked for a passphrase. */
function configOf(folder: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  if (!existsSync(join(folder, "Pulumi.yaml"))) return {};
  let text: string;
  try {
    text = execFileSync("pulumi", ["config", "--json", "--non-interactive"], {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return {}; // no pulumi on PATH, no stack selected, or a config that asks for a passphrase: then the usual folder is meant
  }
  const values = entries.parse(JSON.parse(text));
  return Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]));
}
