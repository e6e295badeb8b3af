import { textOf } from "../../core/json";
import type { Rules } from "./sobject";

export const GROUP_RULES: Rules = {
  complete: (draft, { org }) => ({
    ...draft,
    DeveloperName: draft["DeveloperName"] ?? textOf(draft["Name"]).replace(/\W+/g, "_"),
    OwnerId: org.id,
  }),
};
