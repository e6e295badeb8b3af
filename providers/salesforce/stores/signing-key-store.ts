import { generateKeyPair, randomBytes, X509Certificate } from "node:crypto";
import { promisify } from "node:util";
import type { z } from "zod";
import type { Store } from "../../core/resource/descriptor";
import type { RemoteObject, Values } from "../../core/resource/types";
import { rememberSecret } from "../../http/redact";
import type { SalesforceApi } from "../rest/api";
import { selfSignedCertificate } from "../auth/certificate";
import type { inputs } from "../resources/signing-key";

const generate = promisify(generateKeyPair);

const DAY_MS = 86_400_000;

/** Kept in state only, in no cloud. */
export class SigningKeyStore implements Store<SalesforceApi, z.output<typeof inputs>> {
  readonly cost = { create: 0, update: 0, delete: 0 };
  readonly audit = { none: "it is kept in state alone" };
  async create(api: SalesforceApi, { commonName, bits, validityDays }: z.output<typeof inputs>): Promise<RemoteObject> {
    const { privateKey, publicKey } = await generate("rsa", { modulusLength: bits });
    const privateKeyPem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    rememberSecret(privateKeyPem);
    const notBefore = new Date(api.clock.now());
    const certificatePem = selfSignedCertificate({
      commonName,
      privateKeyPem,
      publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
      serial: randomBytes(16),
      notBefore,
      notAfter: new Date(notBefore.getTime() + validityDays * DAY_MS),
    });
    const { fingerprint256, validTo } = new X509Certificate(certificatePem);
    const notAfter = new Date(validTo).toISOString();
    return {
      id: fingerprint256.replaceAll(":", "").toLowerCase(),
      values: { privateKeyPem, certificatePem, notAfter, fingerprint: fingerprint256 },
    };
  }

  /** A key that the state lacks is gone. */
  read(_api: SalesforceApi, _id: string, { privateKeyPem }: Values): Promise<"unchanged" | undefined> {
    return Promise.resolve(privateKeyPem === undefined ? undefined : "unchanged");
  }

  update(): Promise<RemoteObject> {
    return Promise.reject(new Error("A signing key cannot be changed: this is a defect of datadip, please report it."));
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }

  find(): Promise<readonly RemoteObject[]> {
    return Promise.resolve([]);
  }
}
