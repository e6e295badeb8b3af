import { z } from "zod";
import { isFailure } from "../http/errors";
import { understood } from "../http/failures";
import type { WebexApi } from "./api";

export interface Referrer {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

const answer = z.looseObject({
  meta: z.looseObject({ referencedEntities: z.array(z.string()).default([]), currentEntity: z.string().optional() }),
  data: z.array(z.looseObject({ id: z.string(), name: z.string().default("(no name)") })).default([]),
});

/** The objects that hold a reference to this one. The service tells one type at a time, and which types there are. */
export async function referrers(api: WebexApi, path: string, id: string): Promise<readonly Referrer[]> {
  const ask = async (type?: string): Promise<z.output<typeof answer> | undefined> => {
    try {
      const said = await api.config({
        method: "GET",
        path: `${path}/${encodeURIComponent(id)}/incoming-references`,
        query: { type },
      });
      return understood(said, (body) => answer.parse(body));
    } catch (error) {
      // Two kinds answer 400 here; the refusal itself is then all there is to say.
      if (isFailure(error, "bad-request", "not-found", "no-such-route")) return undefined;
      throw error;
    }
  };
  const first = await ask();
  const types = first?.meta.referencedEntities ?? [];
  const pages = await Promise.all(types.map(async (type) => ({ type, page: await ask(type) })));
  return pages.flatMap(({ type, page }) =>
    (page?.data ?? []).map(({ id: referrer, name }) => ({ type, id: referrer, name })),
  );
}
