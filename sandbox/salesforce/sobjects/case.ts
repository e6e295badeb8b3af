import { textOf, type JsonObject } from "../../core/json";
import { badWrite } from "../salesforce-errors";
import { stamp } from "../soql/dates";
import { defineSObject, type WriteScene } from "./sobject";

/** Statuses of a fresh org, and whether a case in them is closed. */
export const CASE_STATUSES = [
  { label: "New", closed: false, isDefault: true },
  { label: "On Hold", closed: false, isDefault: false },
  { label: "Escalated", closed: false, isDefault: false },
  { label: "Closed", closed: true, isDefault: false },
] as const;

const isClosed = (status: string): boolean =>
  CASE_STATUSES.some(({ label, closed }) => closed && label.toLowerCase() === status.toLowerCase());

/** Numbers are text of eight digits. */
const CASE_NUMBER_DIGITS = 8;

/** Longest comment, in bytes. */
export const MAX_COMMENT_BYTES = 4000;

const ownField = (scene: WriteScene, id: string, field: string) =>
  id === "" ? null : (scene.org.records.get("Contact", id)?.[field] ?? null);

const checkComment = (comment: string): void => {
  if (Buffer.byteLength(comment) <= MAX_COMMENT_BYTES) return;
  const message = `Internal Comments: data value too large: ${comment} (max length=${MAX_COMMENT_BYTES})`;
  throw badWrite("STRING_TOO_LONG", message, ["Comments"]);
};

const complete = (draft: JsonObject, scene: WriteScene): JsonObject => {
  const { org, before, sent } = scene;
  checkComment(textOf(sent["Comments"]));
  const contactId = textOf(draft["ContactId"]);
  const closed = isClosed(textOf(draft["Status"]));
  const wasClosed = before?.["IsClosed"] === true;
  const number = before?.["CaseNumber"] ?? String(org.core.ids.next("sf-case")).padStart(CASE_NUMBER_DIGITS, "0");
  return {
    ...draft,
    CaseNumber: number,
    // A case of a contact belongs to the contact's account unless the caller says otherwise.
    AccountId: draft["AccountId"] ?? (sent["AccountId"] === null ? null : ownField(scene, contactId, "AccountId")),
    IsClosed: closed,
    ClosedDate: closed ? (wasClosed ? (before?.["ClosedDate"] ?? null) : stamp(org.core.clock.now())) : null,
    ContactPhone: ownField(scene, contactId, "Phone"),
    ContactMobile: ownField(scene, contactId, "MobilePhone"),
    ContactEmail: ownField(scene, contactId, "Email"),
    ContactFax: ownField(scene, contactId, "Fax"),
    // Write-only: what is sent becomes a comment of the case.
    Comments: null,
  };
};

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_case.htm */
export const caseObject = defineSObject("Case", {
  prefix: "500",
  searchable: true,
  fields: {
    CaseNumber: { type: "string", length: 30, write: "never", nameField: true, autoNumber: true },
    ContactId: { type: "reference", to: ["Contact"], children: "Cases" },
    AccountId: { type: "reference", to: ["Account"], children: "Cases" },
    ParentId: { type: "reference", label: "Parent Case ID", to: ["Case"], children: "Cases" },
    SuppliedName: { type: "string", length: 80, label: "Name" },
    SuppliedEmail: { type: "email", label: "Email Address" },
    SuppliedPhone: { type: "string", length: 40, label: "Phone" },
    SuppliedCompany: { type: "string", length: 80, label: "Company" },
    Type: {
      type: "picklist",
      label: "Case Type",
      values: ["Mechanical", "Electrical", "Electronic", "Structural", "Other"],
    },
    Status: { type: "picklist", default: "New", values: CASE_STATUSES.map(({ label }) => label) },
    Reason: {
      type: "picklist",
      label: "Case Reason",
      values: ["Installation", "Equipment Complexity", "Performance", "Breakdown", "Other"],
    },
    Origin: { type: "picklist", label: "Case Origin", values: ["Phone", "Email", "Web"] },
    Subject: { type: "string" },
    Priority: { type: "picklist", default: "Medium", values: ["High", "Medium", "Low"] },
    Description: { type: "textarea" },
    IsClosed: { type: "boolean", label: "Closed", write: "never" },
    ClosedDate: { type: "datetime", write: "never" },
    IsEscalated: { type: "boolean", label: "Escalated", default: false },
    OwnerId: { type: "reference", to: ["Group", "User"] },
    ContactPhone: { type: "phone", write: "never", calculated: true },
    ContactMobile: { type: "phone", write: "never", calculated: true },
    ContactEmail: { type: "email", write: "never", calculated: true },
    ContactFax: { type: "phone", write: "never", calculated: true },
    Comments: { type: "textarea", length: MAX_COMMENT_BYTES, label: "Internal Comments" },
  },
  rules: {
    complete,
    written: (row, { org, userId, sent }) => {
      const comment = textOf(sent["Comments"]);
      if (comment === "") return;
      org.records.insert(
        "CaseComment",
        { ParentId: row.Id, CommentBody: comment, IsPublished: false, IsDeleted: false },
        userId,
      );
    },
  },
});
