import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { isRecord, type Problem, type Values } from "../../core/resource/types";
import { fullNameField, labelField, textField } from "../fields";
import type { Component } from "../metadata/metadata-client";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";
import { CUSTOMIZE } from "../rest/operations";

const ObjectPermission = z.strictObject({
  /** `Case`, `MyObject__c` */
  object: z.string().min(1),
  /** Whether records may be read. */
  allowRead: z.boolean().default(true),
  /** Whether records may be made. */
  allowCreate: z.boolean().default(false),
  /** Whether records may be changed. */
  allowEdit: z.boolean().default(false),
  /** Whether records may be deleted. */
  allowDelete: z.boolean().default(false),
  /** Whether all records may be read, regardless of sharing settings. */
  viewAllRecords: z.boolean().default(false),
  /** Whether all records may be changed, regardless of sharing settings. */
  modifyAllRecords: z.boolean().default(false),
});

const FieldPermission = z.strictObject({
  /** `Case.WebexInteractionId__c`; `Task.X__c` for fields of Activity. */
  field: z.string().regex(/^\w+\.\w+$/, "must be OBJECT.FIELD"),
  /** Whether it may be read. */
  readable: z.boolean().default(true),
  /** Whether it may be changed. */
  editable: z.boolean().default(false),
});

const TabSetting = z.strictObject({
  /** Name of the tab: `standard-Case`. */
  tab: z.string().min(1),
  /** `Available`: in the list of all tabs; `Visible`: shown at once. */
  visibility: z.enum(["None", "Available", "Visible"]),
});

const inputs = z.strictObject({
  /** API name, unique in the org; at most 80 letters, digits and underscores. Changing it replaces the permission set. */
  fullName: fullNameField(),
  /** Label; at most 80 characters. */
  label: labelField(80),
  /** For administrators; at most 255 characters. */
  description: textField(255).optional(),
  /** A user licence or permission set licence that users must have. Fixed at creation; usually left out. */
  license: z.string().min(1).optional(),
  /** Whether it applies only in a session that activates it. */
  hasActivationRequired: z.boolean().optional(),
  /** System permissions by name: `ApiEnabled`, `ApexRestServices`. */
  userPermissions: z.array(z.string().min(1)).optional(),
  /** What users may do with objects. */
  objectPermissions: z.array(ObjectPermission).optional(),
  /** Fields that users may read and edit. Required fields are always allowed and must not be listed. */
  fieldPermissions: z.array(FieldPermission).optional(),
  /** Apex classes that users may run. */
  classAccesses: z.array(z.string().min(1)).optional(),
  /** Tabs that users see. */
  tabSettings: z.array(TabSetting).optional(),
});

type Inputs = z.output<typeof inputs>;
type Entry = Readonly<Record<string, unknown>>;

interface List {
  /** The field that identifies an entry. */
  readonly key: string;
  /** Converts an input's item to an entry of the metadata. */
  readonly entry: (item: unknown) => Entry;
  readonly item: (entry: Entry) => unknown;
  /** The values of an entry that grants nothing. */
  readonly nothing: Entry;
}

const record = (value: unknown): Entry => (isRecord(value) ? value : {});
const pick = (entry: Entry, names: readonly string[]): Entry =>
  Object.fromEntries(names.map((name) => [name, entry[name] ?? false]));
const OBJECT_FLAGS = ["allowCreate", "allowDelete", "allowEdit", "allowRead", "modifyAllRecords", "viewAllRecords"];
const none = (flags: readonly string[]): Entry => Object.fromEntries(flags.map((flag) => [flag, false]));

/** The lists of a permission set. A read returns all permissions in effect, so only entries in the program are compared. */
const LISTS: Readonly<Record<string, List>> = {
  userPermissions: {
    key: "name",
    entry: (name) => ({ enabled: true, name }),
    item: (entry) => entry.name,
    nothing: { enabled: false },
  },
  objectPermissions: {
    key: "object",
    entry: record,
    item: (entry) => pick(entry, ["object", ...OBJECT_FLAGS]),
    nothing: none(OBJECT_FLAGS),
  },
  fieldPermissions: {
    key: "field",
    entry: record,
    item: (entry) => pick(entry, ["field", "readable", "editable"]),
    nothing: none(["editable", "readable"]),
  },
  classAccesses: {
    key: "apexClass",
    entry: (apexClass) => ({ apexClass, enabled: true }),
    item: (entry) => entry.apexClass,
    nothing: { enabled: false },
  },
  tabSettings: {
    key: "tab",
    entry: record,
    item: (entry) => ({ tab: entry.tab, visibility: entry.visibility }),
    nothing: { visibility: "None" },
  },
};

