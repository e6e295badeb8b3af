/** Random texts, from a given source of whole numbers. Pure except for that source. */

import pets from "./pet-names.json";
import { number, text, type Props } from "./values";

/** A whole number from 0 to below `limit`, all equally likely: `crypto.randomInt`, or a counter in a test. */
export type Pick = (limit: number) => number;

const LOWER = "abcdefghijklmnopqrstuvwxyz";

/** Classes of characters, with the inputs that allow one and that ask for a minimum of it. */
export const CLASSES = [
  { characters: LOWER.toUpperCase(), allowed: "upper", minimum: "minUpper" },
  { characters: LOWER, allowed: "lower", minimum: "minLower" },
  { characters: "0123456789", allowed: "numeric", minimum: "minNumeric" },
  { characters: "!@#$%&*()-_=+[]{}<>:?", allowed: "special", minimum: "minSpecial" },
] as const;

function one<T>(from: readonly T[], pick: Pick): T {
  const found = from[pick(from.length)];
  if (found === undefined) throw new Error("Nothing to choose from");
  return found;
}

/** The same elements in random order, all orders equally likely (Fisher-Yates). */
function shuffled<T>(list: readonly T[], pick: Pick): readonly T[] {
  const rest = [...list];
  return list
    .map(() => {
      const at = pick(rest.length);
      return rest.splice(at, 1);
    })
    .flat();
}

/**
 * A string as `random_string` makes it: the minima are drawn first, the rest from all allowed characters, then all are shuffled.
 * As in the official plugin, a minimum counts even for a class that is not allowed. An empty `overrideSpecial` counts as absent.
 */
export function randomString(inputs: Props, pick: Pick): string {
  const special = text(inputs.overrideSpecial);
  const classes = CLASSES.map(({ characters, allowed, minimum }) => ({
    characters: [...(allowed === "special" && special !== "" ? special : characters)],
    isAllowed: inputs[allowed] === true,
    least: number(inputs[minimum]),
  }));
  const draw = (characters: readonly string[], count: number): readonly string[] =>
    Array.from({ length: count }, () => one(characters, pick));
  const required = classes.flatMap(({ characters, least }) => draw(characters, least));
  const allowed = classes.flatMap(({ characters, isAllowed }) => (isAllowed ? characters : []));
  return shuffled([...required, ...draw(allowed, number(inputs.length) - required.length)], pick).join("");
}

/** A name of `words` words: adverbs, then an adjective, then an animal. A name of one word is an animal. */
export function petName(words: number, separator: string, pick: Pick): string {
  const word = (list: keyof typeof pets): string => one(pets[list].split(" "), pick);
  const adverbs = Array.from({ length: Math.max(0, words - 2) }, () => word("adverbs"));
  return [...adverbs, ...(words > 1 ? [word("adjectives")] : []), word("animals")].join(separator);
}
