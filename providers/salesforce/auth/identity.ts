import { z } from "zod";
import type { SettingsSource } from "../../core/settings/settings";
import { understood } from "../../http/failures";
import type { Grant } from "./credentials";
import { unproven } from "./connect";
import type { Organization } from "./organization";

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm */
const userinfo = z.looseObject({ user_id: z.string(), preferred_username: z.string() });

/** A token and its user. */
export interface Identity {
  /** The way of signing in. */
  readonly grant: Grant;
  readonly accessToken: string;
  readonly instanceUrl: string;
  readonly organization: Organization;
  readonly userId: string;
  readonly username: string;
  /** OAuth names; undefined where this flow's answer has none. */
  readonly scopes: readonly string[] | undefined;
  /** When the token was issued, in ms since the epoch; undefined for a token from the settings. */
  readonly issuedAt: number | undefined;
}

/**
 * Signs in with these settings and reads the token's user. Changes nothing, so production orgs are allowed too.
 * @param only Sign in this way only.
 */
export async function identify(source: SettingsSource, only?: Grant): Promise<Identity> {
  const api = await unproven(source, only);
  const { accessToken, scopes, issuedAt } = await api.signInAs();
  const session = api.withToken(accessToken);
  const answer = await session.sendToHost({ method: "GET", path: "/services/oauth2/userinfo" });
  const { user_id, preferred_username } = understood(answer, (body) => userinfo.parse(body));
  const organization = await session.organization();
  return {
    grant: api.grant,
    accessToken,
    instanceUrl: api.instanceUrl,
    organization,
    userId: user_id,
    username: preferred_username,
    scopes,
    issuedAt,
  };
}
