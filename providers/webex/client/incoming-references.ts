import { z } from "zod";
import type { Referrer } from "../../core/resource/facets";
import { type HttpError, isFailure } from "../../http/http-errors";
import { understood } from "../../http/failures";
import { allRows } from "../../http/paginate";
import type { WebexApi } from "./api";

const answer = z.looseObject({
  meta: z.looseObject({
    referencedEntities: z.array(z.string()).default([]),
    currentEntity: z.string().optional(),
    totalPages: z.number().optional(),
  }),
  data: z.array(z.looseObject({ id: z.string(), name: z.string().default("(no name)") })).default([]),
});

/** The objects that refer to the one at `{path}/incoming-references`. The service lists the types, and referrers of one type at a time. */
export async function referrers(api: WebexApi, path: string): Promise<readonly Referrer[]> {
  const ask = async (type?: string, page = 0): Promise<z.output<typeof answer> | undefined> => {
    try {
      const query = { type, ...(page === 0 ? {} : { page }) };
      const said = await api.config({ method: "GET", path, query });
      return understood(said, (body) => answer.parse(body));
    } catch (error) {
      // Two kinds answer 400 here; the error then holds the refusal alone.
      if (isFailure(error, "bad-request", "not-found", "no-such-route")) return undefined;
      throw error;
    }
  };
  const first = await ask();
  const types = first?.meta.referencedEntities ?? [];
  const ofType = async (type: string): Promise<readonly Referrer[]> => {
    const rows = await allRows(async (page) => {
      const said = await ask(type, page);
      return { rows: said?.data ?? [], page, totalPages: said?.meta.totalPages ?? 1 };
    });
    return rows.map(({ id, name }) => ({ type, id, name }));
  };
  return (await Promise.all(types.map(ofType))).flat();
}

/** The error of a delete that referrers block, with their names. */
export async function referencedError(api: WebexApi, path: string, cause: HttpError): Promise<Error> {
  const named = (await referrers(api, path)).map(({ type, id, name }) => `${type} ${name} (${id})`).join(", ");
  const who = named === "" ? "" : ` It is still referred to by ${named}.`;
  return new Error(`${cause.message}${who} Remove or re-point what refers to it first; it was not deleted.`, { cause });
}

export const systemError = (object: string): Error =>
  new Error(
    `${object} is a system object, which Webex lets nobody change or delete: take it out of the stack with \`pulumi state delete\` and refer to it by a look-up.`,
  );
