import { textOf } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** Why an agent is idle, or how a contact was wrapped up. */
export const auxiliaryCode = nounOf("auxiliary-code", {
  isSystem: (entity) => entity["isSystemCode"] === true,
  check: (body, { entities }) => {
    const workType = entities.get("work-type", textOf(body["workTypeId"]));
    if (workType?.["workTypeCode"] !== body["workTypeCode"]) throw invalidFields(["workTypeId"]);
  },
  complete: (body, { before }) => ({ ...body, isSystemCode: before?.["isSystemCode"] ?? false }),
  // There is one default of each type: the newest wish takes it from the one before.
  afterWrite: (entity, { entities }) => {
    if (entity["defaultCode"] !== true) return;
    for (const other of entities.list("auxiliary-code")) {
      const rival = other.id !== entity.id && other["workTypeCode"] === entity["workTypeCode"];
      if (rival && other["defaultCode"] === true) entities.put("auxiliary-code", { ...other, defaultCode: false });
    }
  },
});
