import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { isRecord, type Problem } from "../../core/resource/types";
import { labelField, textField } from "../fields";
import type { Component } from "../metadata/metadata-client";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";

const PicklistValue = z.strictObject({
  /** The value in records. */
  fullName: labelField(255),
  /** Label. Default: the value. */
  label: labelField(255).optional(),
  /** Whether it is the default of new records. */
  default: z.boolean().default(false),
});

const ValueSet = z.strictObject({
  /** The values; at least one. */
  values: z.array(PicklistValue).min(1, "needs at least one value"),
  /** Whether records may hold these values only. */
  restricted: z.boolean().default(true),
  /** Whether values are shown in alphabetical order instead of in this order. */
  sorted: z.boolean().default(false),
});

const inputs = z.strictObject({
  /**
   * Object and field: `Case.WebexInteractionId__c`. Fields of tasks and events belong to `Activity`. Changing it replaces the field, and
   * its values are lost.
   */
  fullName: z
    .string()
    .regex(
      /^[A-Za-z]\w*\.[A-Za-z](?:_?[A-Za-z0-9])*__c$/,
      "must be OBJECT.FIELD__c, such as Case.WebexInteractionId__c",
    )
    .refine(
      (name) => !/^(Task|Event)\./.test(name),
      "must be Activity.FIELD__c: tasks and events share their custom fields",
    )
    .refine((name) => (name.split(".")[1] ?? "").length <= 43, "may have at most 40 characters before __c"),
  /** Label; at most 40 characters. */
  label: labelField(40),
  /** Type of the field. Salesforce allows few changes of type and refuses the others. */
  type: z.enum([
    ...[
      "Text",
      "LongTextArea",
      "TextArea",
      "Html",
      "Checkbox",
      "Number",
      "Currency",
      "Percent",
      "Date",
      "DateTime",
      "Time",
    ],
    ...[
      "Email",
      "Phone",
      "Url",
      "Picklist",
      "MultiselectPicklist",
      "Lookup",
      "MasterDetail",
      "AutoNumber",
      "EncryptedText",
    ],
  ] as const),
  /** Length in characters; required for `Text` (to 255), `LongTextArea` and `Html` (256 to 131,072). */
  length: z.number().int().min(1).max(131_072).optional(),
  /** Total number of digits, 1 to 18; required for numbers. */
  precision: z.number().int().min(1).max(18).optional(),
  /** Digits after the decimal point, 0 to 17; required for numbers. */
  scale: z.number().int().min(0).max(17).optional(),
  /** Visible lines, 2 to 50; required for `LongTextArea`, `Html` and `MultiselectPicklist`. */
  visibleLines: z.number().int().min(2).max(50).optional(),
  /** Whether a record cannot be saved without it. */
  required: z.boolean().optional(),
  /** Whether no two records may hold the same value. */
  unique: z.boolean().optional(),
  /** Whether `unique` distinguishes upper and lower case. */
  caseSensitive: z.boolean().optional(),
  /** Whether records can be found and upserted by it. */
  externalId: z.boolean().optional(),
  /** Default value, as a formula; `"true"` or `"false"` for a `Checkbox`. */
  defaultValue: z.string().optional(),
  /** Formula of a computed field. */
  formula: textField(3_900).optional(),
  /** How `formula` treats empty fields. */
  formulaTreatBlanksAs: z.enum(["BlankAsBlank", "BlankAsZero"]).optional(),
  /** For administrators; at most 1,000 characters. */
  description: textField(1_000).optional(),
  /** Help text of the field; at most 510 characters. */
  inlineHelpText: textField(510).optional(),
  /** Whether the history of records keeps its changes. */
  trackHistory: z.boolean().optional(),
  /** The values of a picklist. */
  valueSet: ValueSet.optional(),
  /** Object that a `Lookup` or `MasterDetail` refers to. */
  referenceTo: z.string().min(1).optional(),
  /** Name of the relationship, plural. */
  relationshipName: z.string().min(1).optional(),
  /** Heading of the related list. */
  relationshipLabel: labelField(80).optional(),
  /** What happens when the record that it refers to is deleted. */
  deleteConstraint: z.enum(["Cascade", "Restrict", "SetNull"]).optional(),
  /** Format of an `AutoNumber`: `A-{0000}`. */
  displayFormat: z.string().min(1).optional(),
});

