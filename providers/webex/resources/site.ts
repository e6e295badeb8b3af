import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, idField, nameField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** Unique in the organisation; 1 to 80 letters, digits, spaces, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9_\s-]+$/, 80, "letters, digits, spaces, - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether teams and users can be put here. */
  active: z.boolean().default(true),
  /** The multimedia profile that teams of this site get unless they have their own. */
  multimediaProfileId: idField("a multimedia profile"),
});

const wire = baseWire.extend({
  name: z.string(),
  description: z.string().optional(),
  active: z.boolean(),
  multimediaProfileId: z.string(),
});

/**
 * A site: the place teams and users belong to. A user and all teams of that user share one site.
 *
 * @example
 * const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
 * const paris = new webex.Site("Paris", { multimediaProfileId: profile.id });
 */
export const Site = defineResource({
  kind: "webex.Site",
  noun: "site",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/site",
  inputs,
  naturalKey: ["name"],
  store: webexEntity({ inputs, wire, path: "site" }),
  permission: "site",
  lookUp: "getSite",
  export: {},
  trial: { inputs: { multimediaProfileId: "{webex.MultimediaProfile}" } },
  picture: { family: "other" },
});
export type Site = InstanceType<typeof Site>;

/** An existing site by name. */
export const { plain: getSite, output: getSiteOutput } = lookUpOf("webex.Site");
