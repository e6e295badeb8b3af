import { verify, X509Certificate } from "node:crypto";
import { z } from "zod";
import { parseJson } from "../../core/json";
import type { OauthApp } from "../apps";
import { badCredentials, OauthRefused } from "./oauth-errors";

/** Longest life of an assertion. Clients use 3 minutes; up to 5 are accepted in practice. */
const MAX_LIFE_SECONDS = 300;
/** Largest difference allowed between two clocks. */
const SKEW_SECONDS = 30;

const headerSchema = z.object({ alg: z.literal("RS256") });
const claimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).optional(),
  /** An older name of `sub`. */
  prn: z.string().min(1).optional(),
  aud: z.string(),
  exp: z.coerce.number(),
});

/** The claims of a JWT assertion, not verified yet. */
export interface Assertion {
  readonly issuer: string;
  readonly username: string;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly signed: string;
  readonly signature: Buffer;
}

const invalid = (): OauthRefused => new OauthRefused("invalid_grant", "invalid assertion");

const parsePart = (part = ""): unknown => parseJson(Buffer.from(part, "base64url").toString("utf8"));

/** Parses an assertion. Throws invalid_grant for anything that is not a JWT signed with RS256. */
export function readAssertion(text: string): Assertion {
  const [header, payload, signature, ...more] = text.trim().split(".");
  const claims = claimsSchema.safeParse(parsePart(payload));
  const good = headerSchema.safeParse(parsePart(header)).success;
  if (!good || !claims.success || signature === undefined || more.length > 0) throw invalid();
  const { iss, sub, prn, aud, exp } = claims.data;
  return {
    issuer: iss,
    username: sub ?? prn ?? "",
    audience: aud,
    expiresAt: exp,
    signed: `${header ?? ""}.${payload ?? ""}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

/** Verifies that the app's private key signed an assertion. Throws invalid_client otherwise. */
export function checkSignature({ signed, signature }: Assertion, app: OauthApp): void {
  if (app.certificate === "") throw badCredentials();
  const { publicKey } = new X509Certificate(app.certificate);
  if (!verify("RSA-SHA256", Buffer.from(signed), publicKey, signature)) throw badCredentials();
}

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** Whether an address is one of the sandbox's org: any My Domain, or the loopback with any port. */
export function isOwnAddress(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return LOOPBACK.includes(host) || host.endsWith(".my.salesforce.com");
}

/** Larger than any meaningful time in seconds. */
const LEAST_MILLISECONDS = 100_000_000_000;

/** Refuses an expired assertion. The sf CLI sends `exp` in milliseconds, which the service accepts. @param now milliseconds since 1970 */
export function checkExpiry({ expiresAt }: Assertion, now: number): void {
  const expires = expiresAt >= LEAST_MILLISECONDS ? expiresAt / 1000 : expiresAt;
  const seconds = now / 1000;
  if (expires < seconds - SKEW_SECONDS) throw new OauthRefused("invalid_grant", "expired authorization code");
  if (expires > seconds + MAX_LIFE_SECONDS + SKEW_SECONDS) {
    throw new OauthRefused("invalid_grant", "assertion expiration is too far in the future");
  }
}
