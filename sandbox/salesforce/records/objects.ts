import { z } from "zod";
import { textOf } from "../../core/json";
import type { Org } from "../org";
import type { Rights } from "../rights";
import type { QueryField, QueryObject } from "../soql";
import { SOBJECTS } from "../sobjects";
import { fieldOf, fieldSpec, type Field, type SObject } from "../sobjects/sobject";
import type { Component } from "../store";
import { notFound } from "../salesforce-errors";
import fieldTypes from "./field-types.json";

const STANDARD: ReadonlyMap<string, SObject> = new Map(SOBJECTS.map((object) => [object.name.toLowerCase(), object]));

/** Custom fields of tasks are defined on Activity. */
const ownerOf = (object: SObject): string => (object.name === "Task" ? "Activity" : object.name);

const digits = (value: unknown, fallback: number): number => (typeof value === "string" ? Number(value) : fallback);

const customType = z.strictObject({
  /** The type of its values for queries and writes. */
  shownAs: fieldSpec.shape.type,
  /** Elements that a definition must have. */
  needs: z.array(z.string()).default([]),
  /** The least and the greatest length that a definition may state. */
  length: z.tuple([z.int(), z.int()]).optional(),
});

/** Custom field types that records can hold here. */
export const CUSTOM_FIELD_TYPES: ReadonlyMap<string, z.output<typeof customType>> = new Map(
  Object.entries(z.record(z.string(), customType).parse(fieldTypes)),
);

/** A field from the body of its component. */
function customField({ fullName, body }: Component): Field {
  const name = fullName.split(".")[1] ?? fullName;
  const type = textOf(body.type);
  const to = textOf(body.referenceTo);
  const child = textOf(body.relationshipName);
  const checked = textOf(body.defaultValue) === "true";
  return fieldOf(name, {
    type: CUSTOM_FIELD_TYPES.get(type)?.shownAs ?? "string",
    label: textOf(body.label),
    custom: true,
    ...(type === "TextArea" ? { length: 255 } : {}),
    ...(body.length === undefined ? {} : { length: digits(body.length, 255) }),
    ...(body.scale === undefined ? {} : { scale: digits(body.scale, 0) }),
    ...(body.required === "true" ? { required: true as const } : {}),
    ...(body.unique === "true" ? { unique: true as const } : {}),
    ...(body.externalId === "true" ? { externalId: true as const } : {}),
    ...(body.caseSensitive === "true" ? { caseSensitive: true as const } : {}),
    ...(type === "Checkbox" ? { default: checked } : {}),
    ...(to === "" ? {} : { to: [to] }),
    ...(child === "" ? {} : { children: `${child}__r` }),
  });
}

/** A standard object with the org's custom fields; the name in any case. Undefined for a type the org does not have. */
export function objectOf(org: Org, name: string): SObject | undefined {
  const standard = STANDARD.get(name.toLowerCase());
  if (standard === undefined) return undefined;
  const owner = `${ownerOf(standard)}.`.toLowerCase();
  const own = org.components
    .all("CustomField")
    .filter(({ fullName }) => fullName.toLowerCase().startsWith(owner))
    .map(customField);
  return own.length === 0 ? standard : { ...standard, fields: [...standard.fields, ...own] };
}

export const allObjects = (org: Org): readonly SObject[] =>
  SOBJECTS.map(({ name }) => objectOf(org, name)).filter((object) => object !== undefined);

/** A field by its name in any case. */
export function fieldNamed(object: SObject, name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return object.fields.find((field) => field.name.toLowerCase() === wanted);
}

/** All references to an object: the child type, its field and the name of the list of children. */
export const childrenOf = (
  org: Org,
  parent: SObject,
): readonly { readonly name: string | undefined; readonly object: SObject; readonly field: Field }[] =>
  allObjects(org).flatMap((object) =>
    object.fields
      .filter(({ referenceTo }) => referenceTo.includes(parent.name))
      .map((field) => ({ name: field.spec.children, object, field })),
  );

/** An object as a user's queries see it, without the fields hidden from them. Undefined when the object itself is hidden. */
export function visibleObject(org: Org, rights: Rights, name: string): QueryObject | undefined {
  const object = objectOf(org, name);
  if (object === undefined || !rights.may("read", object)) return undefined;
  const fields: readonly QueryField[] = object.fields.filter((field) => rights.seesField(object, field));
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const parents = new Map(
    fields
      .filter(({ relationshipName }) => relationshipName !== undefined)
      .map((field) => [field.relationshipName?.toLowerCase(), field]),
  );
  return {
    name: object.name,
    fields,
    field: (wanted) => byName.get(wanted.toLowerCase()),
    parent: (wanted) => parents.get(wanted.toLowerCase()),
    children: (wanted) => {
      const found = childrenOf(org, object).find((child) => child.name?.toLowerCase() === wanted.toLowerCase());
      return found?.name === undefined
        ? undefined
        : { name: found.name, type: found.object.name, field: found.field.name };
    },
  };
}

/** The user who reads or writes records, and the org. */
export interface Actor {
  readonly org: Org;
  readonly userId: string;
  readonly rights: Rights;
}

/** A type that a caller may see; its name in any case. */
export function visibleType({ org, rights }: Actor, name: string): SObject {
  const object = objectOf(org, name);
  if (object === undefined || !rights.may("read", object)) throw notFound();
  return object;
}
