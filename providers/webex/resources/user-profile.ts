import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Question } from "../../core/resource/facets";
import type { Problem, Values } from "../../core/resource/types";
import { understood } from "../../http/failures";
import type { WebexApi } from "../client/api";
import { webexEntity } from "../stores/entity-store";
import { baseWire, onlyFields } from "../stores/entity";
import { descriptionField, idField, nameField } from "../fields/common";
import { PERMISSIONS } from "../fields/user-profile-permissions";
import { lookUpOf } from "../client/find-by-name";

const access = z.enum(["EDIT", "VIEW", "NONE", "ENABLED", "DISABLED"]);
const folders = (): z.ZodOptional<z.ZodArray<z.ZodNumber>> =>
  z.array(z.number().int("must be the id of a folder")).optional();

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `,`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9,_\-\s]*$/, 80, "letters, digits, spaces, comma, - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether users can be given it. */
  active: z.boolean().default(true),
  /** The role of its users. Fixed at creation: changing it replaces the profile. */
  profileType: z.enum([
    "ADMINISTRATOR",
    "ADMINISTRATOR_ONLY",
    "SUPERVISOR",
    "PREMIUM_AGENT",
    "STANDARD_AGENT",
    "ANALYZER_ADMINISTRATOR",
    "ANALYZER_SUPERVISOR",
    "ANALYZER_USER",
  ]),
  /** Which permissions they have. Must be `SPECIFIC` for `ADMINISTRATOR_ONLY` and `STANDARD_AGENT`. */
  permissionAccessLevel: z.enum(["ALL", "SPECIFIC", "PROVISIONED_VALUE", "NONE"]).default("SPECIFIC"),
  /**
   * The permissions, for `SPECIFIC`: `{ queue: "EDIT", "audit-trail": "VIEW" }`. Those left out are `NONE`. The switches among them
   * take `ENABLED` and `DISABLED`.
   */
  permissions: z.partialRecord(z.enum(PERMISSIONS), access).optional(),
  /** Which objects they see: all, or those of `resourceCollectionIds`. */
  resourceAccessLevel: z.enum(["ALL", "SPECIFIC", "PROVISIONED_VALUE", "NONE"]).default("ALL"),
  /** The resource collections they see, for `SPECIFIC`. */
  resourceCollectionIds: z.array(idField("a resource collection")).min(1, "needs at least one id").optional(),
  /** The resource collection for objects that they create. */
  defaultResourceCollectionId: idField("a resource collection").optional(),
  /** Analyzer folders they may write in, by number. */
  editableFolderIds: folders(),
  /** Analyzer folders they may read, by number. */
  viewableFolderIds: folders(),
  /** Analyzer folders they may not see, by number. */
  nonViewableFolderIds: folders(),
});

const wire = baseWire.extend({
  name: z.string(),
  permissions: z.array(z.looseObject({ name: z.string(), access: z.string().optional() })).optional(),
  resourceCollections: z.array(z.looseObject({ id: z.string() })).optional(),
  permissionAccessLevel: z.string().optional(),
  resourceAccessLevel: z.string().optional(),
});

type Inputs = z.output<typeof inputs>;

const SPECIFIC_ONLY: readonly string[] = ["ADMINISTRATOR_ONLY", "STANDARD_AGENT"];

function rules(profile: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { profileType, permissionAccessLevel: level } = profile;
  const needsSpecific = profileType !== undefined && SPECIFIC_ONLY.includes(profileType);
  const problems: Problem[] = [];
  if (needsSpecific && level !== undefined && level !== "SPECIFIC")
    problems.push({ property: "permissionAccessLevel", reason: `must be SPECIFIC for ${profileType}` });
  const pairs = [
    ["permissions", "permissionAccessLevel"],
    ["resourceCollectionIds", "resourceAccessLevel"],
  ] as const;
  for (const [property, owner] of pairs) {
    if (!isKnown(property) || profile[owner] === undefined) continue;
    const [given, specific] = [profile[property] !== undefined, profile[owner] === "SPECIFIC"];
    if (given && !specific) problems.push({ property, reason: `belongs to ${owner} SPECIFIC only` });
    if (!given && specific) problems.push({ property, reason: `is required with ${owner} SPECIFIC` });
  }
  return problems;
}

type Body = Readonly<Record<string, unknown>>;

