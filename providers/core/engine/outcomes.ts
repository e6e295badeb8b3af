import { redact, rememberSecret } from "../../http/redact";
import type { Descriptor } from "../resource/descriptor";
import { STACK_TRACES } from "../resource/stack-traces";
import { secretPathsIn, textsIn, valueAtPath } from "../resource/secret-paths";
import type { Problem, RemoteObject, Values } from "../resource/types";

/** The provider's results on failure: short messages without secrets, and half-made objects. */

/** The host sends a half-made object in a header. Node cannot send one of over 64 kB, and the engine would wait forever. */
const MAX_PROPERTIES_BYTES = 24 * 1024;

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The state after a failed write, without its largest inputs where they do not fit: the next update gets them from the program. */
export function fitting(properties: Values): Values {
  if (bytes(properties) <= MAX_PROPERTIES_BYTES) return properties;
  const dispensable = Object.keys(properties).filter((key) => !key.startsWith("__"));
  const [largest] = dispensable.sort((a, b) => bytes(properties[b]) - bytes(properties[a]));
  if (largest === undefined) return properties;
  return fitting(Object.fromEntries(Object.entries(properties).filter(([key]) => key !== largest)));
}

const MAX_MESSAGE_CHARS = 6_000;

/** A message short enough for a header, also where each character takes several bytes. */
export function brief(message: string): string {
  const left = message.length - MAX_MESSAGE_CHARS;
  return left <= 0 ? message : `${message.slice(0, MAX_MESSAGE_CHARS)}... (and ${left} characters more)`;
}

const MAX_SHOWN_CHARS = 200;

/** A sentence with the inputs that the service did not apply and their live values. Secrets are not shown. */
export function stayed(live: RemoteObject, ignored: readonly string[], isSecret: (key: string) => boolean): string {
  const shown = (key: string): string => (isSecret(key) ? "another" : shortened(live.values[key]));
  return ignored.map((key) => `${key} stayed ${shown(key)}`).join(", ");
}

function shortened(value: unknown): string {
  const text = redact(JSON.stringify(value));
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}...` : text;
}

/** Throws with a short, redacted message, as the host sends it in a header. Names in our messages can be secret too. */
export function throwBriefly(thrown: unknown): never {
  if (thrown instanceof Error) thrown.message = brief(redact(thrown.message));
  throw thrown;
}

/** Removes stack traces, which the host prints beside the message of these methods. Administrators need the message only. */
export async function withoutStacks<T>(work: Promise<T>): Promise<T> {
  try {
    return await work.catch(throwBriefly);
  } catch (thrown) {
    if (thrown instanceof Error && process.env[STACK_TRACES] === undefined)
      thrown.stack = `(${STACK_TRACES}=1 shows where)`;
    throw thrown;
  }
}

/** An equal run of this many characters is no coincidence; parsers quote at least as many of a text that they refuse. */
const REPEATED_CHARS = 8;

/**
 * A problem without secrets. The engine prints the value of a property that fails a check, so a secret's failure is reported for the
 * whole resource; also that of a secret in the wrong input, such as a private key given as the certificate. `given` are the inputs,
 * with the note of secret ones.
 */
export function maskSecrets({ property, reason }: Problem, given: Values, isSecret: (key: string) => boolean): Problem {
  const [key = ""] = property.split(/[.[]/);
  const printed = JSON.stringify(given[key] ?? "");
  const said = redact(reason);
  const hidden = isSecret(key) || redact(printed) !== printed;
  if (!hidden) return { property, reason: said };
  const told = repeats(said, secretTexts(given, key)) ? UNTOLD : said;
  return { property: "", reason: told.startsWith(`${property} `) ? told : `${property} ${told}` };
}

const UNTOLD =
  "is refused. The reason repeats a part of the secret value and is not shown: check the value where it is made";

/** Secret texts in an input. One can be a whole file, of which parsers and rules quote a piece. */
function secretTexts(given: Values, key: string): readonly string[] {
  const paths = secretPathsIn(given).filter(([root]) => root === key);
  return paths.flatMap((path) => textsIn(valueAtPath(given, path)));
}

/** Whether a sentence contains a piece of one of these texts. */
function repeats(sentence: string, texts: readonly string[]): boolean {
  const pieces = Array.from({ length: Math.max(0, sentence.length - REPEATED_CHARS + 1) }, (_, at) =>
    sentence.slice(at, at + REPEATED_CHARS),
  );
  return texts.some((text) => pieces.some((piece) => text.includes(piece)));
}

/** Masks the secrets of a resource in every message, also where a service repeats them. */
export function rememberSecrets(descriptor: Descriptor, values: Values): void {
  const { secretInputs = [], secretOutputs = [] } = descriptor;
  const named: readonly string[] = [...secretInputs, ...secretOutputs];
  const paths = [...named.map((name) => [name]), ...secretPathsIn(values)];
  for (const path of paths) textsIn(valueAtPath(values, path)).forEach(rememberSecret);
}