type Inputs = z.output<typeof inputs>;

/** Required elements by type; a formula needs none of them. */
const NEEDED: Partial<Record<Inputs["type"], readonly (keyof Inputs)[]>> = {
  Text: ["length"],
  EncryptedText: ["length"],
  LongTextArea: ["length", "visibleLines"],
  Html: ["length", "visibleLines"],
  Number: ["precision", "scale"],
  Currency: ["precision", "scale"],
  Percent: ["precision", "scale"],
  Checkbox: ["defaultValue"],
  Picklist: ["valueSet"],
  MultiselectPicklist: ["valueSet", "visibleLines"],
  Lookup: ["referenceTo", "relationshipName"],
  MasterDetail: ["referenceTo", "relationshipName"],
  AutoNumber: ["displayFormat"],
};

function rules(field: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { type } = field;
  if (type === undefined || !isKnown("formula") || field.formula !== undefined) return [];
  const missing = (NEEDED[type] ?? []).filter((key) => isKnown(key) && field[key] === undefined);
  const problems: readonly Problem[] = missing.map((property) => ({
    property,
    reason: `is required for a ${type} field`,
  }));
  const { length } = field;
  if (length === undefined) return problems;
  if (type === "Text" && length > 255)
    return [...problems, { property: "length", reason: "may be at most 255 for Text: use LongTextArea for more" }];
  if ((type === "LongTextArea" || type === "Html") && length < 256)
    return [...problems, { property: "length", reason: `must be at least 256 for ${type}` }];
  return problems;
}

function toMetadata({ valueSet, ...field }: Inputs) {
  if (valueSet === undefined) return field;
  const { values, restricted, sorted } = valueSet;
  const value = values.map(({ fullName, label, default: isDefault }) => ({
    fullName,
    default: isDefault,
    label: label ?? fullName,
  }));
  return { ...field, valueSet: { restricted, valueSetDefinition: { sorted, value } } };
}

function fromMetadata({ valueSet, ...field }: Component) {
  const set = isRecord(valueSet) ? valueSet : {};
  const definition = isRecord(set.valueSetDefinition) ? set.valueSetDefinition : {};
  const values = (Array.isArray(definition.value) ? definition.value : []).filter(isRecord);
  if (values.length === 0) return field;
  const shown = values.map(({ fullName, label, default: isDefault }) => ({
    fullName,
    label,
    default: isDefault ?? false,
  }));
  return {
    ...field,
    valueSet: { restricted: set.restricted ?? false, sorted: definition.sorted ?? false, values: shown },
  };
}

const store = new MetadataStore({ type: "CustomField", inputs, toMetadata, fromMetadata });

/**
 * A field of a standard or custom object. Nobody sees it, not even administrators, until a permission set or profile grants it: see
 * `fieldPermissions` of `salesforce.PermissionSet`. A deleted field and its values can be restored for 15 days (Setup, Object Manager).
 *
 * @example
 * new salesforce.CustomField("Case.WebexInteractionId__c", { label: "Webex interaction", type: "Text", length: 64, externalId: true });
 */
export const CustomField = defineResource({
  kind: "salesforce.CustomField",
  noun: "custom field",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm",
  ...metadataFacets(store),
  inputs,
  rules,
  trial: {
    inputs: { fullName: "Case.{name}__c", label: "{name}", type: "Text", length: 20 },
  },
  picture: {
    family: "salesforce",
    namedBy: ["field"],
  },
});
export type CustomField = InstanceType<typeof CustomField>;
