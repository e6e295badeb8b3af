import { z } from "zod";
import { textOf, type Json, type JsonObject } from "../../core/json";
import { badWrite, type Refused } from "../salesforce-errors";
import type { Org } from "../org";
import type { Component } from "../store";

/** What the save of one component happens in. */
export interface SaveScene {
  readonly org: Org;
  readonly userId: string;
  /** Of the API or of the bundle, for instance 66. */
  readonly version: number;
  readonly fullName: string;
  /** The component as it stood; undefined for a new one. */
  readonly before: Component | undefined;
  /** Warnings do not stop the save. */
  readonly ignoreWarnings: boolean;
}

/** A row that shows a component to queries. Row and component have one id. */
interface Mirror {
  readonly type: string;
  readonly fields: (component: Component, org: Org) => JsonObject;
}

const kindData = z.strictObject({
  /** Where its files stand in a bundle; absent for types that live inside the file of another. */
  directory: z.string().optional(),
  suffix: z.string().optional(),
  /** First three characters of the ids of its components. */
  idPrefix: z.string(),
  /** What errors call its name, which must be a developer name. */
  nameLabel: z.string().optional(),
  /** Elements that must hold a text. */
  texts: z.array(z.string()).default([]),
  /** What the service fills in. */
  defaults: z.record(z.string(), z.string()).default({}),
  /** Calls that the type does not take. */
  without: z.array(z.enum(["create", "delete"])).default([]),
  /** The SOAP call does not delete it; a destructive change does. */
  destructiveOnly: z.boolean().default(false),
  /** What is missing, for types that are partly emulated. */
  note: z.string().default(""),
});
/** Types of metadata as `kinds.json` describes them, by name, in an order in which a bundle may be saved. */
export const kindsData = z.record(z.string(), kindData);

/** What a type of metadata does beyond its description. Each has a page in https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta */
export interface Hooks {
  readonly mirror?: Mirror;
  /** What the service says of a required element that is not there, where it does not use the common words. */
  readonly missing?: (element: string) => Refused | undefined;
  /** Throws a Refused for a name that the type does not take. */
  readonly checkName?: (fullName: string) => void;
  /** Checks a body against the org and fills in what the service makes; returns what is stored. Throws a Refused. */
  readonly complete?: (body: JsonObject, scene: SaveScene) => JsonObject;
  /** What reads show: without secrets, with what is worked out. */
  readonly show?: (component: Component, org: Org) => JsonObject;
  /** What a save brings about elsewhere. */
  readonly saved?: (component: Component, scene: SaveScene) => void;
  /** Refuses a delete. */
  readonly removing?: (component: Component, org: Org) => void;
  /** What a delete brings about elsewhere. */
  readonly removed?: (component: Component, org: Org) => void;
}

/** A type of metadata. */
export type Kind = Readonly<z.output<typeof kindData>> & Hooks & { readonly type: string };

/** A component that breaks a rule of its type. */
export const unfit = (statusCode: string, message: string, ...fields: readonly string[]): Refused =>
  badWrite(statusCode, message, fields);

/** A field whose value breaks a rule of its type. */
export const badField = (field: string, message: string): Refused => unfit("FIELD_INTEGRITY_EXCEPTION", message, field);

export const tooLong = (field: string, message: string): Refused => unfit("STRING_TOO_LONG", message, field);

/** A value that a field with a list of values does not have. */
export const notInPicklist = (field: string, message: string): Refused =>
  unfit("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", `${field}: ${message}`, field);

export const missingField = (name: string): Refused =>
  unfit("REQUIRED_FIELD_MISSING", `Required field is missing: ${name}`, name);

/** A body that names something which is not there. */
export const brokenName = (field: string, type: string, name: string): Refused =>
  unfit("INVALID_CROSS_REFERENCE_KEY", `In field: ${field} - no ${type} named ${name} found`, field);

export const noSuchComponent = (type: string, fullName: string): Refused =>
  unfit("INVALID_CROSS_REFERENCE_KEY", `no ${type} named ${fullName} found`);

/** Letters, digits and single underscores; a letter first, no underscore last. */
const DEVELOPER_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

const MAX_NAME_CHARS = 80;

/** The rule of developer names. https://help.salesforce.com/s/articleView?id=platform.dev_objectfields.htm */
export const checkDeveloperName = (label: string, fullName: string): void => {
  if (!DEVELOPER_NAME.test(fullName)) {
    const rule = `The ${label} can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`;
    throw badField("fullName", `${label}: ${rule}`);
  }
  if (fullName.length > MAX_NAME_CHARS) {
    throw tooLong("fullName", `${label}: data value too large: ${fullName} (max length=${MAX_NAME_CHARS})`);
  }
};

export const isOn = (value: Json | undefined): boolean => value === "true";

/** Refuses an empty text in a required element. */
export const requireText = (body: JsonObject, ...names: readonly string[]): void => {
  const empty = names.find((name) => textOf(body[name]) === "");
  if (empty !== undefined) throw missingField(empty);
};

/** Refuses what is not a URL of these schemes. */
export const requireUrl = (field: string, text: string, schemes: readonly string[] = ["http:", "https:"]): void => {
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return;
  throw badField(field, `${field}: Invalid URL: ${text}`);
};
