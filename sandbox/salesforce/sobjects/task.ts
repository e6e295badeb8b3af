import { textOf, type JsonObject } from "../../core/json";
import { stamp } from "../soql/dates";
import { defineSObject, type WriteScene } from "./sobject";

const accountOf = (draft: JsonObject, { org }: WriteScene): string | null => {
  const what = org.records.byId(textOf(draft["WhatId"]));
  if (what?.type === "Account") return what.row.Id;
  const who = org.records.byId(textOf(draft["WhoId"]));
  const found = what?.row["AccountId"] ?? who?.row["AccountId"];
  return typeof found === "string" ? found : null;
};

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm */
export const task = defineSObject("Task", {
  prefix: "00T",
  fields: {
    WhoId: { type: "reference", label: "Name ID", to: ["Contact"], children: "Tasks" },
    // The real list is longer than this one; two types make it as polymorphic as the real one.
    WhatId: { type: "reference", label: "Related To ID", to: ["Account", "Case"], children: "Tasks" },
    Subject: { type: "string" },
    ActivityDate: { type: "date", label: "Due Date Only" },
    Status: {
      type: "picklist",
      default: "Not Started",
      values: ["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"],
    },
    Priority: { type: "picklist", default: "Normal", values: ["High", "Normal", "Low"] },
    IsHighPriority: { type: "boolean", label: "High Priority", write: "never" },
    OwnerId: { type: "reference", label: "Assigned To ID", to: ["Group", "User"] },
    Description: { type: "textarea" },
    IsClosed: { type: "boolean", label: "Closed", write: "never" },
    AccountId: { type: "reference", to: ["Account"], write: "never" },
    CallDurationInSeconds: { type: "int", label: "Call Duration" },
    CallType: { type: "picklist", values: ["Internal", "Inbound", "Outbound"], restricted: true },
    CallDisposition: { type: "string", label: "Call Result" },
    CallObject: { type: "string", label: "Call Object Identifier" },
    TaskSubtype: {
      type: "picklist",
      default: "Task",
      values: ["Task", "Email", "Call", "ListEmail", "Cadence", "LinkedIn"],
      restricted: true,
      write: "create",
    },
    CompletedDateTime: { type: "datetime", write: "never" },
  },
  rules: {
    complete: (draft, scene) => {
      const closed = textOf(draft["Status"]).toLowerCase() === "completed";
      const completed = scene.before?.["CompletedDateTime"] ?? stamp(scene.org.core.clock.now());
      return {
        ...draft,
        IsHighPriority: draft["Priority"] === "High",
        IsClosed: closed,
        CompletedDateTime: closed ? completed : null,
        AccountId: accountOf(draft, scene),
      };
    },
  },
});
