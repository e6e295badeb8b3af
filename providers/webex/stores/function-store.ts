import { z } from "zod";
import { gone } from "../../core/engine/messages";
import { type Store, Unfinished } from "../../core/resource/descriptor";
import type { Listed } from "../../core/resource/facets";
import type { RemoteObject, Values } from "../../core/resource/types";
import { provenDeleted, understood } from "../../http/failures";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import { asError, isFailure, unlessMissing } from "../../http/http-errors";
import { allRows } from "../../http/paginate";
import type { WebexApi } from "../client/api";
import { DEFAULT_COMMENT, TAGS } from "../limits";
import type { Inputs } from "../resources/function";

const time = z.union([z.number(), z.string()]).optional().catch(undefined);
const metadata = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  language: z.string().nullish(),
  selectedRuntime: z.string().nullish(),
  timeoutInSec: z.number().nullish(),
  tagVersionMap: z.record(z.string(), z.coerce.string()).nullish(),
  lockedBy: z.string().nullish(),
  createdDate: time,
  lastModifiedBy: z.string().nullish(),
  lastModifiedDate: time,
});
const answer = z.looseObject({ fnMetadata: metadata });
const page = z.looseObject({
  data: z.array(metadata),
  pageInfo: z.looseObject({ currentPage: z.number(), totalPages: z.number().optional() }),
});
const exported = z.looseObject({ sourceCode: z.string(), inputs: z.unknown(), outputs: z.unknown() });

type Metadata = z.output<typeof metadata>;

const send = (api: WebexApi, request: HttpRequest): Promise<HttpAnswer> =>
  api.gateway({ ...request, path: `/v1/${api.orgId}/functions${request.path}` });
const item = (id: string): string => `/${encodeURIComponent(id)}`;
const metadataIn = (said: HttpAnswer): Metadata => understood(said, (body) => answer.parse(body).fnMetadata);

const bodyOf = ({ tags: _, comment: __, outputs: samples, ...body }: Inputs): Values => ({
  ...body,
  outputs: JSON.stringify(samples),
});

/** Parses samples, which the service returns as JSON text. */
function samplesIn(said: unknown): unknown {
  if (typeof said !== "string") return said ?? {};
  try {
    return JSON.parse(said === "" ? "{}" : said);
  } catch {
    return said;
  }
}

const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));

/** `wanted`: tags that the program sets. Where it is not known, all tags that point to a version. */
function live(found: Metadata, values: Values, wanted: unknown): RemoteObject {
  const versions = found.tagVersionMap ?? {};
  const { name, description, language, selectedRuntime, timeoutInSec, lastModifiedBy } = found;
  const tags = (Array.isArray(wanted) ? wanted.map(String) : TAGS).filter((tag) => tag in versions);
  const createdAt = new Date(found.createdDate ?? NaN).getTime();
  return {
    id: found.id,
    values: withoutEmpty({
      name,
      description,
      language,
      selectedRuntime,
      timeoutInSec,
      lastModifiedBy,
      ...values,
      tags,
      versions,
    }),
    ...(Number.isNaN(createdAt) ? {} : { createdAt }),
  };
}

async function rows(
  api: WebexApi,
  query: Readonly<Record<string, string | boolean>> = {},
): Promise<readonly Metadata[]> {
  const found = allRows(async (at) => {
    const said = await send(api, { method: "GET", path: "", query: { ...query, page: at, size: 100 } });
    const { data, pageInfo } = understood(said, (body) => page.parse(body));
    return { rows: data, page: pageInfo.currentPage, totalPages: pageInfo.totalPages ?? 1 };
  });
  // The service answers 404 where no function matches.
  return (await unlessMissing(found)) ?? [];
}

