import { z } from "zod";
import type { Clock } from "./clock";
import type { Ids } from "./ids";
import type { Store } from "./store";

const grantSchema = z.object({
  vendor: z.string(),
  use: z.enum(["access", "refresh"]),
  clientId: z.string(),
  /** The tenant that the token is valid for. */
  orgId: z.string(),
  /** The user of the token, where the vendor binds tokens to users. */
  subject: z.string().optional(),
  scopes: z.array(z.string()),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});

/** What the bearer of a token may do. */
export type Grant = z.output<typeof grantSchema>;

/** All tokens of a directory, of every vendor. `reset` keeps them and snapshots leave them out: they belong to the clients. */
export function createTokens(store: Store, clock: Clock, ids: Ids) {
  const find = (token: string): Grant | undefined =>
    token.length > 0 && token.length < 1500 ? store.get(["token", token], grantSchema) : undefined;
  // Not an id counter: like the tokens it survives a reset, so that no two clients ever get the same token.
  const nextSecret = (): number =>
    store.transaction(() => {
      const n = (store.get(["meta", "secrets"], z.number()) ?? 0) + 1;
      store.put(["meta", "secrets"], n);
      return n;
    });
  const secret = (purpose: string): string => {
    const n = String(nextSecret());
    return Buffer.from(ids.named(purpose, n, "a") + ids.named(purpose, n, "b"))
      .toString("base64")
      .replace(/[^a-zA-Z0-9]/g, "")
      .slice(0, 64);
  };
  return {
    /** The grant of a token, expired or not. */
    find,
    /** A fresh random-looking string. */
    secret,
    grant: (token: string, grant: Grant): void => store.put(["token", token], grant),
    /** The grant of a token that is valid now; undefined when unknown, expired, or of another use. */
    valid: (token: string, use: Grant["use"]): Grant | undefined => {
      const grant = find(token);
      return grant?.use === use && grant.expiresAt > clock.now() ? grant : undefined;
    },
    revoke: (token: string): void => store.remove(["token", token]),
    /** Tokens of a client, newest last. */
    of: (vendor: string, clientId: string, use: Grant["use"]): readonly string[] =>
      store
        .entries(["token"], grantSchema)
        .filter(({ value }) => value.vendor === vendor && value.clientId === clientId && value.use === use)
        .toSorted((one, other) => one.value.expiresAt - other.value.expiresAt)
        .map(({ key }) => String(key[1])),
  };
}

export type Tokens = ReturnType<typeof createTokens>;
