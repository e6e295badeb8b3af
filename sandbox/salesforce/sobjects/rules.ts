import { textOf, type JsonObject } from "../../core/json";
import type { Org } from "../org";
import { badWrite } from "../salesforce-errors";
import { stamp } from "../soql/dates";
import type { Rules, WriteScene } from "./sobject";
import type { Row } from "../soql";

const isClosed = (org: Org, status: string): boolean =>
  org.records
    .all("CaseStatus")
    .some((row) => row.IsClosed === true && textOf(row.ApiName).toLowerCase() === status.toLowerCase());

const CASE_NUMBER_DIGITS = 8;

const MAX_COMMENT_BYTES = 4000;

const ownField = (scene: WriteScene, id: string, field: string) =>
  id === "" ? null : (scene.org.records.get("Contact", id)?.[field] ?? null);

function checkComment(label: string, field: string, comment: string): void {
  if (Buffer.byteLength(comment) <= MAX_COMMENT_BYTES) return;
  const message = `${label}: data value too large: ${comment} (max length=${MAX_COMMENT_BYTES})`;
  throw badWrite("STRING_TOO_LONG", message, [field]);
}

function complete(draft: JsonObject, scene: WriteScene): JsonObject {
  const { org, before, sent } = scene;
  checkComment("Internal Comments", "Comments", textOf(sent.Comments));
  const contactId = textOf(draft.ContactId);
  const closed = isClosed(org, textOf(draft.Status));
  const wasClosed = before?.IsClosed === true;
  const number = before?.CaseNumber ?? String(org.core.ids.next("sf-case")).padStart(CASE_NUMBER_DIGITS, "0");
  return {
    ...draft,
    CaseNumber: number,
    // A case gets its contact's account unless the caller sends one.
    AccountId: draft.AccountId ?? (sent.AccountId === null ? null : ownField(scene, contactId, "AccountId")),
    IsClosed: closed,
    ClosedDate: closed ? (wasClosed ? (before?.ClosedDate ?? null) : stamp(org.core.clock.now())) : null,
    ContactPhone: ownField(scene, contactId, "Phone"),
    ContactMobile: ownField(scene, contactId, "MobilePhone"),
    ContactEmail: ownField(scene, contactId, "Email"),
    ContactFax: ownField(scene, contactId, "Fax"),
    // A write-only field: its text becomes a comment of the case.
    Comments: null,
  };
}

export const CASE_RULES: Rules = {
  complete,
  written: (row, { org, userId, sent }) => {
    const comment = textOf(sent.Comments);
    if (comment === "") return;
    const fields = { ParentId: row.Id, CommentBody: comment, IsPublished: false, IsDeleted: false };
    org.records.insert("CaseComment", fields, userId);
  },
};

export const COMMENT_RULES: Rules = {
  complete: (draft) => {
    checkComment("Body", "CommentBody", textOf(draft.CommentBody));
    return draft;
  },
};

/** First and last name with one space between them. */
export const fullNameOf = (draft: JsonObject): string =>
  [textOf(draft.FirstName), textOf(draft.LastName)].filter((part) => part !== "").join(" ");

/** A record with cases cannot be deleted. */
const refuseWithCases = (reference: string) => (row: Row, org: Org) => {
  const cases = org.records.where("Case", { [reference]: row.Id });
  if (cases.length === 0) return;
  const numbers = cases.map((one) => textOf(one.CaseNumber)).join(", ");
  throw badWrite(
    "DELETE_FAILED",
    `Your attempt to delete ${textOf(row.Name)} could not be completed because it is associated with the following cases.: ${numbers}\n`,
  );
};

export const ACCOUNT_RULES: Rules = { removing: refuseWithCases("AccountId") };

export const CONTACT_RULES: Rules = {
  complete: (draft) => ({ ...draft, Name: fullNameOf(draft) }),
  removing: refuseWithCases("ContactId"),
};

export const GROUP_RULES: Rules = {
  complete: (draft, { org }) => ({
    ...draft,
    DeveloperName: draft.DeveloperName ?? textOf(draft.Name).replace(/\W+/g, "_"),
    OwnerId: org.id,
  }),
};

function accountOf(draft: JsonObject, { org }: WriteScene): string | null {
  const what = org.records.byId(textOf(draft.WhatId));
  if (what?.type === "Account") return what.row.Id;
  const who = org.records.byId(textOf(draft.WhoId));
  const found = what?.row.AccountId ?? who?.row.AccountId;
  return typeof found === "string" ? found : null;
}

export const TASK_RULES: Rules = {
  complete: (draft, scene) => {
    const closed = textOf(draft.Status).toLowerCase() === "completed";
    const completed = scene.before?.CompletedDateTime ?? stamp(scene.org.core.clock.now());
    return {
      ...draft,
      IsHighPriority: draft.Priority === "High",
      IsClosed: closed,
      CompletedDateTime: closed ? completed : null,
      AccountId: accountOf(draft, scene),
    };
  },
};