async function read(
  api: WebexApi,
  id: string,
  { tags, comment = DEFAULT_COMMENT }: Values,
): Promise<RemoteObject | undefined> {
  const row = await unlessMissing(send(api, { method: "GET", path: item(id), query: { metaDataOnly: true } }));
  const said =
    row && (await unlessMissing(send(api, { method: "POST", path: `${item(id)}:export`, repeatable: true })));
  if (row === undefined || said === undefined) return undefined;
  const { sourceCode, inputs: given, outputs: samples } = understood(said, (body) => exported.parse(body));
  return live(metadataIn(row), { sourceCode, inputs: given ?? [], outputs: samplesIn(samples), comment }, tags);
}

/** Publishes the draft. The export is not read back, as the service stores sources unchanged. */
async function published(api: WebexApi, draft: Metadata, given: Inputs): Promise<RemoteObject> {
  const { tags, comment, sourceCode, inputs: asked, outputs: samples } = given;
  try {
    await send(api, { method: "POST", path: `${item(draft.id)}:publish`, json: { tags, comment } });
    const found = metadataIn(await send(api, { method: "GET", path: item(draft.id), query: { metaDataOnly: true } }));
    return live(found, { sourceCode, inputs: asked, outputs: samples }, tags);
  } catch (error) {
    const reason = `The function ${draft.id} is saved, but not published: ${asError(error).message}`;
    throw new Unfinished(live(draft, {}, tags), reason, ["tags"]);
  }
}

async function update(api: WebexApi, id: string, given: Inputs): Promise<RemoteObject> {
  let isHeld = false;
  try {
    await send(api, { method: "POST", path: `${item(id)}:lock`, repeatable: true });
    isHeld = true;
  } catch (error) {
    if (isFailure(error, "conflict")) throw error;
    if (isFailure(error, "not-found")) throw new Error(gone(`The function ${id}`), { cause: error });
    api.report(`The function ${id} is written without a lock: ${asError(error).message}`);
  }
  try {
    const draft = metadataIn(await send(api, { method: "PUT", path: item(id), json: bodyOf(given) }));
    return await published(api, draft, given);
  } finally {
    if (isHeld)
      await send(api, { method: "POST", path: `${item(id)}:unlock`, repeatable: true }).catch((error: unknown) =>
        api.report(`The lock of the function ${id} stays until it ends by itself: ${asError(error).message}`),
      );
  }
}

/** Functions of the functions service: a draft, which is published under tags. */
export const functionStore: Store<WebexApi, Inputs> = {
  create: async (api, given) => {
    const draft = metadataIn(await send(api, { method: "POST", path: "", json: bodyOf(given) }));
    return published(api, draft, given);
  },
  read,
  update,
  remove: async (api, id) => {
    const request: HttpRequest = { method: "DELETE", path: item(id), query: { isForceDeletion: false } };
    const answer = await unlessMissing(send(api, request));
    if (answer !== undefined) await provenDeleted(answer, async () => (await read(api, id, {})) !== undefined);
  },
  find: async (api, given) => {
    const { name } = given;
    const found = (await rows(api, { name, isPartialMatch: false })).filter((one) => one.name === name);
    const all = await Promise.all(found.map(({ id }) => read(api, id, given)));
    return all.filter((one) => one !== undefined);
  },
  list: async (api): Promise<readonly Listed[]> => {
    // An organisation may lack the service.
    const all = await rows(api).catch((error: unknown) => {
      if (isFailure(error, "no-such-route")) return [];
      throw error;
    });
    return all.map(({ id, name }) => ({ id, values: { name }, isSystem: false }));
  },
  cost: { create: 3, update: 5, delete: 1 },
  audit: {
    lastTouch: (_api, _id, { lastModifiedBy }) =>
      Promise.resolve(typeof lastModifiedBy === "string" ? { by: lastModifiedBy } : {}),
  },
  calls: [
    ...["GET", "POST"].map((method) => `${method} /v1/{orgId}/functions`),
    ...["GET", "PUT", "DELETE"].map((method) => `${method} /v1/{orgId}/functions/{id}`),
    ...["publish", "lock", "unlock", "export"].map((verb) => `POST /v1/{orgId}/functions/{id}:${verb}`),
  ],
};
