import type { Failure } from "../../http/http-errors";

/** What one of Salesforce's own words for a failure means, and what to do about it. */
export interface Meaning {
  readonly failure: Failure;
  readonly advice?: string;
}

const PERMISSIONS =
  "The user that datadip signs in as lacks a permission: it needs Customize Application and Modify All Data (or Modify Metadata Through Metadata API Functions), for apps also Manage Connected Apps or View all External Client Apps, view their settings, and edit their policies.";
const RENEW =
  "The session has expired: with salesforce:accessToken renew that token (sf org auth show-access-token); an app's credentials renew themselves.";
const MISSING =
  "Something it names does not exist in this org: check the names of profiles, permission sets, users, fields and objects in it.";

/** Error codes of REST, SOAP faults, save results and deploys alike: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm */
const CODES: Readonly<Record<string, Meaning>> = {
  INVALID_SESSION_ID: { failure: "unauthorized", advice: RENEW },
  INVALID_AUTH_HEADER: { failure: "unauthorized", advice: RENEW },
  DUPLICATE_VALUE: { failure: "conflict", advice: "Salesforce has one with that name or value already." },
  DUPLICATE_DEVELOPER_NAME: {
    failure: "conflict",
    advice: "The name is taken; apps of both kinds, connected and external client, share one set of names.",
  },
  DUPLICATE_USERNAME: {
    failure: "conflict",
    advice:
      "User names are unique in all of Salesforce, deactivated users included: choose another, or set reactivate: true where it is a deactivated user of this org.",
  },
  DUPLICATES_DETECTED: {
    failure: "bad-request",
    advice: "A duplicate rule of this org refuses it: change the record or the rule (Setup, Duplicate Rules).",
  },
  NOT_FOUND: { failure: "not-found" },
  ENTITY_IS_DELETED: { failure: "not-found" },
  INVALID_CROSS_REFERENCE_KEY: { failure: "bad-request", advice: MISSING },
  INVALID_FIELD: {
    failure: "bad-request",
    advice:
      "The field does not exist, or the user that datadip signs in as may not see it: check its field-level security.",
  },
  INVALID_TYPE: {
    failure: "bad-request",
    advice:
      "The org or this API version has no such type, or the user may not see it: check salesforce:apiVersion and the user's object permissions.",
  },
  REQUIRED_FIELD_MISSING: { failure: "bad-request", advice: "Give the field it names." },
  INSUFFICIENT_ACCESS: { failure: "forbidden", advice: PERMISSIONS },
  INSUFFICIENT_ACCESS_OR_READONLY: { failure: "forbidden", advice: PERMISSIONS },
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: { failure: "forbidden", advice: PERMISSIONS },
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: { failure: "forbidden", advice: "A trigger or rule of this org refused it." },
  CANNOT_DELETE_MANAGED_OBJECT: {
    failure: "forbidden",
    advice: "It belongs to an installed package: uninstall the package instead.",
  },
  API_DISABLED_FOR_ORG: {
    failure: "forbidden",
    advice: "This edition of Salesforce has no API, or it is switched off: ask Salesforce Support to enable it.",
  },
  API_CURRENTLY_DISABLED: {
    failure: "forbidden",
    advice: "The user that datadip signs in as needs the permission API Enabled.",
  },
  FUNCTIONALITY_NOT_ENABLED: { failure: "forbidden", advice: "The feature is not enabled in this org (Setup)." },
  ORG_SETTING_REQUIRED: { failure: "forbidden", advice: "A setting of the org must be switched on first (Setup)." },
  DEPENDENCY_EXISTS: { failure: "referenced", advice: "Remove what refers to it first; it was not deleted." },
  DELETE_FAILED: { failure: "referenced", advice: "Remove what refers to it first; it was not deleted." },
  UNABLE_TO_LOCK_ROW: { failure: "rate-limited", advice: "Somebody else is changing the same records: run again." },
  LIMIT_EXCEEDED: {
    failure: "bad-request",
    advice: "The org has as many of these as its edition allows (Setup, Company Information).",
  },
  LICENSE_LIMIT_EXCEEDED: {
    failure: "bad-request",
    advice: "No licence of that kind is free (Setup, Company Information): free one, or choose another profile.",
  },
  SERVER_UNAVAILABLE: {
    failure: "server",
    advice: "Salesforce is down for maintenance or overloaded: see https://status.salesforce.com and run again.",
  },
  UNSUPPORTED_API_VERSION: {
    failure: "no-such-route",
    advice: "The org does not know this API version: set salesforce:apiVersion.",
  },
  GONE: { failure: "no-such-route", advice: "This API version is retired: raise salesforce:apiVersion." },
  UNKNOWN_EXCEPTION: { failure: "server" },
};

const OWN_KEY: Meaning = {
  failure: "bad-request",
  advice:
    "A consumer key is unique among all Salesforce orgs of the world and never changes: give the app a new one, even where only an app deleted meanwhile had it (pulumi up --replace with the URN of the random.RandomString that makes it).",
};

/** Said of a key sent for an app that exists. */
export const KEY_IS_FIXED = /You cannot provide a Consumer Key/i;

/** Wording of failures that share a code with others, or come from deploys, which have no code. Each text is quoted from the service. */
const TEXTS: readonly (readonly [RegExp, Meaning])[] = [
  [/consumer key is already taken/i, OWN_KEY],
  [KEY_IS_FIXED, OWN_KEY],
  [
    /can't create a connected app|enable connected app creation/i,
    {
      failure: "forbidden",
      advice:
        "Since Spring '26 orgs refuse new connected apps: use salesforce.ExternalClientApp instead, or ask Salesforce Support to allow them.",
    },
  ],
  [
    /already exists|duplicate value found|duplicate developer name|already in use|name is already/i,
    {
      failure: "conflict",
      advice: "The name is taken; apps of both kinds, connected and external client, share one set of names.",
    },
  ],
  [/no .* named .* found/i, { failure: "bad-request", advice: MISSING }],
  // "TotalRequests Limit exceeded." is the day's quota; every other REQUEST_LIMIT_EXCEEDED is about requests at the same time.
  [
    /TotalRequests Limit exceeded/i,
    {
      failure: "exhausted",
      advice:
        "The org's API requests of the last 24 hours are used up (Setup, Company Information): run again when some have aged, or buy more.",
    },
  ],
  // Quoted by jsforce: a new token would not help.
  [
    /Connected app is not attached to Agent|session is not valid for use with the REST API/i,
    {
      failure: "forbidden",
      advice: "The app that datadip signs in through may not use this API: give it the scope api.",
    },
  ],
  [
    /valid OAuth settings configuration|name of the parent external client app/i,
    {
      failure: "bad-request",
      advice: "The parts of an External Client App do not fit together: this is a defect of datadip, please report it.",
    },
  ],
];

/** What a failure means by its code and message. A code nobody listed here is the request's fault. */
export function meaningOf(code: string | undefined, message: string): Meaning {
  const told = TEXTS.find(([pattern]) => pattern.test(message))?.[1];
  if (told !== undefined) return told;
  if (code === "REQUEST_LIMIT_EXCEEDED")
    return { failure: "rate-limited", advice: "Too many requests at the same time: run again in a minute." };
  return (code === undefined ? undefined : CODES[code]) ?? { failure: "bad-request" };
}
