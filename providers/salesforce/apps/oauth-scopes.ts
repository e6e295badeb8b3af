import { z } from "zod";

/** Scopes of an app, in the Metadata API's spelling (API 66), which is not OAuth's: `api` is `Api` here. */
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

/** Scopes that Salesforce stores as others. */
const ALIASES: Readonly<Record<string, Scope>> = {
  OfflineAccess: "RefreshToken",
  Profile: "Basic",
  Email: "Basic",
  Address: "Basic",
  Phone: "Basic",
  // The one scope that External Client Apps spell otherwise.
  SFApiPlatform: "SFAP",
};

/** What an app with these scopes reads back as: a set, its aliases folded. */
export function foldScopes<S extends string>(scopes: readonly S[]): S[] {
  // An alias of a scope is a scope, so folding stays within the type.
  return [...new Set(scopes.map((scope) => (ALIASES[scope] ?? scope) as S))];
}

/** What Webex's Salesforce connector needs: https://help.webex.com/article/n26v7heb */
export const WEBEX_SCOPES: Scope[] = ["Api", "Web", "RefreshToken"];

/** The address Webex's form names; the JWT flow never calls it. Same page. */
export const WEBEX_CALLBACK_URL = "http://localhost:1717/OauthRedirect";

/** At least one scope. */
export function scopesField() {
  return z
    .array(z.enum(SCOPES))
    .min(1, "needs at least one scope")
    .overwrite((scopes) => foldScopes(scopes))
    .default(WEBEX_SCOPES);
}
