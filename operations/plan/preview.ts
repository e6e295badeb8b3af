import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CALL_LOG, loggedCalls } from "../../providers/core/telemetry/call-log";
import { DRY_RUN } from "../../providers/core/telemetry/dry-run";
import { projectRoot } from "../../providers/core/settings/project";
import { needStack, show } from "../pulumi-cli";
import { kindOf, nameOf } from "../../providers/core/engine/holdings";
import { stackOption } from "../stack-state";
import type { Operation } from "../../providers/core/resource/facets";
import type { Seen, Step } from "./estimate";

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go */
const resourceSide = z.looseObject({ inputs: z.record(z.string(), z.unknown()).nullish() }).nullish();
const event = z.looseObject({
  resourcePreEvent: z
    .looseObject({
      metadata: z.looseObject({
        op: z.string(),
        urn: z.string(),
        type: z.string(),
        old: resourceSide,
        new: resourceSide,
      }),
    })
    .optional(),
});

/** Operations by the engine's step; a replacement is two steps. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: "create",
  "create-replacement": "create",
  update: "update",
  delete: "delete",
  "delete-replaced": "delete",
};

/** The content and exit code of a preview. */
export interface Preview extends Seen {
  /** The CLI's exit code. */
  readonly code: number;
}

export interface PreviewOptions {
  readonly stack: string | undefined;
  readonly destroy: boolean;
  /** Whether the clouds make dry runs. */
  readonly dryRuns: boolean;
  /** Where the output goes. */
  readonly to: "stdout" | "stderr";
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Runs `pulumi preview`, or the preview of a destroy, with visible output, and records its events.
 * @throws Error where it does not start, such as for a missing stack.
 */
export async function preview({ stack, destroy, dryRuns, to, env, now }: PreviewOptions): Promise<Preview> {
  needStack(stack);
  const folder = mkdtempSync(join(tmpdir(), "datadip-plan-"));
  const file = join(folder, "events.jsonl");
  const command = destroy ? ["destroy", "--preview-only"] : ["preview"];
  // The CLI's option for an event log is one of its debug commands.
  const ours = { ...env, PULUMI_DEBUG_COMMANDS: "true", ...(destroy || !dryRuns ? {} : { [DRY_RUN]: "true" }) };
  const begun = now();
  try {
    const code = await show([...command, "--event-log", file, ...stackOption(stack)], ours, to);
    if (!existsSync(file)) throw new Error(`pulumi ${command.join(" ")} did not start: see its message above.`);
    const calls = loggedCalls(join(projectRoot(), CALL_LOG)).filter(({ at, dry }) => at >= begun && !dry);
    return { code, steps: stepsIn(readFileSync(file, "utf8")), calls, tookMs: now() - begun };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The operations on our resources, in the engine's order. @throws ZodError for a text that is not an event log. */
export function stepsIn(text: string): readonly Step[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => {
    const metadata = event.parse(JSON.parse(line)).resourcePreEvent?.metadata;
    const kind = metadata === undefined ? undefined : kindOf(metadata.type);
    const operation = OPERATIONS[metadata?.op ?? ""];
    if (metadata === undefined || kind === undefined || operation === undefined) return [];
    const inputs = (operation === "delete" ? metadata.old : metadata.new)?.inputs ?? {};
    return [{ operation, urn: metadata.urn, kind, name: nameOf(metadata.urn), inputs }];
  });
}
