import { type Binding, type FlowType, listBindings } from "../../../flow";
import { type Store, Unfinished } from "../../core/resource/descriptor";
import { gone } from "../../core/engine/messages";
import { revisionOf } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import { asError, unlessMissing } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { callOf, FLOW_OPERATIONS } from "../client/flow-routes";
import { listing } from "../client/listing";
import type { FlowInputValues } from "./flow-check";
import { documentOf, documentToImport, flowOf, formatIn, hasDocument, meaning, sameContent } from "./flow-content";
import { flowTypeIn, refuseForeignWork, refuseLocked } from "./flow-guard";
import { FlowLock } from "./flow-lock";
import { tenantOf, unresolved } from "./flow-references";
import {
  type BasicFlow,
  type FlowFile,
  type TaggedFlow,
  deleteFlow,
  exportFlow,
  flowMark,
  flowRows,
  getFlow,
  importFlow,
  publishFlow,
} from "./flow-wire";
import { liveFlow, taggedVersion, exported } from "./flow-live";

/**
 * The store of flows: an import makes a draft, a publish makes a version of it and moves tags there. `kept` is the flow type where the
 * state has none, as after an adoption.
 */
export const flowStore = (kept: FlowType): Store<WebexApi, FlowInputValues> => ({
  async create(api, inputs) {
    const document = await importable(api, inputs);
    const row = await importFlow(api, fileOf(inputs, document), false);
    return publish(api, row, inputs);
  },

  async read(api, id, state) {
    const flowType = flowTypeIn(state, kept);
    const row = (await flowRows(api, flowType)).get(id) ?? (await getFlow(api, id, flowType));
    if (row === undefined) return undefined;
    if (flowMark(row) === revisionOf(state)) return "unchanged";
    return liveFlow(api, row, state, kept);
  },

  async update(api, id, inputs, state) {
    // Under ignoreChanges the engine passes the content of the state: its meaning, without a document.
    const isIgnored = !hasDocument(inputs) && sameContent(state.content, inputs.content);
    const document = isIgnored ? undefined : await importable(api, inputs);
    const lock = await lockFlow(api, id, inputs);
    try {
      return await overwrite(api, id, inputs, state, document, lock);
    } finally {
      await lock.release();
    }
  },

  async remove(api, id, state) {
    await unlessMissing(deleteFlow(api, id, flowTypeIn(state, kept)));
  },

  // Requests of a flow's lifecycle and of the check of its references.
  calls: [
    ...FLOW_OPERATIONS.filter((operation) => operation !== "validate").map(callOf),
    ...["contact-service-queue", "audio-file", "business-hours"].map((path) => `GET /organization/{orgId}/v2/${path}`),
  ],

  async list(api) {
    return [...(await flowRows(api, kept)).values()].map(({ id, name }) => ({ id, values: { name }, isSystem: false }));
  },

  // An update locks the flow, reads its row once and its draft twice, imports, publishes and unlocks.
  cost: {
    create: (inputs) => ({ own: 2, asks: referenceLists(inputs) }),
    update: (inputs) => ({ own: 7, asks: referenceLists(inputs) }),
    delete: 1,
  },

  // Flows return the person; other kinds a time at most.
  audit: {
    lastTouch: (_api, _id, { lastModifiedBy, lastModifiedDate }) =>
      Promise.resolve({ by: textOrNothing(lastModifiedBy), at: textOrNothing(lastModifiedDate) }),
  },

  /** The Flow Store lists no referrers, so entry points are searched for the flow's id. */
  async referrers(api, id) {
    const rows = [...(await listing(api, "v2/entry-point")).values()].filter(({ flowId }) => flowId === id);
    return rows.map((row) => ({ type: "entry-point", id: row.id, name: row.name ?? "(no name)" }));
  },

  async find(api, inputs) {
    const rows = [...(await flowRows(api, flowTypeIn(inputs))).values()].filter(({ name }) => name === inputs.name);
    return Promise.all(rows.map((row) => liveFlow(api, row, inputs, kept)));
  },
});

/** @throws Error naming who edits the flow. */
async function lockFlow(api: WebexApi, id: string, inputs: FlowInputValues): Promise<FlowLock> {
  const flowType = flowTypeIn(inputs);
  try {
    return await FlowLock.take(api, id, flowType);
  } catch (error) {
    const now = await getFlow(api, id, flowType);
    if (now !== undefined) refuseLocked(now);
    throw error;
  }
}

