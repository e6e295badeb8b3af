import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { blankless } from "../providers/core/settings/settings";

/** The target of a stack's runs, by its present files. */
export type StackTarget =
  { readonly kind: "live" } | { readonly kind: "sandbox"; readonly url?: string; readonly dir: string };

const file = z.looseObject({
  config: z.record(z.string(), z.unknown()).nullish(),
  stackConfigDir: z.string().optional(),
});
const withDefault = z.looseObject({ value: z.string().optional(), default: z.string().optional() });

/**
 * Reads a stack's target from its files, without the CLI, which is fast enough for every request.
 * @param folder of Pulumi.yaml
 * @param name of the stack, with or without its organisation
 */
export function targetOfStack(folder: string, name: string): StackTarget {
  const project = read(join(folder, "Pulumi.yaml"));
  const stack = read(join(folder, project.stackConfigDir ?? "", `Pulumi.${name.split("/").at(-1) ?? name}.yaml`));
  const valueOf = (key: string): string | undefined => {
    const own = stack.config?.[key];
    if (typeof own === "string") return blankless(own);
    const shared = project.config?.[key];
    if (typeof shared === "string") return blankless(shared);
    const { value, default: usual } = withDefault.safeParse(shared).data ?? {};
    return blankless(value ?? usual);
  };
  if (valueOf("datadip:target") !== "sandbox") return { kind: "live" };
  const url = valueOf("datadip:sandboxUrl")?.replace(/\/+$/, "");
  const dir = resolve(folder, valueOf("datadip:sandboxDir") ?? join(".datadip", "sandbox"));
  return { kind: "sandbox", dir, ...(url !== undefined && { url }) };
}

/** The parsed file; empty for a missing file or invalid YAML, and the target then counts as live. */
function read(path: string): z.output<typeof file> {
  if (!existsSync(path)) return {};
  try {
    return file.parse(parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
