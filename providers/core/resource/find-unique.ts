import { suggestion } from "./check-inputs";

/** An existing object, by its name. */
export interface Found {
  readonly id: string;
  readonly name: string;
}

/** How many candidates an error lists. */
const MAX_LISTED = 20;

/** The one object of that name: an exact match first, then a match that ignores case. @throws Error for none or several. */
export function findUnique<T extends Found>(noun: string, name: string, all: readonly T[], mend: string): T {
  const exact = all.filter((found) => found.name === name);
  const matches = exact.length > 0 ? exact : all.filter((found) => found.name.toLowerCase() === name.toLowerCase());
  const [only, ...others] = matches;
  if (only !== undefined && others.length === 0) return only;
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
