import { textOf } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** The reason why an agent is idle, or the wrap-up of a contact. */
export const auxiliaryCode = nounOf("auxiliary-code", {
  isSystem: (entity) => entity.isSystemCode === true,
  check: (body, { entities }) => {
    const workType = entities.get("work-type", textOf(body.workTypeId));
    if (workType?.workTypeCode !== body.workTypeCode) throw invalidFields(["workTypeId"]);
  },
  complete: (body, { before }) => ({ ...body, isSystemCode: before?.isSystemCode ?? false }),
  // Each type has one default code: the newest default replaces the one before.
  afterWrite: (entity, { entities }) => {
    if (entity.defaultCode !== true) return;
    for (const other of entities.list("auxiliary-code")) {
      const rival = other.id !== entity.id && other.workTypeCode === entity.workTypeCode;
      if (rival && other.defaultCode === true) entities.put("auxiliary-code", { ...other, defaultCode: false });
    }
  },
});
