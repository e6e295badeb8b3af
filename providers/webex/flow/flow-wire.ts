import { z } from "zod";
import { unlessMissing } from "../../http/http-errors";
import { provenDeleted, understood } from "../../http/failures";
import { allRows } from "../../http/paginate";
import { readPage } from "../client/pages";
import type { WebexApi } from "../client/api";
import { type ActivityDefinition, readActivityDefinitions } from "../../../flow";
import { report } from "../../core/telemetry/report";
import type { Format } from "./flow-content";

/** Shapes of the Flow Store's answers. Its description leaves most of them empty, so most fields are optional here. */

const tag = z.looseObject({
  id: z.string().optional(),
  displayName: z.string().optional(),
  flowVersionId: z.string().nullish(),
  versionNumber: z.number().nullish(),
});

/** BasicFlow: a row of the list, and the answer of an import. */
export const basicFlow = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  flowType: z.string().optional(),
  status: z.string().nullish(),
  version: z.number().nullish(),
  tags: z.array(tag).nullish(),
  lastModifiedDate: z.union([z.string(), z.number()]).nullish(),
  lastModifiedBy: z.string().nullish(),
  createdDate: z.union([z.string(), z.number()]).nullish(),
  lockedBy: z.string().nullish(),
  lockedAt: z.union([z.string(), z.number()]).nullish(),
});
export type BasicFlow = z.output<typeof basicFlow>;
/** The part of a flow that marks and tags are read from. */
export type TaggedFlow = Pick<BasicFlow, "id" | "tags" | "version" | "lastModifiedDate">;

const PAGE_SIZE = 100;

/** All flows of a type: asked once in a run until one is written. The list's default page is 10, cut off silently. */
export const flowRows = (api: WebexApi, flowType: string): Promise<ReadonlyMap<string, BasicFlow>> =>
  api.once(`flows ${flowType}`, async () => {
    const rows = await allRows(async (page) => {
      const query = { flowType, page, size: PAGE_SIZE, includePagination: true };
      return understood(await api.flow("list", { query }), (body) => readPage(body, basicFlow));
    }, PAGE_SIZE);
    return new Map(rows.map((row) => [row.id, row]));
  });

export function forgetFlows(api: WebexApi): void {
  api.forget("flows ");
}

/** Version id by tag name. */
export const tagVersions = (row: Pick<BasicFlow, "tags">): ReadonlyMap<string, string> =>
  new Map(
    (row.tags ?? []).flatMap(({ id, displayName, flowVersionId }) => {
      const name = displayName ?? id;
      return name === undefined || typeof flowVersionId !== "string" ? [] : [[name, flowVersionId] as const];
    }),
  );

/** Version number by tag name, as Flow Designer shows it. */
export function tagNumbers(row: BasicFlow): Readonly<Record<string, number>> {
  const named = (row.tags ?? []).map(
    ({ id, displayName, versionNumber }) => [displayName ?? id, versionNumber] as const,
  );
  return Object.fromEntries(
    named.filter((entry): entry is [string, number] => entry[0] !== undefined && typeof entry[1] === "number"),
  );
}

/** Changes whenever the flow's draft, published versions or tags change. */
export function flowMark(row: Omit<TaggedFlow, "id">): string {
  const tags = [...tagVersions(row)].map(([name, version]) => `${name}=${version}`).sort();
  return [row.version ?? "", row.lastModifiedDate ?? "", ...tags].join(" ");
}

/** A flow to import, with its type and format. */
export interface FlowFile {
  readonly name: string;
  readonly flowType: string;
  readonly format: Format;
  readonly document: string;
}

const imported = z.looseObject({ id: z.string() });
const importedV2 = z.looseObject({
  flow: imported,
  preflightWarnings: z
    .array(z.looseObject({ message: z.string() }))
    .nullish()
    .catch(undefined),
});

/**
 * Makes a flow, or with `overwrite` a new draft of the flow with this name. FlowV2 is sent by its import only: a save or patch of an
 * existing flow breaks its picture in Flow Designer.
 */
export async function importFlow(api: WebexApi, file: FlowFile, overwrite: boolean): Promise<TaggedFlow> {
  try {
    return await (file.format === "v2" ? sendV2(api, file, overwrite) : sendV1(api, file, overwrite));
  } finally {
    forgetFlows(api);
  }
}

