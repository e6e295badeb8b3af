import { suggestion } from "./check-inputs";
import type { IdOf } from "./id-of";

/** An existing object, by its name. */
export interface Found {
  readonly id: string;
  readonly name: string;
}

/** How many candidates an error lists. */
const MAX_LISTED = 20;

/** The result of a look-up; its id has the type of its kind. */
export type FoundOf<Noun extends string, T extends Found = Found> = T & { readonly id: IdOf<Noun> };

/** The one object of that name: an exact match first, then a match that ignores case. @throws Error for none or several. */
export function findUnique<const Noun extends string, T extends Found>(
  noun: Noun,
  name: string,
  all: readonly T[],
  mend: string,
): FoundOf<Noun, T> {
  const exact = all.filter((found) => found.name === name);
  const matches = exact.length > 0 ? exact : all.filter((found) => found.name.toLowerCase() === name.toLowerCase());
  const [only, ...others] = matches;
  // The tag exists in the type only.
  if (only !== undefined && others.length === 0) return only as FoundOf<Noun, T>;
  if (only !== undefined) {
    throw new Error(
      `There are ${matches.length} ${noun}s called ${name}: ${matches.map(({ id }) => id).join(", ")}. Give the id of the one you mean instead.`,
    );
  }
  const names = all.map((found) => found.name);
  const shown =
    names.slice(0, MAX_LISTED).join(", ") +
    (names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : "");
  throw new Error(
    `There is no ${noun} called ${name}${suggestion(name, names) || "."} ${names.length === 0 ? "There is none at all." : `There are: ${shown}.`} ${mend}`,
  );
}
