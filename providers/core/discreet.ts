import { redact } from "../http/redact";
import type { Problem, Values } from "./types";

/**
 * A problem as it may be told: the engine prints the value of a property that fails a check, so a secret's failure is told of the whole
 * resource. So is that of a secret in the wrong place, such as a private key given as the certificate.
 */
export function discreet({ property, reason }: Problem, given: Values, isSecret: (key: string) => boolean): Problem {
  const [key = ""] = property.split(/[.[]/);
  const printed = JSON.stringify(given[key] ?? "");
  const hidden = isSecret(key) || redact(printed) !== printed;
  return hidden ? { property: "", reason: `${property} ${reason}` } : { property, reason };
}
