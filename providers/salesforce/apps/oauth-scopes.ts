import { z } from "zod";

/** Scopes of an app, in the Metadata API's spelling (API 66), which differs from OAuth's: `Api` for `api`. */
export const SCOPES = [
  ...[
    "Basic",
    "Api",
    "Web",
    "Full",
    "Chatter",
    "CustomApplications",
    "RefreshToken",
    "OpenID",
    "Profile",
    "Email",
    "Address",
  ],
  ...[
    "Phone",
    "OfflineAccess",
    "CustomPermissions",
    "Wave",
    "Eclair",
    "Pardot",
    "Lightning",
    "Content",
    "CDPIngest",
    "CDPProfile",
  ],
  ...[
    "CDPQuery",
    "Chatbot",
    "CDPSegment",
    "CDPIdentityResolution",
    "CDPCalculatedInsight",
    "ForgotPassword",
    "UserRegistration",
  ],
  ...["SFAP", "Interaction", "CDP", "EinsteinGPT", "PwdlessLogin", "MCP", "SCRT"],
] as const;

export type Scope = (typeof SCOPES)[number];

/** Scopes that Salesforce stores under another name. */
const ALIASES: Readonly<Record<string, Scope>> = {
  OfflineAccess: "RefreshToken",
  Profile: "Basic",
  Email: "Basic",
  Address: "Basic",
  Phone: "Basic",
  // External Client Apps spell this scope differently.
  SFApiPlatform: "SFAP",
};

/** The scopes as a read of the app returns them: a set without aliases. */
export function foldScopes<S extends string>(scopes: readonly S[]): S[] {
  // An alias stands for another scope, so the result has the same type.
  return [...new Set(scopes.map((scope) => (ALIASES[scope] ?? scope) as S))];
}

/** Scopes that Webex's Salesforce connector needs: https://help.webex.com/article/n26v7heb */
export const WEBEX_SCOPES: Scope[] = ["Api", "Web", "RefreshToken"];

/** The address in Webex's instructions; the JWT flow never calls it. Same page. */
export const WEBEX_CALLBACK_URL = "http://localhost:1717/OauthRedirect";

/** At least one scope. */
export const scopesField = () =>
  z
    .array(z.enum(SCOPES))
    .min(1, "needs at least one scope")
    .overwrite((scopes) => foldScopes(scopes))
    .default(WEBEX_SCOPES);
