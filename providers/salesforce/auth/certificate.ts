import { md, pki } from "node-forge";

export interface CertificateOf {
  readonly commonName: string;
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
  /** Up to 20 bytes. */
  readonly serial: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A self-signed X.509 certificate in PEM, signed with SHA-256. */
export function selfSignedCertificate(of: CertificateOf): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(of.publicKeyPem);
  certificate.serialNumber = positive(of.serial.toString("hex"));
  certificate.validity.notBefore = of.notBefore;
  certificate.validity.notAfter = of.notAfter;
  const name = [{ name: "commonName", value: of.commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(pki.privateKeyFromPem(of.privateKeyPem), md.sha256.create());
  return pki.certificateToPem(certificate).replace(/\r\n/g, "\n");
}

/** A positive number in DER: needs a zero byte before a leading byte of 0x80 or more, and must not have one otherwise. */
function positive(hex: string): string {
  const number = hex.replace(/^(00)+(?=..)/, "");
  return /^[89a-f]/.test(number) ? `00${number}` : number;
}