/** Imports and publishes, where the draft may be replaced. Without a document the content stays as it is in the tenant. */
async function overwrite(
  api: WebexApi,
  id: string,
  inputs: FlowInputValues,
  state: Values,
  given: string | undefined,
  lock: FlowLock,
): Promise<RemoteObject> {
  const now = await getFlow(api, id, flowTypeIn(inputs));
  if (now === undefined) throw new Error(gone(`The flow ${inputs.name} (${id})`));
  if (!lock.isHeld) refuseLocked(now);
  await refuseForeignWork(api, now, inputs, state);
  // Every import makes a new draft. So unchanged content is not imported and only the tags move, unless a rollback of another tag left
  // its version as the draft.
  const document = given ?? (await ownDocument(api, now, inputs, state));
  const content = given === undefined ? meaning(JSON.parse(document)) : inputs.content;
  const isSame = sameContent(state.content, inputs.content) && (await isDraft(api, now, inputs, content));
  if (isSame) return publish(api, now, inputs, lock);
  const row = await lock.write(() => importFlow(api, fileOf(inputs, document), true));
  if (row.id === id) return publish(api, row, inputs, lock);
  throw new Error(
    `The flow ${inputs.name} was imported as ${row.id}, not over ${id}: somebody renamed or replaced it. Run \`pulumi up --refresh\`.`,
  );
}

const fileOf = (inputs: FlowInputValues, document: string): FlowFile => ({
  name: inputs.name,
  flowType: flowTypeIn(inputs),
  format: formatIn(inputs),
  document,
});

const textOrNothing = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The lists in which a flow's references are looked up, since an import checks none. */
const REFERENCE_LISTS: Readonly<Partial<Record<Binding["kind"], string>>> = {
  queue: "v2/contact-service-queue",
  connector: "connectorId/choices",
  audio: "v2/audio-file",
  businessHours: "v2/business-hours",
};

/** Kinds that most flows refer to, for content that is not known yet. */
const USUAL: readonly Binding["kind"][] = ["queue", "connector", "audio"];

function referenceLists(inputs: Values): readonly string[] {
  const flow = flowOf(inputs);
  const kinds = new Set(flow === undefined ? USUAL : listBindings(flow).map(({ kind }) => kind));
  const lists = [...kinds].flatMap((kind) => REFERENCE_LISTS[kind] ?? []);
  return formatIn(inputs) === "v2" ? [...lists, "v2/activities"] : lists;
}

/** The document to import, after a check of its references, since the service checks none. */
async function importable(api: WebexApi, inputs: FlowInputValues): Promise<string> {
  const document = documentOf(inputs);
  const flow = flowOf(inputs);
  const found = flow === undefined ? [] : unresolved(flow, await tenantOf(api, flow, true));
  if (found.length > 0) throw new Error(found.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  return document;
}

const isDraft = async (api: WebexApi, { id }: BasicFlow, inputs: Values, content: unknown): Promise<boolean> =>
  sameContent(meaning(await exportFlow(api, id, flowTypeIn(inputs), "draft", formatIn(inputs))), content);

/** Publishes the present draft; `row` is the flow as it was just read or imported. */
async function publish(
  api: WebexApi,
  row: TaggedFlow,
  inputs: FlowInputValues,
  lock?: FlowLock,
): Promise<RemoteObject> {
  const { id } = row;
  const { content, format, tags } = inputs;
  const values = { content, format, flowType: flowTypeIn(inputs), tags };
  const send = () => publishFlow(api, id, flowTypeIn(inputs), inputs.tags, inputs.comment);
  try {
    await (lock === undefined ? send() : lock.write(send));
    return { id, values };
  } catch (error) {
    const reason = `The flow ${inputs.name} (${id}) was imported, but not published: ${asError(error).message}`;
    throw new Unfinished({ id, values: { ...values, tags: [] } }, reason);
  }
}

/** The published version as a document to import, with the program's description. */
async function ownDocument(api: WebexApi, row: BasicFlow, inputs: FlowInputValues, state: Values): Promise<string> {
  const { name, description } = inputs;
  const version = taggedVersion(row, state) ?? "draft";
  const found = await exportFlow(api, row.id, flowTypeIn(inputs), version, formatIn(inputs));
  return documentToImport({ ...exported.parse(found), ...(description === undefined ? {} : { description }) }, name);
}
