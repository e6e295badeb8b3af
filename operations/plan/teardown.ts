import { CLOUDS, loadKinds, type Sessions } from "../../providers/clouds";
import { descriptorOf } from "../../providers/core/resource/registry";
import { asError } from "../../providers/http/http-errors";
import type { WebexApi } from "../../providers/webex/client/api";
import { EntityStore } from "../../providers/webex/stores/entity-store";
import { listing } from "../../providers/webex/client/listing";
import type { Managed } from "../stack-state";

CLOUDS.forEach(loadKinds);

/** Something that a destroy would fail at, or must not do. */
export interface Blocker {
  readonly kind: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly id: string;
  /** `referred-to` by objects that the stack does not own; `system`: Webex's own; `protected` by the program. */
  readonly why: "referred-to" | "system" | "protected" | "unknown";
  /** Each as `flow Main_Line (id)`; or why it is unknown. */
  readonly by: readonly string[];
}

/** What stands in the way of deleting these resources. Reads alone. @throws Error where Webex cannot be asked at all. */
export async function blockers(resources: readonly Managed[], sessions: Sessions): Promise<readonly Blocker[]> {
  const doomed = resources.filter(({ isRetained }) => !isRetained);
  const guarded = doomed.filter(({ isProtected }) => isProtected).map((one) => blocker(one, "protected", []));
  const webex = doomed.filter(({ kind }) => kind.startsWith("webex."));
  if (webex.length === 0) return guarded;
  const { api } = await sessions.of("webex");
  const own = new Set(resources.map(({ id }) => id));
  const found = await Promise.all(webex.map((managed) => blockersOf(api, managed, own)));
  return [...guarded, ...found.flat()];
}

async function blockersOf(api: WebexApi, managed: Managed, own: ReadonlySet<string>): Promise<readonly Blocker[]> {
  try {
    return managed.kind === "webex.Flow" ? await ofFlow(api, managed, own) : await ofEntity(api, managed, own);
  } catch (error) {
    return [blocker(managed, "unknown", [asError(error).message])];
  }
}

async function ofEntity(api: WebexApi, managed: Managed, own: ReadonlySet<string>): Promise<readonly Blocker[]> {
  const { store } = descriptorOf(managed.kind);
  // Parts and assignments are no objects: nothing refers to one.
  if (!(store instanceof EntityStore)) return [];
  if (await store.isSystemRow(api, managed.id)) return [blocker(managed, "system", [])];
  const foreign = (await store.referrers(api, managed.id)).filter(({ id }) => !own.has(id));
  const by = foreign.map(({ type, name, id }) => `${type} ${name} (${id})`);
  return by.length === 0 ? [] : [blocker(managed, "referred-to", by)];
}

/** The Flow Store tells no referrers; entry points name their flow. */
async function ofFlow(api: WebexApi, managed: Managed, own: ReadonlySet<string>): Promise<readonly Blocker[]> {
  const rows = [...(await listing(api, "v2/entry-point")).values()];
  const foreign = rows.filter(({ id, flowId }) => flowId === managed.id && !own.has(id));
  const by = foreign.map(({ id, name = "(no name)" }) => `entry-point ${name} (${id})`);
  return by.length === 0 ? [] : [blocker(managed, "referred-to", by)];
}

function blocker({ kind, name, id }: Managed, why: Blocker["why"], by: readonly string[]): Blocker {
  return { kind, name, id, why, by };
}
