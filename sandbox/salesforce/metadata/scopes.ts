import { ENUMS } from "./schema";

/** Names that external client apps use for scopes: those of connected apps but one. */
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

/** Scopes are read back in an order of the service's own, with aliases folded. */
export const foldScopes = (scopes: readonly string[]): readonly string[] => {
  const folded = new Set(scopes.map((scope) => ALIASES[scope] ?? scope));
  return (ENUMS.get("ConnectedAppOauthAccessScope") ?? []).filter((scope) => folded.has(scope));
};
