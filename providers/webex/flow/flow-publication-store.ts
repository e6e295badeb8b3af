import { FlowFormatError } from "../../../flow";
import type { Store } from "../../core/resource/descriptor";
import { gone } from "../../core/engine/messages";
import { revisionOf } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import { isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import type { PublicationInputs } from "../resources/flow-publication";
import { meaning, sameContent } from "./flow-content";
import { exportFlow, flowMark, flowRows, getFlow, publishFlow, type TaggedFlow, tagVersions } from "./flow-wire";
import { callOf } from "../client/flow-routes";

/** A tag on a flow that is managed elsewhere. Its id is `FLOW_ID/TAG`. */
export const flowPublicationStore: Store<WebexApi, PublicationInputs> = {
  create: (api, inputs) => publish(api, inputs),

  async read(api, id, state) {
    const { flowId, tag } = parts(id);
    const flowType = state.flowType === "SUBFLOW" ? "SUBFLOW" : "FLOW";
    const row = (await flowRows(api, flowType)).get(flowId) ?? (await getFlow(api, flowId, flowType));
    if (row === undefined) return undefined;
    if (flowMark(row) === revisionOf(state)) return "unchanged";
    const flowVersionId = tagVersions(row).get(tag);
    const isOurs =
      state.flowVersionId === undefined || (await isSame(api, row.id, flowType, state.flowVersionId, flowVersionId));
    const revision = isOurs ? (state.revision ?? "1") : `published by ${row.lastModifiedBy ?? "somebody"} since`;
    return live(row, { flowId, flowType, tag, revision, comment: state.comment, flowVersionId });
  },

  update: (api, _id, inputs) => publish(api, inputs),

  // A version cannot lose its tag, and a destroy must not change what callers hear.
  remove: () => Promise.resolve(),

  calls: (["publish", "list", "draft", "export"] as const).map(callOf),

  cost: { create: 1, update: 1, delete: 0 },
  audit: { none: "a tag does not tell who moved it" },

  // A tag is not a separate object: after a lost answer it is right to publish again.
  find: () => Promise.resolve([]),
};

/** Whether callers hear the same. A publish that a network delivers twice makes two versions of one draft. */
async function isSame(api: WebexApi, id: string, flowType: string, before: unknown, after: unknown): Promise<boolean> {
  if (before === after || after === undefined) return before === after;
  const content = async (version: unknown): Promise<Values> =>
    meaning(await exportFlow(api, id, flowType, String(version)));
  try {
    return sameContent(await content(before), await content(after));
  } catch (error) {
    // A version that is gone or that cannot be read is another one.
    if (error instanceof FlowFormatError || isFailure(error, "not-found", "bad-request")) return false;
    throw error;
  }
}

async function publish(api: WebexApi, inputs: PublicationInputs): Promise<RemoteObject> {
  const { flowId, flowType, tag, comment } = inputs;
  const said = await publishFlow(api, flowId, flowType, [tag], comment);
  // The list may lag, so it is asked only where the answer does not contain the version.
  const row = said !== undefined && tagVersions(said).has(tag) ? said : await getFlow(api, flowId, flowType);
  if (row === undefined) throw new Error(gone(`The flow ${flowId}`));
  return live(row, { ...inputs, flowVersionId: tagVersions(row).get(tag) });
}

function live(row: TaggedFlow, values: Values): RemoteObject {
  return { id: `${row.id}/${String(values.tag)}`, values, revision: flowMark(row) };
}

/** @throws Error for an id that is not `FLOW_ID/TAG`. */
function parts(id: string): { readonly flowId: string; readonly tag: string } {
  const [flowId, tag, ...more] = id.split("/");
  if (flowId !== undefined && tag !== undefined && more.length === 0) return { flowId, tag };
  throw new Error(`${id} is not an id of a publication: it must be FLOW_ID/TAG.`);
}
