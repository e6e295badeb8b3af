import { z } from "zod";
import { asError, HttpError, isAmbiguous, isFailure } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { WebexApi } from "./api";
import { webexDialect } from "./dialect";

/** One item of a bulk request: `SAVE` makes an object, or changes the one that its `id` names. */
export interface BulkItem {
  readonly action: "SAVE" | "DELETE";
  readonly item: Readonly<Record<string, unknown>>;
}

/** Result of an item: done, with its id where the answer has it; refused with a reason; or not known yet. */
export type Outcome =
  | { readonly is: "done"; readonly id: string | undefined }
  | { readonly is: "refused"; readonly status: number; readonly reason: string }
  | { readonly is: "lost"; readonly error: HttpError };

/** https://developer.webex.com/webex-contact-center/docs/api/v1/address-book: an answer has status 207 even where items failed. */
const answered = z.looseObject({
  items: z.array(
    z.looseObject({
      itemIdentifier: z.number(),
      status: z.number(),
      href: z.string().optional(),
      apiError: z.unknown().optional(),
    }),
  ),
});

/** After this many items refused one by one, and none done, the cause is not the items. */
const ALONE_IN_VAIN = 3;

/**
 * Sends items in requests of at most `webex:bulkSize`, one after the other, and returns the result of each. A request that is refused
 * as a whole is halved, and the size that is accepted is kept for the rest of the process. Items that may have been done are never
 * sent again.
 */
export async function sendBulk(
  api: WebexApi,
  method: "POST" | "PATCH",
  path: string,
  items: readonly BulkItem[],
): Promise<readonly Outcome[]> {
  const begun = api.bulkSize;
  const outcomes: Outcome[] = [];
  let alone = 0;
  let size = begun;
  while (outcomes.length < items.length) {
    const sent = items.slice(outcomes.length, outcomes.length + size);
    const all = (outcome: Outcome): readonly Outcome[] => sent.map(() => outcome);
    try {
      outcomes.push(...(await request(api, method, path, sent)));
      if (sent.length < items.length) api.report(`${outcomes.length} of ${items.length} sent to ${path}.`);
    } catch (thrown) {
      if (isFailure(thrown, "bad-request") && sent.length > 1) {
        size = Math.ceil(sent.length / 2);
        continue;
      }
      if (isAmbiguous(thrown)) {
        outcomes.push(...all({ is: "lost", error: thrown }));
        continue;
      }
      const refused: Outcome = { is: "refused", status: 0, reason: asError(thrown).message };
      outcomes.push(...all(refused));
      alone += 1;
      // With "bad-request" this one item is wrong. Any other failure, such as a missing permission, applies to all.
      const isOne = isFailure(thrown, "bad-request");
      const isVain = alone >= ALONE_IN_VAIN && !outcomes.some(({ is }) => is === "done");
      if (!isOne || isVain) outcomes.push(...items.slice(outcomes.length).map(() => refused));
      size = begun;
    }
  }
  if (alone === 0) api.bulkSize = size;
  return outcomes;
}

async function request(
  api: WebexApi,
  method: "POST" | "PATCH",
  path: string,
  items: readonly BulkItem[],
): Promise<readonly Outcome[]> {
  const sent = items.map(({ action, item }, itemIdentifier) => ({ itemIdentifier, item, requestAction: action }));
  const answer = await api.config({ method, path, json: { items: sent } });
  const said = understood(answer, (body) => answered.parse(body)).items;
  const byIdentifier = new Map(said.map((item) => [item.itemIdentifier, item]));
  return items.map((_item, identifier): Outcome => {
    const found = byIdentifier.get(identifier);
    if (found === undefined) return { is: "lost", error: unnamed(method, path, answer.trackingId) };
    const { status, href, apiError } = found;
    if (status >= 200 && status < 300) return { is: "done", id: href?.split("/").at(-1) };
    const { detail } = webexDialect.explain(status, apiError);
    return { is: "refused", status, reason: `${status}${detail === "" ? "" : ` ${detail}`}` };
  });
}

function unnamed(method: "POST" | "PATCH", path: string, trackingId: string): HttpError {
  const detail = "an answer that does not name each item";
  return new HttpError({ failure: "unreadable", method, path, status: 207, detail, trackingId });
}
