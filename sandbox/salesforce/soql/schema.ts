import type { Json, JsonObject } from "../../core/json";

/** Types of fields as describe names them. */
export const FIELD_TYPES = [
  "id",
  "reference",
  "string",
  "textarea",
  "phone",
  "email",
  "url",
  "picklist",
  "multipicklist",
  "boolean",
  "int",
  "double",
  "currency",
  "percent",
  "date",
  "datetime",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** The members of a field that queries use. */
export interface QueryField {
  readonly name: string;
  readonly type: FieldType;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  /** Types that a reference may point to; more than one makes it polymorphic. */
  readonly referenceTo: readonly string[];
  /** The name of the parent in a path, for instance `Account`. */
  readonly relationshipName: string | undefined;
  readonly caseSensitive: boolean;
  readonly custom: boolean;
}

/** An sObject as the running user sees it, without the fields hidden from them. Names are looked up in any case. */
export interface QueryObject {
  readonly name: string;
  readonly fields: readonly QueryField[];
  readonly field: (name: string) => QueryField | undefined;
  /** The reference of a relationship name, for instance `Account` of Contact. */
  readonly parent: (relationship: string) => QueryField | undefined;
  /** The child type and its reference for a child relationship name, for instance `Cases` of Contact. */
  readonly children: (
    relationship: string,
  ) => { readonly name: string; readonly type: string; readonly field: string } | undefined;
}

export type Row = JsonObject & { readonly Id: string };

export interface QueryOrg {
  /** Undefined for types that do not exist or are hidden from the running user. */
  readonly object: (name: string) => QueryObject | undefined;
  /** All records of a type, ordered by id. */
  readonly rows: (type: string) => readonly Row[];
  /** A record and its type by an id of 18 characters. */
  readonly byId: (id: string) => { readonly type: string; readonly row: Row } | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** IANA name of the running user's time zone, which decides when a day begins. */
  readonly timeZone: string;
  /** `attributes.url` of a record. */
  readonly urlOf: (type: string, id: string) => string;
}

export const valueOf = (row: Row | undefined, field: string): Json => row?.[field] ?? null;
