import type { Descriptor } from "../../providers/core/resource/descriptor";
import { facetOf, type Touch } from "../../providers/core/resource/facets";
import type { Values } from "../../providers/core/resource/types";

/** Who changed a drifted object last and when. `now` holds the values just read. */
export async function lastTouch<Api>(
  { store }: Pick<Descriptor<never, never, Api>, "store">,
  api: Api,
  id: string,
  now: Values,
): Promise<Touch> {
  try {
    return (await facetOf(store.audit)?.lastTouch(api, id, now)) ?? {};
  } catch {
    // Extra information: a failure here must not hide the drift.
    return {};
  }
}
