import type { Descriptor } from "../../providers/core/resource/descriptor";
import { facetOf, type Touch } from "../../providers/core/resource/facets";
import type { Values } from "../../providers/core/resource/types";

/** Who changed a drifted object last and when. `now` is what was read of it. */
export async function lastTouch<Api>(
  { store }: Pick<Descriptor<never, never, Api>, "store">,
  api: Api,
  id: string,
  now: Values,
): Promise<Touch> {
  try {
    return (await facetOf(store.audit)?.lastTouch(api, id, now)) ?? {};
  } catch {
    // Who it was is an extra: a kind that does not tell must not hide what was found.
    return {};
  }
}
