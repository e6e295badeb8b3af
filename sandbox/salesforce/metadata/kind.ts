import { z } from "zod";
import { textOf, type JsonObject } from "../../core/json";
import { badWrite, type Refused } from "../salesforce-errors";
import type { Org } from "../org";
import type { Component } from "../store";

/** The save of one component, as its hooks see it. */
export interface SaveScene {
  readonly org: Org;
  readonly userId: string;
  /** The version of the API or of the bundle, for instance 66. */
  readonly version: number;
  readonly fullName: string;
  /** The component before the save; undefined for a new one. */
  readonly before: Component | undefined;
  readonly ignoreWarnings: boolean;
}

/** A row that shows a component to queries. Row and component have the same id. */
interface Mirror {
  readonly type: string;
  readonly fields: (component: Component, org: Org) => JsonObject;
}

const kindData = z.strictObject({
  /** The folder of its files in a bundle; absent for types that are inside the file of another. */
  directory: z.string().optional(),
  suffix: z.string().optional(),
  /** First three characters of the ids of its components. */
  idPrefix: z.string(),
  /** The label of its name in errors; the name must then be a developer name. */
  nameLabel: z.string().optional(),
  /** Elements whose text must not be empty. */
  texts: z.array(z.string()).default([]),
  /** Values that the service fills in. */
  defaults: z.record(z.string(), z.string()).default({}),
  /** Lists that a save adds to, with the member that identifies their entries. It replaces every other list as a whole. */
  merged: z.record(z.string(), z.string()).default({}),
  /** Calls that the type refuses. */
  without: z.array(z.enum(["create", "delete"])).default([]),
  /** The SOAP call refuses to delete it; a destructive change deletes it. */
  destructiveOnly: z.boolean().default(false),
  /** What is missing, for types that are partly emulated. */
  note: z.string().default(""),
});
/** Types of metadata as in `kinds.json`, by name, in an order in which a bundle may be saved. */
export const kindsData = z.record(z.string(), kindData);

/** Rules of a type of metadata. Each type has a page in https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta */
export interface Hooks {
  readonly mirror?: Mirror;
  /** The service's error for a missing required element, where it is not the common one. */
  readonly missing?: (element: string) => Refused | undefined;
  /** Throws a Refused for a name that the type does not accept. */
  readonly checkName?: (fullName: string) => void;
  /** Throws a Refused for a body that breaks a rule. */
  readonly check?: (body: JsonObject, scene: SaveScene) => void;
  /** Fills in what the service makes, after the checks; returns what is stored. Throws a Refused. */
  readonly complete?: (body: JsonObject, scene: SaveScene) => JsonObject;
  /** What reads return: without secrets, with computed values. */
  readonly show?: (component: Component, org: Org) => JsonObject;
  /** Side effects of a save. */
  readonly saved?: (component: Component, scene: SaveScene) => void;
  /** Refuses a delete. */
  readonly removing?: (component: Component, org: Org) => void;
  /** Side effects of a delete. */
  readonly removed?: (component: Component, org: Org) => void;
}

export type Kind = Readonly<z.output<typeof kindData>> & Hooks & { readonly type: string };

/** A component that breaks a rule of its type. */
export const unfit = (statusCode: string, message: string, ...fields: readonly string[]): Refused =>
  badWrite(statusCode, message, fields);

/** A field whose value breaks a rule of its type. */
export const badField = (field: string, message: string): Refused => unfit("FIELD_INTEGRITY_EXCEPTION", message, field);

export const tooLong = (field: string, message: string): Refused => unfit("STRING_TOO_LONG", message, field);

/** A value that the field's list of values does not contain. */
export const notInPicklist = (field: string, message: string): Refused =>
  unfit("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", `${field}: ${message}`, field);

/** Refuses a value that a field's list of values does not contain. */
export function requireListed(field: string, text: string, listed: readonly string[]): void {
  if (!listed.includes(text)) throw notInPicklist(field, `bad value for restricted picklist field: ${text}`);
}

export const missingField = (name: string): Refused =>
  unfit("REQUIRED_FIELD_MISSING", `Required field is missing: ${name}`, name);

/** A body that refers to something that does not exist. */
export const brokenName = (field: string, type: string, name: string): Refused =>
  unfit("INVALID_CROSS_REFERENCE_KEY", `In field: ${field} - no ${type} named ${name} found`, field);

export const noSuchComponent = (type: string, fullName: string): Refused =>
  unfit("INVALID_CROSS_REFERENCE_KEY", `no ${type} named ${fullName} found`);

/** Letters, digits and single underscores; a letter first, no underscore last. */
const DEVELOPER_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

const MAX_NAME_CHARS = 80;

/** The rule of developer names. https://help.salesforce.com/s/articleView?id=platform.dev_objectfields.htm */
export function checkDeveloperName(label: string, fullName: string): void {
  if (!DEVELOPER_NAME.test(fullName)) {
    const rule = `The ${label} can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`;
    throw badField("fullName", `${label}: ${rule}`);
  }
  if (fullName.length > MAX_NAME_CHARS) {
    throw tooLong("fullName", `${label}: data value too large: ${fullName} (max length=${MAX_NAME_CHARS})`);
  }
}

/** Refuses an empty text in a required element. */
export function requireText(body: JsonObject, ...names: readonly string[]): void {
  const empty = names.find((name) => textOf(body[name]) === "");
  if (empty !== undefined) throw missingField(empty);
}

/** Refuses a text that is not a URL with one of these schemes. */
export function requireUrl(field: string, text: string, schemes: readonly string[] = ["http:", "https:"]): void {
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return;
  throw badField(field, `${field}: Invalid URL: ${text}`);
}
