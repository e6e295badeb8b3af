/** An error of the token endpoint: 400 with a code and a text. */
export class OauthRefused extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
  ) {
    super(`${error}: ${description}`);
  }
}

/** Wrong key, wrong host, or an app that has not propagated yet. */
export const unknownClient = (): OauthRefused => new OauthRefused("invalid_client_id", "client identifier invalid");

/** A secret or a certificate that does not match. */
export const badCredentials = (): OauthRefused => new OauthRefused("invalid_client", "invalid client credentials");

export const notApproved = (): OauthRefused => new OauthRefused("invalid_grant", "user hasn't approved this consumer");

export const notAdminApproved = (): OauthRefused =>
  new OauthRefused("invalid_app_access", "user is not admin approved to access this app");

/** The answer for external client apps at a login host, and until they have spread. https://github.com/n8n-io/n8n/issues/28990 */
export const appNotFound = (): OauthRefused =>
  new OauthRefused("app_not_found", "External client app is not installed in this org");
