import { z } from "zod";
import { textOf } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { description, DOTTED_NAME, flag, id, nameOf } from "../fields";
import type { Noun } from "../noun";

/** Why an agent is idle, or how a contact was wrapped up. */
export const auxiliaryCode: Noun = {
  kind: "auxiliary-code",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/auxiliary-code",
  schema: z.object({
    name: nameOf(/^[a-zA-Z0-9._)/(\s-]*$/),
    description,
    active: flag,
    defaultCode: flag,
    workTypeId: id,
    workTypeCode: z.enum(["IDLE_CODE", "WRAP_UP_CODE"]),
    burnoutInclusion: z.enum(["NOT_APPLICABLE", "EXCLUDED", "INCLUDED"]).optional(),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["workTypeCode", "name"],
  immutable: ["workTypeCode"],
  references: { workTypeId: "work-type" },
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
  bulk: "create",
};

/** What auxiliary codes belong to. */
export const workType: Noun = {
  kind: "work-type",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/work-types",
  schema: z.object({ name: nameOf(DOTTED_NAME), description, workTypeCode: id, active: flag }),
  prefixes: { list: ["v2"], create: [""], item: [""] },
  created: 200,
  deleted: 200,
  unique: ["name"],
  bulk: "create",
};
