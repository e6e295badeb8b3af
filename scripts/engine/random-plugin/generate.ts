/** Random texts, from a given source of whole numbers. Pure except for that source. */

import { ADJECTIVES, ADVERBS, ANIMALS } from "./pet-names";

/** A whole number from 0 to below `limit`, all equally likely: `crypto.randomInt`, or a counter in a test. */
export type Pick = (limit: number) => number;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** The characters that a random string may and must contain. */
export interface StringRules {
  /** In characters, at least 1 and at least the sum of the minima. */
  readonly length: number;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly numeric: boolean;
  readonly special: boolean;
  readonly minLower: number;
  readonly minUpper: number;
  readonly minNumeric: number;
  readonly minSpecial: number;
  /** Special characters to use instead of the usual ones. An empty text counts as absent. */
  readonly overrideSpecial: string;
}

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
 * As in the official plugin, a minimum counts even for a class that is not allowed.
 */
export function randomString(rules: StringRules, pick: Pick): string {
  const special = [...(rules.overrideSpecial === "" ? SPECIAL : rules.overrideSpecial)];
  const classes = [
    { characters: [...UPPER], allowed: rules.upper, minimum: rules.minUpper },
    { characters: [...LOWER], allowed: rules.lower, minimum: rules.minLower },
    { characters: [...DIGITS], allowed: rules.numeric, minimum: rules.minNumeric },
    { characters: special, allowed: rules.special, minimum: rules.minSpecial },
  ];
  const draw = (characters: readonly string[], count: number): readonly string[] =>
    Array.from({ length: count }, () => one(characters, pick));
  const required = classes.flatMap(({ characters, minimum }) => draw(characters, minimum));
  const allowed = classes.flatMap(({ characters, allowed: use }) => (use ? characters : []));
  return shuffled([...required, ...draw(allowed, rules.length - required.length)], pick).join("");
}

/** A name of `words` words: adverbs, then an adjective, then an animal. A name of one word is an animal. */
export function petName(words: number, separator: string, pick: Pick): string {
  const adverbs = Array.from({ length: Math.max(0, words - 2) }, () => one(ADVERBS, pick));
  const adjectives = words > 1 ? [one(ADJECTIVES, pick)] : [];
  return [...adverbs, ...adjectives, one(ANIMALS, pick)].join(separator);
}