async function sendV1(api: WebexApi, { name, flowType, document }: FlowFile, overwrite: boolean): Promise<TaggedFlow> {
  const file = { name: "file", content: document, contentType: "application/json", filename: `${name}.json` };
  const query = { overwrite: overwrite ? "yes" : "no", flowType };
  return understood(await api.flow("import", { query, parts: [file] }), (body) => imported.parse(body));
}

async function sendV2(api: WebexApi, { name, flowType, document }: FlowFile, overwrite: boolean): Promise<TaggedFlow> {
  const answer = await api.flow("importV2", { query: { overwrite, flowType }, json: JSON.parse(document) });
  const { flow, preflightWarnings } = understood(answer, (body) => importedV2.parse(body));
  for (const { message } of preflightWarnings ?? []) report(`${name}: Webex says of the imported flow: ${message}`);
  return flow;
}

/**
 * Activity definitions of the organisation for flows of a type, asked once in a run.
 * @throws HttpError "no-such-route" where its gateway does not know FlowV2.
 */
export const activityDefinitions = (api: WebexApi, flowType: string): Promise<readonly ActivityDefinition[]> =>
  api.once(`activities ${flowType}`, async () =>
    understood(await api.flow("activities", { query: { flowType } }), readActivityDefinitions),
  );

/** The answer to a publish; in the description it is empty. */
const publishedFlow = basicFlow.omit({ name: true }).extend({ tags: z.array(tag) });

/**
 * Every publish makes a version, and moves these tags to it.
 * @returns the flow in the answer; undefined where the answer has no tags.
 */
export async function publishFlow(
  api: WebexApi,
  id: string,
  flowType: string,
  tagIds: readonly string[],
  comment: string,
): Promise<TaggedFlow | undefined> {
  const answer = await api
    .flow("publish", { at: { id }, query: { flowType }, json: { comment, tagIds } })
    .finally(() => forgetFlows(api));
  return publishedFlow.safeParse(answer.body).data;
}

/** An export of the flow; `draft`, `latest`, or a version's id. */
export async function exportFlow(
  api: WebexApi,
  id: string,
  flowType: string,
  version: string,
  format: Format = "v1",
): Promise<unknown> {
  const operation = format === "v2" ? "exportV2" : "export";
  return (await api.flow(operation, { at: { id }, query: { flowType, version } })).body;
}

/**
 * The live flow by its id; undefined where it is gone. The list alone proves nothing: it is also empty for a wrong project, and lags
 * after a write. So the draft and the export must both answer that the flow does not exist.
 * @throws Error where they have the flow and the list does not.
 */
export async function getFlow(api: WebexApi, id: string, flowType: string): Promise<BasicFlow | undefined> {
  const query = { flowType, ids: id, includePagination: true };
  const listed = understood(await api.flow("list", { query }), (body) => readPage(body, basicFlow));
  const row = listed.rows.find((found) => found.id === id);
  if (row !== undefined) return row;
  const there =
    (await unlessMissing(api.flow("draft", { at: { id }, query: { flowType } }))) ??
    (await unlessMissing(api.flow("export", { at: { id }, query: { flowType, version: "draft" } })));
  if (there === undefined) return undefined;
  throw new Error(
    `Webex has the flow ${id}, but its list of flows does not show it. Nothing was changed. Run again in a minute; if it stays, check webex:flowProjectId.`,
  );
}

/** Sends `skipRsEPCheck=false`: the default, true, would delete a flow that a live entry point uses. */
export async function deleteFlow(api: WebexApi, id: string, flowType: string): Promise<void> {
  const query = { force: "no", skipRsEPCheck: false, flowType };
  const answer = await api.flow("delete", { at: { id }, query }).finally(() => forgetFlows(api));
  await provenDeleted(answer, async () => (await getFlow(api, id, flowType)) !== undefined, "OK");
}

const choices = z.looseObject({ choices: z.array(z.looseObject({ name: z.string(), value: z.string() })) });

/** Connectors as Flow Designer lists them, the only public way to see them. */
export const connectors = (api: WebexApi): Promise<readonly { readonly name: string; readonly id: string }[]> =>
  api.once("connectors", async () => {
    const answer = await api.flow("choices", { at: { activity: "http-request", input: "connectorId" } });
    return understood(answer, (body) => choices.parse(body)).choices.map(({ name, value }) => ({ name, id: value }));
  });
