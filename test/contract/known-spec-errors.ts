/**
 * Where Cisco's official descriptions are wrong or silent, each with its reason. Contract tests correct the description
 * or excuse an answer by this list and by nothing else; an entry that nothing needs any more fails the tests.
 */

/** A regular expression that common validators cannot compile or that runs away, with one that accepts the same names. */
export interface PatternFix {
  readonly wrong: string;
  readonly right: string;
  readonly reason: string;
}

export const PATTERN_FIXES: readonly PatternFix[] = [
  {
    wrong: "^[a-zA-Z\\d-_\\s]+$",
    right: "^[a-zA-Z0-9_\\s-]+$",
    reason: "`\\d-_` is not a range: the pattern does not compile in Unicode mode, which validators use.",
  },
  {
    wrong: "^[a-zA-Z0-9_-]+(\\s?[a-zA-Z0-9_-]+)*$",
    right: "^[a-zA-Z0-9_-]+(?:\\s[a-zA-Z0-9_-]+)*$",
    reason: "Backtracks exponentially on a bad name: 28 characters take seconds.",
  },
];

/** A schema of the description that does not describe what the live service sends. */
export interface SchemaFix {
  /** Path into the description; `*` at the end of a segment represents any rest. */
  readonly at: readonly string[];
  readonly replaceBy: unknown;
  readonly reason: string;
}

/** An input of a user, or null to clear it. */
const orNull = { type: "string", nullable: true };

