import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import forge from "node-forge";

export interface Pair {
  readonly certificate: string;
  readonly privateKey: KeyObject;
}

/** A key pair and its self-signed certificate. */
export function rsaPair(bits = 2048): Pair {
  const pair = generateKeyPairSync("rsa", { modulusLength: bits });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey.export({ type: "spki", format: "pem" }).toString());
  certificate.serialNumber = "01";
  certificate.validity.notBefore = new Date(Date.UTC(2026, 0, 1));
  certificate.validity.notAfter = new Date(Date.UTC(2036, 0, 1));
  const name = [{ name: "commonName", value: "datadip test" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  const signer = forge.pki.privateKeyFromPem(pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString());
  certificate.sign(signer, forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate), privateKey: pair.privateKey };
}

/** A good certificate, yet of an elliptic curve. */
export const ELLIPTIC_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBgjCCASmgAwIBAgIUMdgY9GpCiZqdHx0LZBOh1x3J4GEwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMZGF0YWRpcCB0ZXN0MB4XDTI2MTEyMjIwNDUyNVoXDTM2MTEx
OTIwNDUyNVowFzEVMBMGA1UEAwwMZGF0YWRpcCB0ZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEdcpQ6Vvi9Rh1g4WXaNUWwzrUc6UkgO2v+H+wpcKMSL73CBSK
37rxJf4l1vU+T41C35CZDBUs45DOn6FJiTelmqNTMFEwHQYDVR0OBBYEFCmzx2lO
SW+r282JYcL8U0nrizZGMB8GA1UdIwQYMBaAFCmzx2lOSW+r282JYcL8U0nrizZG
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgAXw8oXpvJLaeaiYb
dpCN+CsuQW0OAX9yHJS2gBWa/U0CICmTYT98D72VMLroeE0LX9g9qZbBdSbmJIPn
qU1uGq+B
-----END CERTIFICATE-----
`;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT assertion. @param header what to say of the algorithm; the signature is always RS256 */
export function assertion(claims: object, key: KeyObject, header: object = { alg: "RS256" }): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

export const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
