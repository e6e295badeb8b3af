import { X509Certificate } from "node:crypto";
import type { StackState } from "../stack-state";
import { type Check, expiry, failed, ok, type Thresholds } from "./check";

/** Properties with a certificate in PEM: of a signing key, and of an app. */
const FIELDS = ["certificatePem", "certificate"] as const;

/** Expiry of the certificates that the stack's apps use. `now` in ms since the epoch. Pure. */
export function certificateChecks({ resources }: StackState, now: number, thresholds: Thresholds): readonly Check[] {
  const seen = new Set<string>();
  const checks = resources.flatMap(({ kind, name, outputs, inputs }) => {
    const pem = FIELDS.map((field) => outputs[field] ?? inputs[field]).find((value) => typeof value === "string");
    if (pem === undefined) return [];
    const called = `Certificate of ${kind} ${name}`;
    const certificate = parsed(pem);
    if (certificate === undefined)
      return [
        failed(called, "what state holds is not a certificate", "pulumi up --refresh gives the app the right one"),
      ];
    // Key and app have the same certificate, which gets one line.
    if (seen.has(certificate.fingerprint256)) return [];
    seen.add(certificate.fingerprint256);
    const mend =
      "add a generation to WebexConnectorApp, hand the connector the new key, and then remove the old generation";
    return [expiry(called, Date.parse(certificate.validTo), now, thresholds.certificateDays, mend)];
  });
  return checks.length > 0 ? checks : [ok("Certificates", "the stack has none")];
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // The error only says that it is not a certificate.
    return undefined;
  }
}