export const SCHEMA_FIXES: readonly SchemaFix[] = [
  {
    at: ["components", "schemas", "BulkRequestItemDTOUserDTO", "properties", "item"],
    replaceBy: {
      type: "object",
      required: ["id"],
      properties: {
        ...{ id: { type: "string" }, userProfileId: { type: "string" }, siteId: orNull, skillProfileId: orNull },
        ...{ agentProfileId: orNull, multimediaProfileId: orNull, deafultDialledNumber: orNull },
        teamIds: { type: "array", items: { type: "string" } },
      },
    },
    reason: "Names the whole user, and says in words that the id alone is needed and that null removes a property.",
  },
  {
    at: [
      "paths",
      "/organization/{orgid}/v3/user-profile",
      "get",
      "responses",
      "200",
      "content",
      "*/*",
      "schema",
      "type",
    ],
    replaceBy: "object",
    reason: "Described as a text that has members; the live service answers the usual envelope.",
  },
  {
    at: ["components", "schemas", "ResponseEnvelope*", "properties", "meta"],
    replaceBy: { $ref: "#/components/schemas/MetaDataWithPagingInfo" },
    reason: "Allows objects alone as members, yet page numbers and counts are numbers.",
  },
  {
    at: ["components", "schemas", "EntryPointDTO", "required"],
    replaceBy: ["name", "entryPointType", "channelType", "active", "serviceLevelThreshold", "maximumActiveContacts"],
    reason: "assetId, imiOrgType, socialChannelType and overflowNumber exist for digital channels only.",
  },
  {
    at: ["components", "schemas", "EntryPointDTO", "properties", "channelType", "enum"],
    replaceBy: [
      "TELEPHONY",
      "EMAIL",
      "FAX",
      "CHAT",
      "VIDEO",
      "OTHERS",
      "SOCIAL_CHANNEL",
      "WORK_ITEM",
      "CUSTOM_MESSAGING",
    ],
    reason: "The description of autumn 2026 has the last two.",
  },
  {
    at: ["components", "schemas", "ErrorDetails", "properties", "reason"],
    replaceBy: { type: "string" },
    reason: "The live service always sends `reason`; the description does not know it.",
  },
  {
    at: ["components", "schemas", "ErrorDetails", "properties", "referencedEntities"],
    replaceBy: { type: "array", items: { type: "string" } },
    reason: "A refused delete names the kinds that stand in the way.",
  },
  {
    at: ["components", "schemas", "OperationError", "properties", "references"],
    replaceBy: { type: "array", items: { type: "object", properties: { id: {}, name: {} } } },
    reason: "A refused delete names the objects that stand in the way.",
  },
  {
    at: ["components", "schemas", "ApiErrorResponse", "properties", "error"],
    replaceBy: { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/ErrorDetails" }] },
    reason: "Some failures carry a bare text instead of details.",
  },
  {
    at: ["components", "schemas", "AgentProfileResponseDTO", "properties", "viewableStatistics"],
    replaceBy: { $ref: "#/components/schemas/ViewableStatisticsDTO" },
    reason: "The description has the schema twice, once under a name in lower case.",
  },
  {
    at: ["components", "schemas", "SkillDTO", "properties", "skillType", "enum"],
    replaceBy: ["Proficiency", "Boolean", "Text", "enum", "PROFICIENCY", "BOOLEAN", "TEXT", "ENUM"],
    reason: "The live service was seen to take capitals, which the description gives in prose only.",
  },
  {
    at: ["components", "schemas", "JsonValue"],
    replaceBy: {
      type: "object",
      properties: {
        teamIds: { type: "array", items: { type: "string" } },
        ...Object.fromEntries(
          [
            "siteId",
            "skillProfileId",
            "agentProfileId",
            "multimediaProfileId",
            "userProfileId",
            "deafultDialledNumber",
          ].map((field) => [field, { type: ["string", "null"] }]),
        ),
      },
    },
    reason:
      "Described as an empty object; the live service takes a part of UserDTO, where null clears, and 500s at a JSON Patch.",
  },
];

/** Members that answers have and schemas do not; `*` as schema represents every one. */
export interface ExtraMember {
  readonly schema: string;
  readonly member: string;
  readonly reason: string;
}

export const EXTRA_MEMBERS: readonly ExtraMember[] = [
  { schema: "*", member: "links", reason: "Every object carries hypermedia links; clients strip them before a PUT." },
  {
    schema: "MultimediaProfileDTO",
    member: "workItem",
    reason: "Echoed although its feature flag is off, when writes refuse it.",
  },
  { schema: "MultimediaProfileChannelDTO", member: "workItem", reason: "The same inside manuallyAssignable." },
  { schema: "BasicFlowDTO", member: "associatedChannels", reason: "New in the description of August 2026." },
  { schema: "FlowRes", member: "associatedChannels", reason: "New in the description of August 2026." },
  {
    schema: "FlowNameUniqueResponse",
    member: "isUnique",
    reason: "Described as `unique`, which the live service does not send.",
  },
  { schema: "*", member: "systemDefault", reason: "A base member of all objects that some schemas leave out." },
];

/** A member that a schema requires and lists leave out. */
export interface ListOmission {
  /** Ending of the path template. */
  readonly path: string;
  readonly member: string;
  readonly reason: string;
}

const omitted = "Lists leave arrays and big texts out; the description gives rows the schema of the whole object.";

export const LIST_OMISSIONS: readonly ListOmission[] = [
  { path: "/v2/contact-service-queue", member: "callDistributionGroups", reason: omitted },
  { path: "/v3/contact-service-queue", member: "callDistributionGroups", reason: omitted },
  { path: "/v2/desktop-layout", member: "jsonFileContent", reason: omitted },
  { path: "/v2/skill-profile", member: "activeSkills", reason: omitted },
  { path: "/dial-number", member: "entryPointName", reason: "Shown in lists with includeEntryPointName=true only." },
];

/** An answer whose schema in the description is of no use. */
export interface UselessSchema {
  readonly description: "wxcc-config.openapi.json" | "flow-store.openapi.json";
  readonly method: string;
  /** Ending of the path template. */
  readonly path: string;
  readonly reason: string;
}

const scala = "Generated from Scala types: collections are described as objects, answers as empty schemas.";

export const USELESS_SCHEMAS: readonly UselessSchema[] = [
  ...(
    [
      "/flows",
      "/flows:check",
      "/flows/{flowId}/versions",
      "/flows/{flowId}/tags",
      "/v2/activities",
      "/{orgId}/project",
    ] as const
  ).map((path) => ({ description: "flow-store.openapi.json" as const, method: "GET", path, reason: scala })),
  ...([":lock", ":unlock"] as const).map((verb) => ({
    description: "flow-store.openapi.json" as const,
    method: "POST",
    path: `/flows/{flowId}${verb}`,
    reason: "Described as the name of a status code; the live service answers the text OK.",
  })),
  {
    description: "flow-store.openapi.json",
    method: "DELETE",
    path: "/flows/{flowId}",
    reason: "Described as an object; the live service answers the text OK.",
  },
];

/** An answer with a status that the description does not list for the operation. */
export interface ExtraStatus {
  readonly status: number;
  readonly method?: string;
  /** Ending of the path template. */
  readonly path?: string;
  readonly reason: string;
}

export const EXTRA_STATUSES: readonly ExtraStatus[] = [];

/** A query parameter that the live service takes and a description does not have. */
export interface ExtraQuery {
  readonly description: "wxcc-config.openapi.json" | "flow-store.openapi.json";
  readonly name: string;
  /** Ending of the path template. */
  readonly path: string;
  readonly reason: string;
}

const flowType =
  "Subflows are reached with flowType only; it is described for some of the flow operations and understood by all.";
const spaced = "Spelt `Flow Type` there, with a space; the live service takes flowType.";

export const EXTRA_QUERIES: readonly ExtraQuery[] = [
  { description: "wxcc-config.openapi.json", name: "flowType", path: "/flows/{flowId}:export", reason: flowType },
  ...(["/flows:import", "/flows/{flowId}:export"] as const).map((path) => ({
    description: "flow-store.openapi.json" as const,
    name: "flowType",
    path,
    reason: spaced,
  })),
];

/** A member that a description requires of a body and the live service does not. */
export interface BodyOmission {
  /** In the path template. */
  readonly path: string;
  readonly member: string;
  readonly reason: string;
}

export const BODY_OMISSIONS: readonly BodyOmission[] = [
  {
    path: "/contact-service-queue",
    member: "callDistributionGroups",
    reason: "Belongs to queues that are based on teams; those based on skills or agents are made without it.",
  },
];

/** An operation that is used and that neither description has. */
export interface Undescribed {
  readonly method: string;
  /** A path without the mount, `{}` standing for any segment. */
  readonly path: string;
  readonly reason: string;
}

const platform = "webexapis.com has descriptions of its own: https://developer.webex.com/docs/api/v1/numbers.";

const functions = "Described by Cisco apart from these two descriptions.";
const FUNCTION_CALLS = [
  ["POST", ""],
  ["GET", "/{}"],
  ["PUT", "/{}"],
  ["DELETE", "/{}"],
  ["POST", "/{}:lock"],
  ["POST", "/{}:unlock"],
  ["POST", "/{}:publish"],
  ["POST", "/{}:export"],
] as const;

const newer =
  "New in the public description of autumn 2026: https://developer.webex.com/webex-contact-center/docs/api/v1/asset.";
const NEWER_CALLS = [
  ...(["channel", "asset"] as const).flatMap((noun) => [
    ["POST", `/organization/{}/${noun}`] as const,
    ...(["GET", "PUT", "DELETE"] as const).map((method) => [method, `/organization/{}/${noun}/{}`] as const),
    ["GET", `/organization/{}/v2/${noun}`] as const,
  ]),
  ["PATCH", "/organization/{}/asset/{}"] as const,
  ["POST", "/v2/subscriptions"] as const,
  ...(["GET", "PATCH", "DELETE"] as const).map((method) => [method, "/v2/subscriptions/{}"] as const),
];

export const UNDESCRIBED: readonly Undescribed[] = [
  {
    method: "POST",
    path: "/v1/access_token",
    reason: "OAuth, described in prose: https://developer.webex.com/docs/integrations.",
  },
  {
    method: "GET",
    path: "/global/telephony-region",
    reason: "Named in the text of a number mapping's regionId alone.",
  },
  {
    method: "GET",
    path: "/organization/{}/blob/{}",
    reason: "In no description; gave a whole WAV file on a live tenant.",
  },
  { method: "GET", path: "/v1/telephony/config/numbers", reason: platform },
  { method: "GET", path: "/v1/telephony/config/locations", reason: platform },
  ...NEWER_CALLS.map(([method, path]) => ({ method, path, reason: newer })),
  ...FUNCTION_CALLS.map(([method, path]) => ({ method, path: `/v1/{}/functions${path}`, reason: functions })),
];
