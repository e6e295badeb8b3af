import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { labelField } from "../fields";
import { SigningKeyStore } from "../stores/signing-key-store";

export const inputs = z.strictObject({
  /** Name in the certificate, shown in Setup. */
  commonName: labelField(64).regex(/^[ -~]+$/, "may hold only ASCII characters"),
  /** Bits of the RSA key: Salesforce requires 2048 or more. */
  bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]).default(2048),
  /** Days that the certificate is valid, 1 to 3,650; Salesforce refuses an expired one. */
  validityDays: z.number().int().min(1).max(3_650).default(730),
  /** Any text. Changing it makes a new key. */
  generation: z.string().default("1"),
});

const outputs = z.object({
  /** The private key in the format of Webex's form: PKCS#1, `-----BEGIN RSA PRIVATE KEY-----`. Secret. */
  privateKeyPem: z.string(),
  /** The certificate for the app, in PEM. */
  certificatePem: z.string(),
  /** When the certificate expires, as ISO 8601. */
  notAfter: z.string(),
  /** SHA-256 of the certificate, as Setup shows it. */
  fingerprint: z.string(),
});

/**
 * An RSA key pair with a self-signed certificate, kept in state: the app gets the certificate, Webex the private key. Any change makes
 * a new pair. An app holds one certificate, so changing the key of an app in use interrupts calls: `WebexConnectorApp` avoids this.
 *
 * @example
 * const signing = new salesforce.SigningKey("webex", { commonName: "webex" });
 */
export const SigningKey = defineResource({
  kind: "salesforce.SigningKey",
  noun: "signing key",
  docs: "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm",
  inputs,
  outputs,
  // Keys of the same name and different generation are different keys.
  naturalKey: ["commonName", "generation"],
  replaceOnChanges: ["commonName", "bits", "validityDays", "generation"],
  referable: false,
  secretOutputs: ["privateKeyPem"],
  notAdoptable: "only the state that made it has its private key; declare a new one",
  store: new SigningKeyStore(),
  permission: { none: "it is kept in state alone" },
  lookUp: { none: "it is kept in state alone" },
  export: { none: "it is kept in state alone" },
  trial: { inputs: { commonName: "{name}" } },
  picture: {
    family: "salesforce",
    called: ["commonName"],
    detail: ({ notAfter }) => (typeof notAfter === "string" ? `until ${notAfter.slice(0, 10)}` : ""),
  },
});
export type SigningKey = InstanceType<typeof SigningKey>;
