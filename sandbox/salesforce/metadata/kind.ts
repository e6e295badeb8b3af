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

/** A type of metadata. */
export interface Kind {
  readonly type: string;
  /** Where its files stand in a bundle; undefined for types that live inside the file of another. */
  readonly directory?: string;
  readonly suffix?: string;
  /** First three characters of the ids of its components. */
  readonly idPrefix: string;
  /** Where the reference page is in the Metadata API guide. */
  readonly see: string;
  /** Calls that the type does not take. */
  readonly without?: readonly ("create" | "delete")[];
  /** Kinds that must be saved before it when a bundle holds both. */
  readonly after?: readonly string[];
  readonly mirror?: Mirror;
  /** The SOAP call does not delete it; a destructive change does. */
  readonly destructiveOnly?: true;
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
  readonly coverage?: "emulated" | "partly";
  /** What is missing, for types that are partly emulated. */
  readonly note?: string;
}

/** A component that breaks a rule of its type. */
export const unfit = (statusCode: string, message: string, ...fields: readonly string[]): Refused =>
  badWrite(statusCode, message, fields);

export const missingField = (name: string): Refused =>
  unfit("REQUIRED_FIELD_MISSING", `Required field is missing: ${name}`, name);

/** A body that names something which is not there. */
export const brokenName = (field: string, type: string, name: string): Refused =>
  unfit("INVALID_CROSS_REFERENCE_KEY", `In field: ${field} - no ${type} named ${name} found`, field);

export const noSuchComponent = (type: string, fullName: string): Refused =>
  unfit("INVALID_CROSS_REFERENCE_KEY", `no ${type} named ${fullName} found`);

/** Letters, digits and single underscores; a letter first, no underscore last. */
const DEVELOPER_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** The rule of developer names. https://help.salesforce.com/s/articleView?id=platform.dev_objectfields.htm */
export const developerName =
  (label: string, maxChars: number) =>
  (fullName: string): void => {
    if (!DEVELOPER_NAME.test(fullName)) {
      throw unfit(
        "FIELD_INTEGRITY_EXCEPTION",
        `${label}: The ${label} can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`,
        "fullName",
      );
    }
    if (fullName.length > maxChars) {
      throw unfit(
        "STRING_TOO_LONG",
        `${label}: data value too large: ${fullName} (max length=${maxChars})`,
        "fullName",
      );
    }
  };

export const isOn = (value: Json | undefined): boolean => value === "true";

/** Refuses an empty text in a required element. */
export const requireText = (body: JsonObject, ...names: readonly string[]): void => {
  const empty = names.find((name) => textOf(body[name]) === "");
  if (empty !== undefined) throw missingField(empty);
};

/** Defaults of the service under what was sent. */
export const withDefaults = (defaults: JsonObject, body: JsonObject): JsonObject => ({ ...defaults, ...body });

/** Refuses what is not a URL of these schemes. */
export const requireUrl = (field: string, text: string, schemes: readonly string[] = ["http:", "https:"]): void => {
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return;
  throw unfit("FIELD_INTEGRITY_EXCEPTION", `${field}: Invalid URL: ${text}`, field);
};
