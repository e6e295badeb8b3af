import { type KeyObject, sign } from "node:crypto";
import { ASSERTION_SECONDS } from "../limits";

export interface Assertion {
  /** The app's consumer key. */
  readonly clientId: string;
  readonly username: string;
  /** `https://login.salesforce.com`, or `https://test.salesforce.com` for sandboxes. */
  readonly audience: string;
  readonly privateKey: KeyObject;
  /** Present time, in ms since the epoch. */
  readonly now: number;
}

/** The signed assertion of the JWT bearer flow: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
export function jwtAssertion({ clientId, username, audience, privateKey, now }: Assertion): string {
  const claims = { iss: clientId, sub: username, aud: audience, exp: Math.floor(now / 1000) + ASSERTION_SECONDS };
  const text = [{ alg: "RS256" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
}

/** Whether an access token is a JWT, which SOAP refuses. */
export const isJwt = (token: string): boolean => /^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
