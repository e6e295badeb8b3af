import { z } from "zod";
import type { FlowType } from "../../../flow";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { formatIn, meaning } from "./flow-content";
import { draftInWords, flowTypeIn, newerDraft } from "./flow-guard";
import { type BasicFlow, exportFlow, flowMark, tagNumbers, tagVersions } from "./flow-wire";
import { DEFAULT_COMMENT, TAGS } from "../limits";

/** The live flow: its tags, the meaning of the version under them, and who changed it last. */
export async function liveFlow(api: WebexApi, row: BasicFlow, state: Values, kept: FlowType): Promise<RemoteObject> {
  const flowType = flowTypeIn(state, kept);
  const createdAt = dateOf(row.createdDate);
  const known = state.content === undefined ? adoptedFlow(api, row, flowType) : keptFlow(api, row, state, flowType);
  return {
    id: row.id,
    values: {
      ...(await known),
      flowType,
      lastModifiedBy: row.lastModifiedBy ?? undefined,
      lastModifiedDate: dateOf(row.lastModifiedDate),
      versions: tagNumbers(row),
      draft: (await newerDraft(api, row, flowType, formatIn(state))) === undefined ? "" : draftInWords(row),
    },
    revision: flowMark(row),
    createdAt: createdAt === undefined ? undefined : Date.parse(createdAt),
  };
}

const tagsIn = ({ tags }: Values): readonly string[] => (Array.isArray(tags) ? tags.map(String) : []);

/** The version under the first of the resource's tags that points to one. */
export function taggedVersion(row: BasicFlow, state: Values): string | undefined {
  const versions = tagVersions(row);
  return tagsIn(state)
    .map((name) => versions.get(name))
    .find((version) => version !== undefined);
}

export const exported = z.looseObject({});

async function keptFlow(api: WebexApi, row: BasicFlow, state: Values, flowType: string): Promise<Values> {
  const wanted = tagsIn(state);
  const versions = tagVersions(row);
  const first = taggedVersion(row, state);
  const content = meaning(await exportFlow(api, row.id, flowType, first ?? "draft", formatIn(state)));
  // The row's description is that of the draft, which may be a version of another tag.
  const described = first === undefined || first === versions.get("Latest") ? row : content;
  return {
    name: row.name,
    ...(state.description === undefined ? {} : { description: described.description ?? "" }),
    // The service has the bound flow only, and the comment may be that of an older version.
    bindings: state.bindings,
    comment: state.comment,
    format: state.format,
    overwriteDraft: state.overwriteDraft,
    lint: state.lint,
    // A tag counts only where it points to the same version as the first tag.
    tags: wanted.filter((name) => versions.get(name) !== undefined && versions.get(name) === first),
    content,
  };
}

const dateOf = (date: string | number | null | undefined): string | undefined =>
  date === null || date === undefined ? undefined : new Date(date).toISOString();

/** Inputs of a flow without state: the version under the most important tag, and every tag on that version. */
async function adoptedFlow(api: WebexApi, row: BasicFlow, flowType: string): Promise<Values> {
  const versions = tagVersions(row);
  const first = TAGS.map((tag) => versions.get(tag)).find((version) => version !== undefined);
  return {
    name: row.name,
    description: row.description ?? "",
    bindings: {},
    comment: DEFAULT_COMMENT,
    format: "v1",
    overwriteDraft: false,
    lint: {},
    tags: TAGS.filter((tag) => first !== undefined && versions.get(tag) === first),
    content: meaning(await exportFlow(api, row.id, flowType, first ?? "draft")),
  };
}
