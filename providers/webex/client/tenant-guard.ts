import { z } from "zod";
import { type RetryPolicy, DEFAULT_RETRY } from "../../http/retry";
import { HttpError, isFailure } from "../../http/http-errors";
import type { WebexSettings } from "./settings";

/** Finds out which organisation a connection leads to, and refuses a wrong one. */

/** The organisation as one of Webex's two hosts returns it. */
export interface Organization {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** `GET https://webexapis.com/v1/organizations/{id}`: https://developer.webex.com/docs/api/v1/organizations/get-organization-details */
const platformOrganization = z.looseObject({ displayName: z.string() });
/** `GET /organization/{id}` of Contact Center, which is in no description. */
const configOrganization = z.looseObject({ id: z.string().optional(), name: z.string().optional() });

export const readPlatformOrganization = (body: unknown, id: string): Organization => ({
  id,
  name: platformOrganization.parse(body).displayName,
});

export function readConfigOrganization(body: unknown): Organization {
  const { id, name } = configOrganization.parse(body);
  return { id, name };
}

/** The id by which webexapis.com knows an organisation. */
export const publicOrgId = (id: string): string =>
  Buffer.from(`ciscospark://us/ORGANIZATION/${id}`).toString("base64url");

/** The organisation id at the end of an access token, `..._P0A1_{id}`; undefined where it has none. */
export const organizationOfToken = (token: string): string | undefined =>
  /_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(token)?.[1]?.toLowerCase();

/** The undescribed route answers 429 regardless of the quota on live tenants, so it is retried for seconds only. */
export const BRIEF_RETRY: RetryPolicy = { ...DEFAULT_RETRY, maxAttempts: 2, quotaPauseMs: 2_000, giveUpAfterMs: 8_000 };

const NOTHING = "Nothing was changed.";

export function wrongOrganization({ expectedOrgName, orgId }: WebexSettings, found: Organization): Error {
  const is = found.name === undefined ? (found.id ?? orgId) : `${found.name} (${found.id ?? orgId})`;
  return new Error(
    `Wrong organisation: the stack config expects ${expectedOrgName ?? orgId}, but the service says ${is}. ${NOTHING} Check webex:orgId and webex:expectedOrgName.`,
  );
}

/** The error where the expected organisation name cannot be checked, since no host returned a name. */
export const namelessOrganization = ({ expectedOrgName }: WebexSettings, reason: string): Error =>
  new Error(
    `Whether the organisation is called ${expectedOrgName} cannot be seen: ${reason} ${NOTHING} Give the Service App the scope spark-admin:organizations_read, or go by webex:orgId alone: pulumi config rm webex:expectedOrgName.`,
  );

export function guardError(error: unknown, { orgId, apiUrl }: WebexSettings): unknown {
  // A failure to get a token proves nothing about the organisation.
  const ofToken = error instanceof HttpError && !error.path.startsWith("/organization/");
  if (!ofToken && isFailure(error, "forbidden", "not-found", "no-such-route", "bad-request")) {
    return new Error(
      `The organisation ${orgId} is not visible at ${new URL(apiUrl).host} with these credentials (${error.status}). ${NOTHING} Check webex:orgId and webex:region, and that the Service App is authorised in that organisation.`,
    );
  }
  return error instanceof HttpError ? new Error(`${error.message} ${NOTHING}`) : error;
}
