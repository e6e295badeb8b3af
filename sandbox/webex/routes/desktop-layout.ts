import { z } from "zod";
import { configError } from "../webex-errors";
import { flag, id } from "../fields";
import type { Noun } from "../noun";

const short = z.string().max(255);

/** What agents see on their desktops. The content is not looked at: a bad layout fails when an agent signs in. */
export const desktopLayout: Noun = {
  kind: "desktop-layout",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-layout",
  schema: z.object({
    name: short.min(1),
    description: short.optional(),
    editedBy: short.min(1),
    jsonFileName: short.min(1),
    jsonFileContent: z.string().min(1),
    global: flag,
    status: flag,
    defaultJsonModified: flag,
    // Required by the official description only.
    validated: flag.default(false),
    teamIds: z.array(id).default([]),
  }),
  prefixes: { list: ["v2"], create: [""], item: [""] },
  created: 200,
  deleted: 200,
  unique: ["name"],
  references: { teamIds: "team" },
  listOmits: ["jsonFileContent"],
  check: (body) => {
    // A second global layout would claim every team; the service says so in these misleading words.
    if (body["global"] === true) throw configError(400, "Team is already mapped with another desktop layout");
  },
  complete: (body, { entities }) => {
    const now = entities.core.clock.now();
    return { ...body, modifiedTime: now, validatedTime: now, defaultJsonModifiedTime: now };
  },
  bulk: "create",
};
