import type { Descriptor } from "../../providers/core/resource/descriptor";
import { facetOf } from "../../providers/core/resource/facets";

/** The permissions that a machine account needs for a kind, and what it cannot do. */

/** The sentence on the addresses of the calls. */
export const CALL_ADDRESSES =
  "REST calls are below `/services/data/v{version}`, SOAP calls go to `/services/Soap/m/{version}`, and both run as the user who signs in.";

/** The sentence on the user's permissions. */
export const permissionsFor = ({ permission }: Descriptor): string =>
  `OAuth scope: \`api\`. User permissions: ${facetOf(permission) ?? "none"}.`;

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
