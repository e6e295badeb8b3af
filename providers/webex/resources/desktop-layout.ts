import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, nameField } from "../fields/common";
import { MAX_LAYOUT_NAME_CHARS } from "../limits";
import { prepare, sameJson } from "../stores/layout-json";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /** Unique in the organisation; at most 255 characters. */
  name: nameField(/^[^\n\r\t]+$/, MAX_LAYOUT_NAME_CHARS, "printable characters"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether teams can use it. */
  active: z.boolean().default(true),
  /**
   * The layout, as JSON text or as an object. Webex stores any text, and a bad one fails only when an agent signs in, so text that is
   * not a JSON object is refused here. Whitespace and the order of keys do not count as changes.
   */
  jsonFileContent: z.union([z.string().min(1, "must not be empty"), z.record(z.string(), z.json())]),
  /** The file name that Control Hub shows; at most 255 characters. */
  jsonFileName: z.string().min(1, "must not be empty").max(MAX_LAYOUT_NAME_CHARS).default("layout.json"),
  /** Shown in Control Hub as the last editor; at most 255 characters. */
  editedBy: z.string().min(1, "must not be empty").max(MAX_LAYOUT_NAME_CHARS).default("Pulumi"),
});

const wire = baseWire.extend({
  name: z.string(),
  status: z.boolean(),
  global: z.boolean().optional(),
  teamIds: z.array(z.string()).optional(),
});

export const desktopLayoutStore = webexEntity({
  inputs,
  wire,
  path: "desktop-layout",
  computed: ["validatedTime", "defaultJsonModifiedTime", "modifiedTime"],
  // A second global layout would apply to every team; the service refuses it with a misleading message.
  toWire: ({ active, ...same }, live) => ({
    ...same,
    status: active,
    global: false,
    defaultJsonModified: true,
    validated: true,
    teamIds: live?.teamIds ?? [],
  }),
  fromWire: ({ status }) => ({ active: status }),
  isSystem: ({ systemDefault, global }) => systemDefault === true || global === true,
});

/**
 * A desktop layout: what agents, supervisors and analysts see. Teams refer to it by `desktopLayoutId`, or get it by
 * `DesktopLayoutTeams` where the team is made before the layout.
 *
 * @example
 * new webex.DesktopLayout("CRM layout", { jsonFileContent: readFileSync("layouts/crm.json", "utf8") });
 */
export const DesktopLayout = defineResource({
  kind: "webex.DesktopLayout",
  noun: "desktop layout",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-layout",
  inputs,
  naturalKey: ["name"],
  equals: { jsonFileContent: sameJson },
  derived: { jsonFileContent: [] },
  prepare,
  store: desktopLayoutStore,
  permission: "desktop-layout",
  lookUp: "getDesktopLayout",
  export: {
    file: {
      input: "jsonFileContent",
      folder: "layouts",
      read: (path) => `readFileSync(${path}, "utf8")`,
      content: (_api, _id, found) => Promise.resolve(JSON.parse(String(found.inputs.jsonFileContent))),
    },
  },
  trial: { inputs: { jsonFileContent: { appTitle: "datadip verify" } } },
  picture: { family: "other" },
});
export type DesktopLayout = InstanceType<typeof DesktopLayout>;

/** An existing desktop layout by name, e.g. `Global Layout`. */
export const { plain: getDesktopLayout, output: getDesktopLayoutOutput } = lookUpOf("webex.DesktopLayout");
