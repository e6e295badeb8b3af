import type { Core } from "../core/vendor";

/** The credentials of a service app that was authorised for the tenant. */
export interface Credentials {
  readonly orgId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** Scopes of the service app: reading and writing the configuration, and reading Calling's numbers. */
export const SCOPES = [
  "cjp:config",
  "cjp:config_read",
  "cjp:config_write",
  "spark-admin:telephony_config_read",
  "spark-admin:people_read",
  "spark-admin:organizations_read",
] as const;

/** A public Webex id: base64url of a `ciscospark` address. */
export const publicId = (type: string, uuid: string): string =>
  Buffer.from(`ciscospark://us/${type}/${uuid}`).toString("base64url");

/** The UUID inside a public id; the text itself when it is not a public id. */
export function bareId(text: string): string {
  const decoded = Buffer.from(text, "base64url").toString("utf8");
  return decoded.startsWith("ciscospark://") ? (decoded.split("/").at(-1) ?? text) : text;
}

const secretOf = (core: Core, purpose: string): string =>
  `${core.ids.named(purpose, "1")}${core.ids.named(purpose, "2")}`.replaceAll("-", "");

export const clientIdOf = (core: Core): string => `C${secretOf(core, "clientId")}`;
export const clientSecretOf = (core: Core): string => secretOf(core, "clientSecret");

/** Registers the first refresh token of the service app, unless there is one already. */
export function issueFirstRefreshToken(core: Core): void {
  const clientId = clientIdOf(core);
  if (core.tokens.of("webex", clientId, "refresh").length > 0) return;
  core.tokens.grant(secretOf(core, "refreshToken"), {
    vendor: "webex",
    use: "refresh",
    clientId,
    orgId: core.orgId,
    scopes: [...SCOPES],
    expiresAt: core.clock.now() + core.settings().refreshTokenTtlSeconds * 1000,
  });
}

/** The credentials for a client; the refresh token is the one that is valid now. */
export function credentialsOf(core: Core): Credentials {
  const clientId = clientIdOf(core);
  return {
    orgId: core.orgId,
    clientId,
    clientSecret: clientSecretOf(core),
    refreshToken: core.tokens.of("webex", clientId, "refresh").at(-1) ?? "",
  };
}

/** Issues an access token. As in real ones, the organisation follows its last underscore. */
export function issueAccessToken(
  core: Core,
  wanted: {
    readonly clientId: string;
    readonly orgId: string;
    readonly scopes: readonly string[];
    readonly ttlSeconds: number;
  },
): string {
  const token = `${core.tokens.secret("access")}_P0A1_${wanted.orgId}`;
  core.tokens.grant(token, {
    vendor: "webex",
    use: "access",
    clientId: wanted.clientId,
    orgId: wanted.orgId,
    scopes: [...wanted.scopes],
    expiresAt: core.clock.now() + wanted.ttlSeconds * 1000,
  });
  return token;
}
