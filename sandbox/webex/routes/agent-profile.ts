import { objectIn, isJsonObject, type JsonObject } from "../../core/json";
import { internalConflict, invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";

function check(body: JsonObject): void {
  const wrong = [
    ...(body.parentType === "SITE" && body.siteId === undefined ? ["siteId"] : []),
    ...(body.autoWrapAfterSeconds !== undefined && body.autoWrapUp !== true ? ["autoWrapAfterSeconds"] : []),
    ...(body.timeoutDesktopInactivityMins !== undefined && body.timeoutDesktopInactivityCustomEnabled !== true
      ? ["timeoutDesktopInactivityMins"]
      : []),
  ];
  if (wrong.length > 0) throw invalidFields(wrong);
}

/** What an agent may do at the desktop. Control Hub calls it Desktop Profile. */
export const agentProfile = nounOf("agent-profile", {
  check,
  complete: (body, { before, entities }) => {
    const statistics = objectIn(body.viewableStatistics);
    const old = isJsonObject(before?.viewableStatistics) ? before.viewableStatistics : {};
    // The statistics are a separate object: a clone must not have the id of the original's.
    if (statistics.id !== undefined && statistics.id !== old.id) throw internalConflict("viewableStatistics: id");
    return { ...body, viewableStatistics: { ...statistics, id: old.id ?? entities.core.ids.uuid() } };
  },
});