const entriesIn = (value: unknown): readonly Entry[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function toMetadata(set: Inputs, live?: Component, state: Values = {}): Entry {
  const given: Values = set;
  const lists = Object.entries(LISTS).flatMap(([name, list]) => {
    const declared = items(given[name]).map(list.entry);
    const keys = new Set(declared.map((entry) => entry[list.key]));
    const managed = items(state[name]).map(list.entry);
    const removed = managed.filter((entry) => !keys.has(entry[list.key]));
    const ours = new Set([...keys, ...removed.map((entry) => entry[list.key])]);
    // A write switches off user permissions that are left out, so those that others granted are sent too.
    const others = entriesIn(live?.[name]).filter((entry) => !ours.has(entry[list.key]));
    const all = [...others, ...declared, ...removed.map((entry) => ({ ...list.nothing, [list.key]: entry[list.key] }))];
    return all.length === 0 ? [] : [[name, all] as const];
  });
  const scalars = Object.entries(set).filter(([name]) => !(name in LISTS));
  return { ...Object.fromEntries(scalars), ...Object.fromEntries(lists) };
}

function fromMetadata(component: Component, state: Values): Values {
  const lists = Object.entries(LISTS).map(([name, list]) => {
    const managed = state[name];
    const keys = Array.isArray(managed) ? new Set(managed.map((item) => list.entry(item)[list.key])) : undefined;
    const inForce = entriesIn(component[name]).filter((entry) => entry.enabled !== false);
    const ours = inForce.filter((entry) => keys === undefined || keys.has(entry[list.key]));
    return [name, ours.map(list.item)] as const;
  });
  return { ...component, ...Object.fromEntries(lists) };
}

function rules({ objectPermissions, fieldPermissions }: Partial<Inputs>): readonly Problem[] {
  const objects = (objectPermissions ?? []).flatMap((permission, i) => {
    const more = permission.allowCreate || permission.allowEdit || permission.allowDelete || permission.viewAllRecords;
    return more && !permission.allowRead
      ? [{ property: `objectPermissions[${i}].allowRead`, reason: "must be true where anything else is allowed" }]
      : [];
  });
  const fields = (fieldPermissions ?? []).flatMap(({ field, readable, editable }, i) => [
    ...(editable && !readable
      ? [{ property: `fieldPermissions[${i}].readable`, reason: "must be true for an editable field" }]
      : []),
    ...(field.startsWith("Activity.")
      ? [
          {
            property: `fieldPermissions[${i}].field`,
            reason: "must name Task or Event here: Activity has no permissions of its own",
          },
        ]
      : []),
  ]);
  return [...objects, ...fields];
}

const store = new MetadataStore({ type: "PermissionSet", inputs, toMetadata, fromMetadata });

/**
 * Permissions of users in addition to their profile. Only the entries named here are managed; others are kept.
 *
 * @example
 * new salesforce.PermissionSet("Webex_Data_Dip", {
 *   label: "Webex data dip",
 *   userPermissions: ["ApiEnabled"],
 *   objectPermissions: [{ object: "Contact" }, { object: "Case", allowEdit: true }],
 * });
 */
export const PermissionSet = defineResource({
  kind: "salesforce.PermissionSet",
  noun: "permission set",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm",
  ...metadataFacets(store),
  inputs,
  replaceOnChanges: ["fullName", "license"],
  sets: Object.keys(LISTS),
  rules,
  permission: `${CUSTOMIZE}, and Manage Profiles and Permission Sets`,
  trial: { inputs: { label: "{name}" } },
  picture: {
    family: "salesforce",
    namedBy: ["permissionSets", "permissionSetName"],
  },
});
export type PermissionSet = InstanceType<typeof PermissionSet>;
