import type { Values } from "../core/types";
import type { BasicFlow } from "./flow-wire";

/** A lock ends after 15 minutes without an edit: https://developer.webex.com/webex-contact-center/docs/api/v1/flow */
const LOCK_MINUTES = 15;

/**
 * Refuses to write over what somebody else is doing, and names them.
 * @throws Error where the flow has another name now, is locked, or has a draft that is neither published nor ours.
 */
export function refuseForeignWork(now: BasicFlow, inputs: Values, state: Values): void {
  // An import finds its flow by name: under a name that is no longer this flow's it would make another.
  if (now.name !== inputs.name) {
    throw new Error(
      `The flow ${now.id} is called ${now.name} now, not ${String(inputs.name)}: \`pulumi up --refresh\` replaces it by one of that name.`,
    );
  }
  if (typeof now.lockedBy === "string" && now.lockedBy !== "") {
    throw new Error(
      `${now.name} is being edited in Flow Designer by ${now.lockedBy}${since(now.lockedAt)}: nothing was changed. Ask them to leave, or wait: a lock ends ${LOCK_MINUTES} minutes after the last edit.`,
    );
  }
  const ours =
    now.lastModifiedDate !== null &&
    now.lastModifiedDate !== undefined &&
    sameTime(now.lastModifiedDate, state.lastModifiedDate);
  if (now.status !== "Draft" || ours || inputs.overwriteDraft === true) return;
  throw new Error(
    `${now.name} has a draft${by(now.lastModifiedBy)}${since(now.lastModifiedDate)} that is not published: nothing was changed. Publish or revert it in Flow Designer, or set overwriteDraft: true to discard it.`,
  );
}

function by(person: string | null | undefined): string {
  return person === null || person === undefined ? "" : ` of ${person}`;
}

function since(date: string | number | null | undefined): string {
  return date === null || date === undefined ? "" : ` since ${new Date(date).toISOString()}`;
}

function sameTime(date: string | number, noted: unknown): boolean {
  return typeof noted === "string" && new Date(date).getTime() === Date.parse(noted);
}
