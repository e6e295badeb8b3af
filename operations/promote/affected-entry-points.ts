import { z } from "zod";
import type { WebexApi } from "../../providers/webex/client/api";

const entryPoint = z.looseObject({
  id: z.string(),
  name: z.string(),
  flowId: z.string().nullish(),
  flowTagId: z.string().nullish(),
});
const mapping = z.looseObject({ entryPointId: z.string().nullish(), dialledNumber: z.string().nullish() });

/** An entry point on the tag, and its numbers: their callers hear the tag's version. */
export interface AffectedEntryPoint {
  readonly entryPoint: string;
  readonly tag: string;
  readonly numbers: readonly string[];
}

/** Entry points of the flow that a publish under `tag` reaches: `Latest` moves with every publish. */
export async function affectedEntryPoints(
  api: WebexApi,
  flowId: string,
  tag: string,
): Promise<readonly AffectedEntryPoint[]> {
  const [entryPoints, mappings] = await Promise.all([
    api.list("v2/entry-point", entryPoint),
    api.list("v2/dial-number", mapping),
  ]);
  const reached = entryPoints.filter((one) => one.flowId === flowId && [tag, "Latest"].includes(one.flowTagId ?? ""));
  return reached.map(({ id, name, flowTagId }) => ({
    entryPoint: name,
    tag: flowTagId ?? tag,
    numbers: mappings.flatMap(({ entryPointId, dialledNumber }) =>
      entryPointId === id && typeof dialledNumber === "string" ? [dialledNumber] : [],
    ),
  }));
}
