import type { Values } from "./types";

/** Why a kind does without a facet, as the end of a sentence. */
export interface Without {
  readonly none: string;
}

/** What the commands and the reference know of a kind. A kind that has nothing to say says why: leaving a facet out does not compile. */
export interface Facets {
  /**
   * What the account that deploys must be allowed: for Webex the permission of its user profile that guards the kind, such as
   * `queue`; for Salesforce user permissions as Setup calls them.
   */
  readonly permission: string | Without;
  /** The exported function that finds an existing object by name: `getQueue`. */
  readonly lookUp: `get${string}` | Without;
  readonly picture: Picture;
}

/** What a box of the picture is about, which is its colour. */
export type Family = "way in" | "flow" | "people" | "other" | "media" | "salesforce";

/** How `datadip graph` draws a kind. */
export interface Picture {
  readonly family: Family;
  /** What a reader calls it. Default: the kind's own noun, `HolidayList` as "Holiday list". */
  readonly noun?: string;
  /** The properties that name it, the best first. Default: `name`, `label`, `fullName`. */
  readonly called?: readonly string[];
  /** What else is worth a line. Default: nothing. */
  detail?(properties: Values): string;
  /** For a kind that only ties two others together: it is drawn as the line between them, unless it is not finished. */
  readonly between?: readonly [from: string, to: string];
  /** Kinds whose line is drawn towards this one although this one refers to them, so that a picture reads from caller to agent. */
  readonly reversed?: readonly string[];
  /** Kinds it refers to without a line, since another line says the same. */
  readonly omitted?: readonly string[];
  /** Properties of other kinds that hold this one's natural key instead of its id. */
  readonly namedBy?: readonly string[];
  /** Kinds of which a dependency stands for the reference, where no property shows one, such as by a secret key. */
  readonly dependsOn?: readonly string[];
}

/** What a facet says; undefined for a kind that does without. */
export function facetOf<T extends string | object>(facet: T | Without): T | undefined {
  return typeof facet === "object" && "none" in facet ? undefined : facet;
}
