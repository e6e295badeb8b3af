import { isJsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** How many contacts of each channel an agent handles at once. */
export const multimediaProfile = nounOf("multimedia-profile", {
  check: (body) => {
    if (body.blendingMode !== "BLENDED_REALTIME") return;
    const wrong = [...(body.telephony === 1 ? [] : ["telephony"]), ...(body.chat === 0 ? ["chat"] : [])];
    if (wrong.length > 0) throw invalidFields(wrong);
  },
  // As in the real service, reads return a member that writes refuse.
  present: (entity) => ({
    ...entity,
    workItem: 0,
    manuallyAssignable: isJsonObject(entity.manuallyAssignable)
      ? { ...entity.manuallyAssignable, workItem: 0 }
      : undefined,
  }),
});
