import { ENUMS } from "./schema";

/** Names of scopes in external client apps: all but one are the same as in connected apps. */
export const ECA_SCOPES: readonly string[] = (ENUMS.get("ConnectedAppOauthAccessScope") ?? []).map((name) =>
  name === "SFAP" ? "SFApiPlatform" : name,
);

const ALIASES: Readonly<Record<string, string>> = {
  OfflineAccess: "RefreshToken",
  Profile: "Basic",
  Email: "Basic",
  Address: "Basic",
  Phone: "Basic",
};

/** Scopes are read back in the service's order, with aliases replaced. */
export const foldScopes = (scopes: readonly string[]): readonly string[] => {
  const folded = new Set(scopes.map((scope) => ALIASES[scope] ?? scope));
  return (ENUMS.get("ConnectedAppOauthAccessScope") ?? []).filter((scope) => folded.has(scope));
};
