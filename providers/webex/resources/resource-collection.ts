import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire, onlyFields } from "../stores/entity";
import { descriptionField, nameField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const Access = z.strictObject({
  /** `ALL`: every object of the type; `SPECIFIC`: those in `ids`; `NONE`. */
  accessLevel: z.enum(["ALL", "SPECIFIC", "NONE"]),
  /** The objects, for `SPECIFIC`. */
  ids: z.array(z.string().min(1, "must be the id of an object")).min(1, "needs at least one id").optional(),
});

const none = (): z.ZodDefault<typeof Access> => Access.default({ accessLevel: "NONE" });

const Resources = z.strictObject({
  /** Sites; not `NONE`. */
  site: Access,
  /** Entry points. Not `NONE`. */
  channel: Access,
  /** Teams. Not `NONE`. */
  team: Access,
  /** Queues. Not `NONE`. */
  queue: Access,
  /** Multimedia profiles. */
  "multimedia-profile": none(),
  /** Overrides of business hours. */
  override: none(),
  /** Holiday lists. */
  "holiday-list": none(),
  /** Business hours. */
  "working-hour": none(),
  /** Audio files. */
  "audio-prompt": none(),
  /** Flows. */
  flow: none(),
  /** Subflows. */
  "sub-flow": none(),
  /** Custom functions. */
  function: none(),
  /** Global variables. */
  "cad-variable": none(),
  /** Skills. */
  "skill-definition": none(),
  /** Skill profiles. */
  "skill-profile": none(),
  /** Outdial ANIs. */
  "outdial-ani": none(),
  /** Address books. */
  "address-book": none(),
  /** Desktop layouts. */
  "desktop-layout": none(),
  /** Desktop profiles. */
  "desktop-profile": none(),
  /** Idle and wrap-up codes. */
  "idle-wrapup-code": none(),
});

/** The service refuses `NONE` for these. */
const INDISPENSABLE = ["site", "channel", "team", "queue"] as const;

const inputs = z.strictObject({
  /** Unique in the organisation; 1 to 80 letters, digits, spaces, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9_\s-]+$/, 80, "letters, digits, spaces, - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Its objects, by type. Sites, channels, teams and queues are required; types left out are `NONE`. */
  resources: Resources,
});

const wire = baseWire.extend({
  name: z.string(),
  resources: z
    .array(z.looseObject({ name: z.string(), accessLevel: z.string(), ids: z.array(z.string()).optional() }))
    .optional(),
});

type Inputs = z.output<typeof inputs>;

const rules = ({ resources }: Partial<Inputs>): readonly Problem[] =>
  Object.entries(resources ?? {}).flatMap(([type, { accessLevel, ids }]): readonly Problem[] => {
    const at = `resources.${type}`;
    if (accessLevel === "NONE" && (INDISPENSABLE as readonly string[]).includes(type))
      return [{ property: `${at}.accessLevel`, reason: "must not be NONE for site, channel, team and queue" }];
    if (accessLevel === "SPECIFIC" && ids === undefined)
      return [{ property: `${at}.ids`, reason: "is required with accessLevel SPECIFIC" }];
    if (accessLevel !== "SPECIFIC" && ids !== undefined)
      return [{ property: `${at}.ids`, reason: "belongs to accessLevel SPECIFIC only" }];
    return [];
  });

/**
 * A resource collection: the objects that users with a user profile may see. The service answers 500 unless all 20 types are sent;
 * types that the program leaves out are filled in.
 *
 * @example
 * new webex.ResourceCollection("France", {
 *   resources: {
 *     site: { accessLevel: "SPECIFIC", ids: [paris.id] },
 *     team: { accessLevel: "SPECIFIC", ids: [tier1.id] },
 *     queue: { accessLevel: "ALL" },
 *     channel: { accessLevel: "ALL" },
 *   },
 * });
 */
export const ResourceCollection = defineResource({
  kind: "webex.ResourceCollection",
  noun: "resource collection",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/resource-collection",
  inputs,
  naturalKey: ["name"],
  sets: Object.keys(Resources.shape).map((type) => `resources.${type}.ids`),
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "resource-collection",
    computed: ["resourceCount"],
    toWire: ({ resources, ...same }, live) => {
      // Types that this version does not know are sent back unchanged.
      const unknown = (live?.resources ?? []).filter(({ name }) => !(name in Resources.shape));
      const known = Object.entries(resources).map(([name, { accessLevel, ids = [] }]) => ({ name, accessLevel, ids }));
      return { ...same, resources: [...known, ...onlyFields(unknown, ["name", "accessLevel", "ids"])] };
    },
    fromWire: ({ resources }) => {
      const known = (resources ?? []).filter(({ name }) => name in Resources.shape);
      const entries = known.map(({ name, accessLevel, ids = [] }) => [
        name,
        ids.length === 0 || accessLevel !== "SPECIFIC" ? { accessLevel } : { accessLevel, ids },
      ]);
      return { resources: Object.fromEntries(entries) as Readonly<Record<string, unknown>> };
    },
  }),
  permission: "resource-collection",
  lookUp: "getResourceCollection",
  export: {},
  trial: {
    inputs: {
      resources: {
        site: { accessLevel: "SPECIFIC", ids: ["{webex.Site}"] },
        channel: { accessLevel: "ALL" },
        team: { accessLevel: "ALL" },
        queue: { accessLevel: "ALL" },
      },
    },
  },
  picture: { family: "other" },
});
export type ResourceCollection = InstanceType<typeof ResourceCollection>;

/** An existing resource collection by name. */
export const { plain: getResourceCollection, output: getResourceCollectionOutput } =
  lookUpOf("webex.ResourceCollection");
