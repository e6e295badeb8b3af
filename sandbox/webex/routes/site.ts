import { z } from "zod";
import { description, flag, id, nameOf, PLAIN_NAME } from "../fields";
import type { Noun } from "../noun";

/** A physical place where agents work. */
export const site: Noun = {
  kind: "site",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/site",
  schema: z.object({ name: nameOf(PLAIN_NAME), active: flag, multimediaProfileId: id, description }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  references: { multimediaProfileId: "multimedia-profile" },
  bulk: "create",
};
