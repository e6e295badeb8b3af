import type { Session } from "../../providers/core/engine/kind-engine";
import type { WebexApi } from "../../providers/webex/client/api";
import { programOf } from "./program";
import { type Left, readTenant, type Wanted } from "./read";
import { sources } from "./sources";
import { importOf } from "../../providers/core/engine/adopt";

/** A tenant as files: a program, the files that it reads, and the import file for `pulumi import`. */
export interface Exported {
  readonly files: readonly { readonly path: string; readonly content: string | Buffer }[];
  /** Number of resources by kind. */
  readonly counts: ReadonlyMap<string, number>;
  /** Objects that could not be exported, or not completely, and why. */
  readonly left: readonly Left[];
}

export const PROGRAM = "index.ts";
export const IMPORT = "import.json";

/** Kinds that can be exported. */
export const EXPORTED_KINDS: readonly string[] = sources().map(({ kind }) => kind);

/**
 * Reads a tenant and writes it as a program. With the import file, `pulumi import --file` adopts every object without a change.
 * @throws HttpError where the tenant cannot be listed.
 */
export async function exportTenant(
  session: Session<WebexApi>,
  wanted: Wanted,
  progress: (said: string) => void,
): Promise<Exported> {
  const snapshot = await readTenant(session, wanted, progress);
  const { text, files, drafts, notes } = programOf(snapshot);
  const resources = drafts.map(({ taken, name }) => importOf(taken.kind, name, taken.id, taken));
  const counts = new Map<string, number>();
  for (const { taken } of drafts) counts.set(taken.kind, (counts.get(taken.kind) ?? 0) + 1);
  return {
    files: [
      { path: PROGRAM, content: `${text}\n` },
      { path: IMPORT, content: `${JSON.stringify({ resources }, null, 2)}\n` },
      ...files,
    ],
    counts,
    left: [...snapshot.left, ...notes],
  };
}
