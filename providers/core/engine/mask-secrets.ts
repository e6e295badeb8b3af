import type { Descriptor } from "../resource/descriptor";
import { redact, rememberSecret } from "../../http/redact";
import { secretPathsIn, textsIn, valueAtPath } from "../resource/secret-paths";
import type { Problem, Values } from "../resource/types";

/** So many characters in a row are no chance: parsers repeat at least as many of a text that they refuse. */
const REPEATED_CHARS = 8;

/**
 * A problem as it may be told: the engine prints the value of a property that fails a check, so a secret's failure is told of the whole
 * resource. So is that of a secret in the wrong place, such as a private key given as the certificate. `given` are the inputs, with the
 * note which of them are secret.
 */
export function maskSecrets({ property, reason }: Problem, given: Values, isSecret: (key: string) => boolean): Problem {
  const [key = ""] = property.split(/[.[]/);
  const printed = JSON.stringify(given[key] ?? "");
  const said = redact(reason);
  const hidden = isSecret(key) || redact(printed) !== printed;
  if (!hidden) return { property, reason: said };
  return { property: "", reason: `${property} ${repeats(said, secretTexts(given, key)) ? UNTOLD : said}` };
}

const UNTOLD =
  "is refused. The reason repeats a part of the secret value and is not shown: check the value where it is made";

/** What the program gave as secret in an input: it can be a whole file, of which parsers and rules repeat a piece. */
function secretTexts(given: Values, key: string): readonly string[] {
  const paths = secretPathsIn(given).filter(([root]) => root === key);
  return paths.flatMap((path) => textsIn(valueAtPath(given, path)));
}

/** Whether a sentence holds a piece of one of these texts. */
function repeats(sentence: string, texts: readonly string[]): boolean {
  const pieces = Array.from({ length: Math.max(0, sentence.length - REPEATED_CHARS + 1) }, (_, at) =>
    sentence.slice(at, at + REPEATED_CHARS),
  );
  return texts.some((text) => pieces.some((piece) => text.includes(piece)));
}

/** Keeps the secrets of a resource out of every message, whatever a service says back of them. */
export function rememberSecrets(descriptor: Descriptor, values: Values): void {
  const { secretInputs = [], secretOutputs = [] } = descriptor;
  const named: readonly string[] = [...secretInputs, ...secretOutputs];
  const paths = [...named.map((name) => [name]), ...secretPathsIn(values)];
  for (const path of paths) textsIn(valueAtPath(values, path)).forEach(rememberSecret);
}
