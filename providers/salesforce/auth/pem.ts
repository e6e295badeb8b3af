import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { MIN_RSA_BITS } from "../limits";

/** PEM text with normal line ends: environment variables often hold `\n` as two characters. */
export const tidyPem = (pem: string): string => `${pem.replaceAll("\\n", "\n").replace(/\r\n?/g, "\n").trim()}\n`;

/** The base64 between the first and last line, for comparing certificates. */
export const pemBody = (pem: string): string =>
  pem
    .replaceAll("\\n", "")
    .replace(/-----[A-Z0-9 ]+-----/g, "")
    .replace(/\s+/g, "");

/** An RSA private key of enough bits, or the reason why the text is not one. Salesforce refuses elliptic keys. */
export function rsaKeyOrReason(pem: string): KeyObject | string {
  let key: KeyObject;
  try {
    key = createPrivateKey(tidyPem(pem));
  } catch (error) {
    // OpenSSL's message may quote the key, so it is left out.
    const encrypted = error instanceof Error && /passphrase|interrupted or cancelled/i.test(error.message);
    return encrypted
      ? "is encrypted with a passphrase: give it decrypted (openssl rsa -in key.pem -out plain.pem)"
      : "is not a private key in PEM: it must begin with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY----- and be complete";
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== "rsa")
    return `is of type ${key.asymmetricKeyType ?? "unknown"}, but Salesforce takes RSA keys only`;
  return bits < MIN_RSA_BITS ? `has ${bits} bits, but Salesforce wants an RSA key of ${MIN_RSA_BITS} or more` : key;
}

/** Why a text is not an X.509 certificate in PEM; undefined where it is one. */
export function certificateProblem(pem: string): string | undefined {
  try {
    new X509Certificate(tidyPem(pem));
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : "";
    const key = /PRIVATE KEY/.test(pem) ? "; this is a private key, which must never be given to Salesforce" : "";
    return `is not an X.509 certificate in PEM${why}${key}: it must begin with -----BEGIN CERTIFICATE----- and be complete`;
  }
}
