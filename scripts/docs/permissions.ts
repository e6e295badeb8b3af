import type { Descriptor } from "../../providers/core/resource/descriptor";
import { facetOf } from "../../providers/core/resource/facets";

/** The permissions that a machine account needs for a kind, and what it cannot do. */

/** The sentence on the addresses of the calls. */
export const CALL_ADDRESSES =
  "REST calls are below `/services/data/v{version}`, SOAP calls go to `/services/Soap/m/{version}`, and both run as the user who signs in.";

/** The sentence on the user's permissions. */
export function permissionsFor({ permission }: Descriptor): string {
  return `OAuth scope: \`api\`. User permissions: ${facetOf(permission) ?? "none"}.`;
}

/** OAuth scopes for these operations, reads first. */
export function scopesFor(calls: readonly string[]): readonly string[] {
  const writes = calls.some((call) => !call.startsWith("GET ") && !call.includes("webexapis.com"));
  const calling = calls.some((call) => call.includes("/telephony/config/"));
  return [
    "cjp:config_read",
    ...(writes ? ["cjp:config_write"] : []),
    ...(calling ? ["spark-admin:telephony_config_read"] : []),
  ];
}

/** The sentence on roles, as a service app acts with a user profile like a person. */
export function roleFor(descriptor: Descriptor): string {
  const permission = facetOf(descriptor.permission);
  const profile = permission === undefined ? "" : `; its user profile needs \`EDIT\` on \`${permission}\``;
  return `Full administrator or Contact Center service administrator${profile}.`;
}

/** Things without a public route, where they are made instead, and how a program then uses them. */
export const NO_ROUTE: readonly (readonly [what: string, where: string, then: string])[] = [
  ["Connectors", "Contact Center, Integrations, Connectors", "`webex.getConnector(name)`"],
  ["Users and their licences", "Management, Users", "`webex.UserAssignment` by e-mail, `webex.getUser(email)`"],
  [
    "Webex Calling numbers and locations",
    "Calling, Numbers; Management, Locations",
    "`webex.getCallingNumber`, `webex.getCallingLocation`, `webex.DialNumber`",
  ],
  [
    "Routing strategies",
    "not needed any more: an entry point names its flow",
    "`flowId` and `flowTagId` of `webex.EntryPoint`",
  ],
  [
    "Digital channels (chat, e-mail, social)",
    "Contact Center, Channels, with an asset of Webex Connect",
    "`webex.getEntryPoint(name)`",
  ],
  ["Threshold rules, call recording schedules, web chat assets", "Contact Center", "their ids as plain text"],
  ["Tenant settings", "Contact Center, Tenant Settings", "nothing refers to them"],
];