function toWire({ permissions, resourceCollectionIds, ...same }: Inputs, live?: z.output<typeof wire>): Body {
  // Permissions that this version does not know are sent back unchanged.
  const unknown = (live?.permissions ?? []).filter(({ name }) => !(PERMISSIONS as readonly string[]).includes(name));
  const all = PERMISSIONS.map((name) => ({ name, access: permissions?.[name] ?? "NONE" }));
  return {
    ...same,
    permissions: permissions === undefined ? undefined : [...all, ...onlyFields(unknown, ["name", "access"])],
    resourceCollections: resourceCollectionIds?.map((id) => ({ id })),
  };
}

function fromWire(profile: z.output<typeof wire>): Partial<Record<keyof Inputs, unknown>> {
  const { permissions, resourceCollections } = profile;
  // NONE equals absent: a program need not list seventy permissions, and one that somebody added still shows as drift.
  const given = (permissions ?? []).filter(({ access: level }) => level !== undefined && level !== "NONE");
  const known = given.filter(({ name }) => (PERMISSIONS as readonly string[]).includes(name));
  // The service keeps the lists of SPECIFIC after a switch to another level, where they have no effect.
  const hasPermissions = permissions !== undefined && profile.permissionAccessLevel === "SPECIFIC";
  return {
    permissions: hasPermissions ? Object.fromEntries(known.map(({ name, access }) => [name, access])) : undefined,
    resourceCollectionIds:
      profile.resourceAccessLevel === "SPECIFIC" ? resourceCollections?.map(({ id }) => id) : undefined,
  };
}

const named = z.looseObject({ name: z.string() });

/** The official description requires the names of resource collections beside their ids. */
async function complete(api: WebexApi, body: Body): Promise<Body> {
  const collections = z
    .array(z.object({ id: z.string() }))
    .optional()
    .parse(body.resourceCollections);
  if (collections === undefined) return body;
  const whole = collections.map(async ({ id }) => {
    const path = `resource-collection/${encodeURIComponent(id)}`;
    const { name } = await api.once(path, async () =>
      understood(await api.config({ method: "GET", path }), (answer) => named.parse(answer)),
    );
    return { id, name };
  });
  return { ...body, resourceCollections: await Promise.all(whole) };
}

function collectionsOf({ resourceCollectionIds: ids }: Values): readonly Question[] {
  const collection = { path: "resource-collection", kind: "webex.ResourceCollection" };
  return Array.isArray(ids) ? ids.map((id: unknown) => ({ ...collection, id })) : [];
}

/** Equality, where `NONE` and absent are the same. */
function samePermissions(before: unknown, after: unknown): boolean {
  const level = (side: unknown, name: string): string => {
    const given = permissionsOf.safeParse(side);
    return (given.success ? given.data[name] : undefined) ?? "NONE";
  };
  if ((before === undefined) !== (after === undefined)) return false;
  return PERMISSIONS.every((name) => level(before, name) === level(after, name));
}
const permissionsOf = z.record(z.string(), z.string());

/**
 * A user profile: what an administrator, supervisor or agent may do and see. Set on users in Control Hub or by `UserAssignment`.
 *
 * @example
 * new webex.UserProfile("Queue managers", {
 *   profileType: "SUPERVISOR",
 *   permissions: { queue: "EDIT", team: "VIEW", "call-monitoring": "ENABLED" },
 * });
 */
export const UserProfile = defineResource({
  kind: "webex.UserProfile",
  noun: "user profile",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/user-profiles",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["profileType"],
  sets: ["resourceCollectionIds", "editableFolderIds", "viewableFolderIds", "nonViewableFolderIds"],
  equals: { permissions: samePermissions },
  rules,
  calls: ["GET /organization/{orgId}/resource-collection/{id}"],
  // Older versions have another schema and refuse writes as decommissioned.
  store: webexEntity({ inputs, wire, path: "user-profile", version: "v3", toWire, fromWire, complete }),
  cost: {
    create: (inputs) => ({ own: 1, asks: collectionsOf(inputs) }),
    update: (inputs) => ({ own: 2, asks: collectionsOf(inputs) }),
  },
  permission: "user-profile",
  lookUp: "getUserProfile",
  export: {},
  trial: { inputs: { profileType: "SUPERVISOR", permissions: { queue: "VIEW" } } },
  picture: { family: "other" },
});
export type UserProfile = InstanceType<typeof UserProfile>;

/** An existing user profile by name, e.g. `Supervisor Profile`. */
export const { plain: getUserProfile, output: getUserProfileOutput } = lookUpOf("webex.UserProfile");
