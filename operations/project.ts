import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../providers/core/settings/project";

const manifest = z.looseObject({
  name: z.string().optional(),
  options: z.looseObject({ refresh: z.string().optional() }).nullish(),
});

/**
 * The command that restores the program's values in a tenant. Without `refresh: always` in Pulumi.yaml a plain `pulumi up` compares the
 * program with the state only, and so would not undo changes that somebody made.
 */
export function bringBackCommand(folder: string, stack: string | undefined): string {
  const { options } = manifestOf(folder);
  const refresh = options?.refresh === "always" ? [] : ["--refresh"];
  return ["pulumi up", ...refresh, ...(stack === undefined ? [] : ["--stack", stack])].join(" ");
}

/** The name of a folder's project; undefined where it is in no project. */
export const projectName = (folder: string): string | undefined => manifestOf(folder).name;

function manifestOf(folder: string): z.output<typeof manifest> {
  const file = join(projectRoot(folder), "Pulumi.yaml");
  return existsSync(file) ? manifest.parse(parse(readFileSync(file, "utf8"))) : {};
}
