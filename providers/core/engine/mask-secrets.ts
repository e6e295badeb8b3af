import type { Descriptor } from "../resource/descriptor";
import { redact, rememberSecret } from "../../http/redact";
import type { Problem, Values } from "../resource/types";

/**
 * A problem as it may be told: the engine prints the value of a property that fails a check, so a secret's failure is told of the whole
 * resource. So is that of a secret in the wrong place, such as a private key given as the certificate.
 */
export function maskSecrets({ property, reason }: Problem, given: Values, isSecret: (key: string) => boolean): Problem {
  const [key = ""] = property.split(/[.[]/);
  const printed = JSON.stringify(given[key] ?? "");
  const hidden = isSecret(key) || redact(printed) !== printed;
  return hidden ? { property: "", reason: `${property} ${reason}` } : { property, reason };
}

/** Keeps the secrets of a resource out of every message, whatever a service says back of them. */
export function rememberSecrets(descriptor: Descriptor, values: Values): void {
  const { secretInputs = [], secretOutputs = [] } = descriptor;
  const names: readonly string[] = [...secretInputs, ...secretOutputs];
  for (const name of names) {
    const value = values[name];
    if (typeof value === "string") rememberSecret(value);
  }
}
