import { createHash } from "node:crypto";
import { readFlow, sameFlow } from "../../flow";
import { type Store, Unfinished } from "../core/descriptor";
import { gone } from "../core/messages";
import { markOf } from "../core/state";
import type { Live, Values } from "../core/types";
import { asError, isFailure } from "../http/errors";
import type { WebexApi } from "./api";
import { boundFlow, importDocument, type Tenant, unresolved } from "./flow-content";
import {
  type BasicFlow,
  connectors,
  deleteFlow,
  exportFlow,
  flowMark,
  flowRows,
  getFlow,
  importFlow,
  publishFlow,
  tagVersions,
} from "./flow-wire";
import { listing } from "./listing";

/** How flows are kept: an import makes a draft, a publish makes a version of it and moves tags there. */
export const flowStore: Store<WebexApi> = {
  async create(api, inputs) {
    const { document, flowType } = await importable(api, inputs);
    const row = await importFlow(api, String(inputs.name), flowType, document, "no");
    return publish(api, row.id, inputs, flowType);
  },

  async read(api, id, state) {
    const flowType = flowTypeOf(state);
    const row = (await flowRows(api, flowType)).get(id) ?? (await getFlow(api, id, flowType));
    if (row === undefined) return undefined;
    if (flowMark(row) === markOf(state)) return "unchanged";
    return liveFlow(api, row, state, flowType);
  },

  async update(api, id, inputs, state) {
    const { document, flowType } = await importable(api, inputs);
    // An import finds its flow by name: under a name that is no longer this flow's it would make another.
    const now = await getFlow(api, id, flowType);
    if (now === undefined) throw new Error(gone(`The flow ${String(inputs.name)} (${id})`));
    if (now.name !== inputs.name) {
      throw new Error(
        `The flow ${id} is called ${now.name} now, not ${String(inputs.name)}: \`pulumi up --refresh\` replaces it by one of that name.`,
      );
    }
    // Every import makes a new draft: without a change of content only the tags move.
    if (state.publishedContent !== contentHash(document)) {
      const row = await importFlow(api, String(inputs.name), flowType, document, "yes");
      if (row.id !== id) {
        throw new Error(
          `The flow ${String(inputs.name)} was imported as ${row.id}, not over ${id}: somebody renamed or replaced it. Run \`pulumi up --refresh\`.`,
        );
      }
    }
    return publish(api, id, inputs, flowType);
  },

  async remove(api, id, state) {
    try {
      await deleteFlow(api, id, flowTypeOf(state));
    } catch (error) {
      if (!isFailure(error, "not-found")) throw error;
    }
  },

  async find(api, inputs) {
    const flowType = boundFlow(inputs).flow?.flowType ?? "FLOW";
    const rows = [...(await flowRows(api, flowType)).values()].filter(({ name }) => name === inputs.name);
    return Promise.all(rows.map((row) => liveFlow(api, row, inputs, flowType)));
  },
};

/** The document to import, its references proven, since the service resolves none of them. */
async function importable(api: WebexApi, inputs: Values): Promise<{ document: string; flowType: string }> {
  const { flow, problems } = boundFlow(inputs);
  const found = flow === undefined ? problems : [...problems, ...unresolved(flow, await tenantOf(api, true))];
  if (flow === undefined || found.length > 0)
    throw new Error(found.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  return { document: importDocument(flow, inputs), flowType: flow.flowType };
}

/** What a flow may refer to. Audio files may be made by the very run that previews, so a preview leaves them out. */
export async function tenantOf(api: WebexApi, withAudio: boolean): Promise<Tenant> {
  const queueIds = new Set((await listing(api, "v2/contact-service-queue")).keys());
  const connectorIds = new Set((await connectors(api)).map(({ id }) => id));
  if (!withAudio) return { queueIds, connectorIds };
  const names = [...(await listing(api, "v2/audio-file")).values()].flatMap(({ name }) =>
    name === undefined ? [] : [name],
  );
  return { queueIds, connectorIds, audioNames: new Set(names) };
}

async function publish(api: WebexApi, id: string, inputs: Values, flowType: string): Promise<Live> {
  const flow = boundFlow(inputs).flow;
  const publishedContent = flow === undefined ? undefined : contentHash(importDocument(flow, inputs));
  const values = { flowType, publishedContent, content: inputs.content, tags: inputs.tags };
  try {
    await publishFlow(api, id, flowType, inputs.tags as readonly string[], String(inputs.comment));
    return { id, values };
  } catch (error) {
    throw new Unfinished(
      { id, values: { ...values, tags: [] } },
      `The flow ${String(inputs.name)} (${id}) was imported, but not published: ${asError(error).message}`,
    );
  }
}

/** The flow as it is: its tags, and its content where somebody changed it. */
async function liveFlow(api: WebexApi, row: BasicFlow, state: Values, flowType: string): Promise<Live> {
  const wanted = (state.tags ?? []) as readonly string[];
  const versions = tagVersions(row);
  const first = wanted.map((name) => versions.get(name)).find((version) => version !== undefined);
  const exported = await exportFlow(api, row.id, flowType, first ?? "draft");
  const ours = boundFlow(state).flow;
  const described = state.description === undefined || state.description === (row.description ?? "");
  const same =
    ours !== undefined && sameFlow(readFlow(JSON.parse(importDocument(ours, state))), readFlow(exported)) && described;
  return {
    id: row.id,
    values: {
      name: row.name,
      ...(state.description === undefined ? {} : { description: row.description ?? "" }),
      // The service knows the bound flow only, and the comment only as that of an older version.
      bindings: state.bindings,
      comment: state.comment,
      flowType,
      // A tag that stands on another version than the first is not where it should be.
      tags: wanted.filter((name) => versions.get(name) !== undefined && versions.get(name) === first),
      content: same ? state.content : JSON.stringify(exported),
      publishedContent: same ? state.publishedContent : "",
    },
    mark: flowMark(row),
    createdAt:
      row.createdDate === null || row.createdDate === undefined ? undefined : new Date(row.createdDate).getTime(),
  };
}

function flowTypeOf({ flowType }: Values): string {
  return typeof flowType === "string" ? flowType : "FLOW";
}

function contentHash(document: string): string {
  return createHash("sha256").update(document).digest("hex");
}
