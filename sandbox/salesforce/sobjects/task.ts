import { textOf, type JsonObject } from "../../core/json";
import { stamp } from "../soql/dates";
import type { Rules, WriteScene } from "./sobject";

const accountOf = (draft: JsonObject, { org }: WriteScene): string | null => {
  const what = org.records.byId(textOf(draft["WhatId"]));
  if (what?.type === "Account") return what.row.Id;
  const who = org.records.byId(textOf(draft["WhoId"]));
  const found = what?.row["AccountId"] ?? who?.row["AccountId"];
  return typeof found === "string" ? found : null;
};

export const TASK_RULES: Rules = {
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
};
