import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openCloud } from "../../providers/clouds";
import type { Holding } from "../../providers/core/engine/holdings";
import { heldBy } from "../../providers/core/engine/messages";
import { suggestion } from "../../providers/core/resource/check-inputs";
import { EXPORTED_KINDS, type Exported, exportTenant, IMPORT } from "../../operations/export";
import type { Left } from "../../operations/export/read";
import { holdingsOf, stackConfig } from "../shared/stack-config";
import { printable } from "../../operations/printable";
import { withOutput, writing } from "../shared/output";
import { printStatus } from "../shared/print";
import type { Verb } from "../shared/verb";
import { makeFolder } from "../../operations/text-file";

interface Options {
  readonly output: string;
  readonly stack?: string;
  readonly kinds?: readonly string[];
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  readonly force?: boolean;
}

/** `datadip export`: writes the tenant of a stack as a TypeScript program and an import file. Changes nothing in the tenant. */
export const exportVerb: Verb = (program) => {
  withOutput(program.command("export"), { what: "folder to write", fallback: "export", old: "--out" })
    .description("write an existing Webex tenant as a TypeScript program and a file for pulumi import")
    .option("--stack <stack>", "stack whose config says which tenant; the selected one by default")
    .option("--kinds <kind...>", "only these kinds, e.g. webex.Queue webex.Team")
    .option("--only <name...>", "only objects of these names; * represents anything")
    .option("--exclude <name...>", "all except objects of these names; * represents anything")
    .option("--force", "overwrite files of an earlier export")
    .action(async (options: Options) => {
      refuseUnknownKinds(options.kinds ?? []);
      refuseOverwriting(options);
      const session = await openCloud("webex", stackConfig(options.stack));
      const { objects } = holdingsOf(options.stack, "It is not known what the stack manages already");
      const exported = await exportTenant(session, wantedBy(options, objects), (said) => printStatus(said));
      if (exported.counts.size === 0) throw new Error(nothing(options, exported));
      writing(options.output, () => write(options.output, exported));
      printStatus(report(options.output, exported));
    });
};

function refuseUnknownKinds(kinds: readonly string[]): void {
  const unknown = kinds.find((kind) => !EXPORTED_KINDS.includes(kind));
  if (unknown === undefined) return;
  throw new Error(
    `There is no kind ${unknown} to export${suggestion(unknown, EXPORTED_KINDS)} Kinds are ${EXPORTED_KINDS.join(", ")}.`,
  );
}

function refuseOverwriting({ output: out, force }: Options): void {
  if (force === true || !existsSync(join(out, IMPORT))) return;
  throw new Error(
    `${join(out, IMPORT)} exists already: give another folder with --output, or --force to overwrite the earlier export.`,
  );
}

function wantedBy(
  { kinds, only, exclude = [] }: Options,
  objects: readonly Holding[],
): Parameters<typeof exportTenant>[1] {
  const [included, excluded] = [only?.map(glob), exclude.map(glob)];
  return {
    kind: (kind) => kinds === undefined || kinds.includes(kind),
    name: (name) =>
      (included === undefined || included.some((pattern) => pattern.test(name))) &&
      !excluded.some((pattern) => pattern.test(name)),
    // With two resources for one object, the object is deleted as soon as one of them leaves the program.
    outside: (kind, id) => {
      const holder = objects.find((object) => object.kind === kind && object.id === id);
      return holder && `this stack's own: ${heldBy(holder)}`;
    },
  };
}

/** `Support*` as a pattern for the whole name; case does not matter. */
function glob(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "isu");
}

function nothing({ only, exclude, kinds }: Options, { left }: Exported): string {
  const reasons = [...new Set(left.map(({ reason }) => reason))];
  const chosen = only !== undefined || exclude !== undefined || kinds !== undefined;
  const which = chosen ? "What matches --kinds, --only and --exclude" : "What the tenant has";
  if (left.length === 0) return `There is nothing to export: no object matches --kinds, --only and --exclude.`;
  return `There is nothing to export. ${which} (${left.length}) cannot be exported: ${reasons.join("; ")}.`;
}

function write(out: string, { files }: Exported): void {
  for (const { path, content } of files) {
    const file = join(out, path);
    makeFolder(dirname(file));
    writeFileSync(file, content);
  }
}

function report(out: string, { counts, left }: Exported): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...counts].map(([kind, count]) => `  ${kind}: ${count}`);
  return [
    `${total} ${total === 1 ? "resource" : "resources"} in ${out}:`,
    ...kinds,
    ...(left.length === 0 ? [] : ["", "Not exported, or not wholly:", ...leftLines(left)]),
    "",
    "Next, in the project of the stack that will manage them:",
    `  pulumi import --file ${join(out, IMPORT)} --generate-code=false --protect=false`,
    `  make ${join(out, "index.ts")} the program, then: pulumi preview --expect-no-changes`,
  ].join("\n");
}

/** One line per reason, as a tenant has dozens of system objects. */
function leftLines(left: readonly Left[]): readonly string[] {
  const byReason = new Map<string, Left[]>();
  for (const one of left) byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one]);
  return [...byReason].map(
    ([reason, ones]) =>
      `  ${ones.map(({ kind, name, id }) => `${kind} ${printable(name)} (${id})`).join(", ")}: ${printable(reason)}`,
  );
}
