import { X509Certificate } from "node:crypto";
import type { StackState } from "../stack-state";
import { type Check, expiry, failed, ok, type Thresholds } from "./check";

/** Where kinds keep a certificate in PEM: what a signing key made, and what an app was given. */
const FIELDS = ["certificatePem", "certificate"] as const;

/** How long the certificates hold that the stack's apps sign in by. `now` in ms since the epoch. Pure. */
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
    // An app has the certificate that its key was made with: one line for both.
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
    // It says no more than that it is none.
    return undefined;
  }
}
