import type { Values } from "../../providers/core/resource/types";

/** How a kind is drawn. */
export interface Look {
  /** What a reader calls it. */
  readonly noun: string;
  readonly family: Family;
  /** The properties that name it, the best first. */
  readonly called: readonly string[];
  /** What else is worth a line. */
  readonly detail?: (properties: Values) => string;
}

/** What a box is about, which is its colour. */
export type Family = (typeof FAMILIES)[number];

/** In the order in which they are drawn. */
export const FAMILIES = ["way in", "flow", "people", "other", "media", "salesforce"] as const;

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const list = (value: unknown): string => (Array.isArray(value) ? value.map(text).filter(Boolean).join(", ") : "");

const LOOKS: Readonly<Record<string, Partial<Look>>> = {
  "webex.DialNumber": {
    noun: "Number",
    family: "way in",
    called: ["dialledNumber", "extension"],
    detail: ({ defaultAni }) => (defaultAni === true ? "the default caller id" : ""),
  },
  "webex.EntryPoint": {
    family: "way in",
    detail: ({ entryPointType, flowTagId }) =>
      entryPointType === "OUTBOUND"
        ? "outbound"
        : flowTagId === undefined
          ? "no flow"
          : `answers with ${text(flowTagId)}`,
  },
  "webex.Flow": { family: "flow", detail: ({ tags }) => list(tags) },
  "webex.Subflow": { family: "flow", detail: ({ tags }) => list(tags) },
  "webex.BusinessHours": { family: "flow", detail: ({ timezone }) => text(timezone) },
  "webex.ConnectorHandover": {
    noun: "Connector",
    family: "salesforce",
    detail: ({ made }) => (made === true ? "made by a person" : "waits for a person"),
  },
  "webex.Queue": {
    family: "people",
    detail: ({ serviceLevelSeconds }) =>
      serviceLevelSeconds === undefined ? "" : `${text(serviceLevelSeconds)} s to answer`,
  },
  "webex.Team": { family: "people" },
  "webex.UserAssignment": { noun: "User", family: "people", called: ["email"] },
  "webex.AudioFile": { noun: "Audio file", family: "media" },
  "salesforce.ExternalClientApp": { noun: "External client app", called: ["label", "fullName"] },
  "salesforce.ConnectedApp": { noun: "Connected app", called: ["label", "fullName"] },
  "salesforce.User": { noun: "Integration user", called: ["username"] },
  "salesforce.SigningKey": {
    noun: "Signing key",
    called: ["commonName"],
    detail: ({ notAfter }) => (typeof notAfter === "string" ? `until ${notAfter.slice(0, 10)}` : ""),
  },
};

const COMMON = ["name", "label", "fullName"];

/** `webex.HolidayList` is a holiday list. */
export function lookOf(kind: string): Look {
  const given = LOOKS[kind];
  const words = (kind.split(".")[1] ?? kind).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const family = kind.startsWith("salesforce.") ? "salesforce" : "other";
  return { noun: words.charAt(0).toUpperCase() + words.slice(1), family, called: COMMON, ...given };
}

/** Kinds that only tie others together: drawn as the line between these two, unless they are not finished. */
export const TIES: Readonly<Record<string, readonly [from: string, to: string]>> = {
  "webex.TeamQueueRankings": ["webex.Queue", "webex.Team"],
  "webex.DesktopLayoutTeams": ["webex.Team", "webex.DesktopLayout"],
  "salesforce.PermissionSetAssignment": ["salesforce.User", "salesforce.PermissionSet"],
  "salesforce.PermissionSetLicenseAssignment": ["salesforce.User", "salesforce.PermissionSetLicense"],
};

/** Lines that run against the reference, so that a picture reads from the caller to the person who answers. */
export const AGAINST: ReadonlySet<string> = new Set(["webex.UserAssignment webex.Team"]);

/** References that others tell as well: a user's site is that of the team. */
export const TOLD_TWICE: ReadonlySet<string> = new Set(["webex.UserAssignment webex.Site"]);

/** Properties that refer to an object by a name instead of an id, with the kind and its own property. */
export const BY_NAME: readonly { readonly property: string; readonly kind: string; readonly key: string }[] = [
  { property: "permissionSets", kind: "salesforce.PermissionSet", key: "fullName" },
  { property: "permissionSetName", kind: "salesforce.PermissionSet", key: "fullName" },
  { property: "field", kind: "salesforce.CustomField", key: "fullName" },
  { property: "emailId", kind: "salesforce.User", key: "username" },
  { property: "value", kind: "webex.AudioFile", key: "name" },
  { property: "prompt", kind: "webex.AudioFile", key: "name" },
];

/** What a kind refers to where no id tells, such as by a key that is secret: its dependencies of these kinds stand for it. */
export const BY_DEPENDENCY: Readonly<Record<string, readonly string[]>> = {
  "webex.ConnectorHandover": ["salesforce.ExternalClientApp", "salesforce.ConnectedApp"],
  "salesforce.ExternalClientApp": ["salesforce.SigningKey"],
  "salesforce.ConnectedApp": ["salesforce.SigningKey"],
  "webex.Flow": ["webex.AudioFile", "webex.Subflow", "webex.ConnectorHandover"],
  "webex.EntryPoint": ["webex.Flow"],
  "webex.DialNumber": ["webex.EntryPoint"],
};
