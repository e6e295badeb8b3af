import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../providers/core/settings/project";

const manifest = z.looseObject({ options: z.looseObject({ refresh: z.string().optional() }).nullish() });

/**
 * The command that sets a tenant back to what the program says. Without `refresh: always` in Pulumi.yaml a plain `pulumi up` compares the
 * program with the state alone, and so would leave what somebody changed as it is.
 */
export function bringBackCommand(folder: string, stack: string | undefined): string {
  const file = join(projectRoot(folder), "Pulumi.yaml");
  const options = existsSync(file) ? manifest.parse(parse(readFileSync(file, "utf8"))).options : undefined;
  const refresh = options?.refresh === "always" ? [] : ["--refresh"];
  return ["pulumi up", ...refresh, ...(stack === undefined ? [] : ["--stack", stack])].join(" ");
}
