import { HttpError } from "../../http/http-errors";
import type { Grant } from "./credentials";
import { isGenericHost, loginUrlOf } from "./hosts";

/** Details for the advice about a refused sign-in. */
export interface SignInContext {
  readonly grant: Grant;
  /** The org's own public address. */
  readonly instanceUrl: string;
  /** The `aud` of the refused JWT. */
  readonly audience: string;
}

/** Whether only the JWT's `aud` was wrong. */
export const isAudienceRefused = (error: unknown): boolean =>
  error instanceof HttpError && /audience is invalid/i.test(error.detail);

interface Rule {
  /** Matched against code and description as one text, as the code differs between flows and kinds of app. */
  readonly said: RegExp;
  readonly advice: string | ((context: SignInContext) => string);
}

/** The first match is used. Texts from https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm */
const RULES: readonly Rule[] = [
  {
    said: /not admin approved|invalid_app_access|OAUTH_APP_ACCESS_DENIED/i,
    advice:
      "The app is for approved users only and this one is not: add the user's permission set or profile to the app (permissionSets of salesforce.ExternalClientApp), and assign it to the user.",
  },
  {
    said: /OAUTH_APP_BLOCKED|OAUTH_APPROVAL_ERROR_GENERIC/i,
    advice: "The org blocks this app: an administrator must allow it (Setup, Connected Apps OAuth Usage).",
  },
  {
    said: /invalid_client_id/i,
    advice: ({ instanceUrl }) =>
      `The org at ${instanceUrl} does not know this consumer key: check salesforce:clientId and salesforce:instanceUrl; a new or changed app takes 2 to 10 minutes (an External Client App up to 30) to be known.`,
  },
  {
    said: /app_not_found/i,
    advice: ({ audience, instanceUrl }) =>
      isGenericHost(audience)
        ? `Since Spring '26 many orgs know External Client Apps at their own address alone: sign in at ${instanceUrl}, which is also the URL of the connector's form (pulumi config rm salesforce:loginUrl).`
        : `The org does not know this External Client App: a new one takes up to 10 minutes; after that, look whether it is enabled in ${instanceUrl} (Setup, External Client App Manager).`,
  },
  {
    said: /hasn't approved this consumer/i,
    advice:
      "Nobody approved the app for this user: set the app to admin-approved users and add the user's permission set or profile; apps where all users may self-authorize need one approval in a browser before a JWT works.",
  },
  {
    said: /audience is invalid/i,
    advice: ({ audience, instanceUrl }) =>
      `The org does not answer to ${audience}: a JWT is for ${instanceUrl} (External Client Apps) or ${loginUrlOf(instanceUrl)} (connected apps); salesforce:loginUrl decides where it is set.`,
  },
  {
    said: /expired authorization code|assertion.*expired|expired.*assertion/i,
    advice: "The assertion was too old when it arrived: set this machine's clock right.",
  },
  {
    said: /expired access\/refresh token|invalid_grant.*(refresh|token validity)/i,
    advice:
      "The refresh token is used up, expired or revoked: sign in again and store the new one (pulumi config set --secret salesforce:refreshToken).",
  },
  {
    said: /refresh_token scope is required/i,
    advice: "Add the scope RefreshToken to the app: the JWT flow asks for it though it gives no refresh token.",
  },
  {
    said: /request not supported on this domain|unsupported_grant_type/i,
    advice: ({ instanceUrl }) =>
      `The address or the app does not offer this way of signing in: client credentials work on the org's My Domain alone (salesforce:instanceUrl is ${instanceUrl}) and must be enabled in the app, in its settings and its policies.`,
  },
  {
    said: /invalid_client\b/i,
    advice: ({ grant }) =>
      grant === "jwt"
        ? "The private key does not belong to the certificate in the app: check salesforce:privateKey, or give the app the certificate of this key."
        : "The consumer secret is wrong: check salesforce:clientSecret.",
  },
  {
    said: /no client credentials user|client credentials.*user/i,
    advice: "The app has no execution user: set clientCredentialsFlowUser to an API-only user.",
  },
  {
    said: /inactive user|user is inactive/i,
    advice: "The user is deactivated or frozen: activate it, or sign in as another.",
  },
  {
    said: /authentication failure/i,
    advice:
      "Salesforce refuses this user: check that the user is active and its profile's login hours and login IP ranges allow this machine (Setup, Login History says why).",
  },
];

/** Advice about a refused sign-in; undefined for an unknown refusal. */
export function oauthAdvice(error: string, description: string, context: SignInContext): string | undefined {
  const rule = RULES.find(({ said }) => said.test(`${error}: ${description}`));
  return typeof rule?.advice === "function" ? rule.advice(context) : rule?.advice;
}
