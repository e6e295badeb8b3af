import type { FlowType } from "../../../flow";
import { isRecord, type Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import type { FlowInputValues } from "./flow-check";
import { type Format, formatIn, meaning, sameContent } from "./flow-content";
import { type BasicFlow, exportFlow, tagVersions } from "./flow-wire";

/** A lock ends after 15 minutes without an edit: https://developer.webex.com/webex-contact-center/docs/api/v1/flow */
const LOCK_MINUTES = 15;

/**
 * Refuses to overwrite the work of another person, and names them.
 * @throws Error where the flow has another name now, or a draft that is neither published nor ours.
 */
export async function refuseForeignWork(
  api: WebexApi,
  now: BasicFlow,
  inputs: FlowInputValues,
  state: Values,
): Promise<void> {
  // An import finds its flow by name: after a rename in Flow Designer it would make a second flow.
  if (now.name !== inputs.name) {
    throw new Error(
      `The flow ${now.id} is called ${now.name} now, not ${inputs.name}: \`pulumi up --refresh\` replaces it by one of that name.`,
    );
  }
  if (inputs.overwriteDraft) return;
  const draft = await newerDraft(api, now, flowTypeIn(inputs), formatIn(inputs));
  // A draft with the wanted content, or with the content imported before, holds nobody else's work.
  if (draft === undefined || sameContent(draft, inputs.content) || sameContent(draft, state.content)) return;
  throw new Error(
    `${now.name} has ${draftInWords(now)} that is not published: nothing was changed. Publish or revert it in Flow Designer, or set overwriteDraft: true to discard it.`,
  );
}

/** @throws Error naming who edits the flow and since when. */
export function refuseLocked({ name, lockedBy, lockedAt }: BasicFlow): void {
  if (typeof lockedBy !== "string" || lockedBy === "") return;
  throw new Error(
    `${name} is being edited in Flow Designer by ${lockedBy}${since(lockedAt)}: nothing was changed. Ask them to leave, or wait: a lock ends ${LOCK_MINUTES} minutes after the last edit.`,
  );
}

/**
 * The meaning of the draft, where it differs from the last published version. The service's `status` does not show this: a flow
 * that was published once keeps the status of a published one.
 */
export async function newerDraft(
  api: WebexApi,
  row: BasicFlow,
  flowType: string,
  format: Format,
): Promise<Values | undefined> {
  const draft = meaning(await exportFlow(api, row.id, flowType, "draft", format));
  if (tagVersions(row).size === 0) return draft;
  const latest = meaning(await exportFlow(api, row.id, flowType, "latest", format));
  return sameContent(draft, latest) ? undefined : draft;
}

/** Who saved the draft, and when. */
export function draftInWords({ lastModifiedBy, lastModifiedDate }: BasicFlow): string {
  const person = lastModifiedBy === null || lastModifiedBy === undefined ? "" : ` of ${lastModifiedBy}`;
  return `a draft${person}${since(lastModifiedDate)}`;
}

/** The type in the content; where the state has none yet, the kind's own. */
export function flowTypeIn(values: Values, kept: FlowType = "FLOW"): string {
  const said = values.flowType ?? (isRecord(values.content) ? values.content.flowType : undefined);
  return typeof said === "string" ? said : kept;
}

const since = (date: string | number | null | undefined): string =>
  date === null || date === undefined ? "" : ` since ${new Date(date).toISOString()}`;
