import { CLOUDS, loadKinds, type Sessions } from "../../providers/clouds";
import type { Store } from "../../providers/core/resource/descriptor";
import { descriptorOf } from "../../providers/core/resource/registry";
import { asError } from "../../providers/http/http-errors";
import type { WebexApi } from "../../providers/webex/client/api";
import type { Managed } from "../stack-state";

CLOUDS.forEach(loadKinds);

/** An object that a destroy cannot or must not delete. */
export interface Blocker {
  readonly kind: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly id: string;
  /** `referred-to`: by objects that the stack does not own; `system`: a system object; `protected`: by the program. */
  readonly why: "referred-to" | "system" | "protected" | "unknown";
  /** The referrers, as `flow Main_Line (id)`; or why they are unknown. */
  readonly by: readonly string[];
}

/** Blockers of the deletion of these resources. Only reads. @throws Error where Webex does not answer at all. */
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
  const store: Store<WebexApi> = descriptorOf(managed.kind).store;
  try {
    if ((await store.isSystem?.(api, managed.id)) === true) return [blocker(managed, "system", [])];
    const foreign = ((await store.referrers?.(api, managed.id)) ?? []).filter(({ id }) => !own.has(id));
    const by = foreign.map(({ type, name, id }) => `${type} ${name} (${id})`);
    return by.length === 0 ? [] : [blocker(managed, "referred-to", by)];
  } catch (error) {
    return [blocker(managed, "unknown", [asError(error).message])];
  }
}

const blocker = ({ kind, name, id }: Managed, why: Blocker["why"], by: readonly string[]): Blocker => ({
  kind,
  name,
  id,
  why,
  by,
});
