import { z } from "zod";
import spokenTexts from "./spoken-texts.json";

/** Texts that callers hear. `{name}` in `hello` becomes the contact's name. */
export interface Texts {
  /** Before the look-up. The only greeting for a blocked number. */
  readonly greeting: string;
  readonly hello: string;
  /** When no contact has the number, before the account is looked up. */
  readonly oneMoment: string;
  /** On entering the queue. */
  readonly hold: string;
  /** Between pieces of music. */
  readonly comfort: string;
  /** When the queue refuses the call, before the fallback queue. */
  readonly apology: string;
  /** When something fails, before the queue for failures. */
  readonly error: string;
  /** Before hanging up, when no queue accepts the call. */
  readonly goodbye: string;
  /** Before hanging up outside business hours. Used only in flows with `hours`. */
  readonly closed: string;
  /** Start of the choices outside business hours. */
  readonly closedNow: string;
  /** The choice of key 1 in it. */
  readonly pressForCallback: string;
  /** The choice of key 2 in it. */
  readonly pressForMessage: string;
  /** Offers a callback to a waiting caller: key 1. */
  readonly offerCallback: string;
  /** When a callback is registered, before hanging up. */
  readonly callbackSaved: string;
  /** Asks a known caller whether the call is about another case: key 1. */
  readonly offerCase: string;
  /** Asks for the digits of a case number and the pound key. */
  readonly askCase: string;
  /** When no open case has that number. */
  readonly noSuchCase: string;
}

/** The names of all texts. */
export const TEXT_NAMES = [
  "greeting",
  "hello",
  "oneMoment",
  "hold",
  "comfort",
  "apology",
  "error",
  "goodbye",
  "closed",
  "closedNow",
  "pressForCallback",
  "pressForMessage",
  "offerCallback",
  "callbackSaved",
  "offerCase",
  "askCase",
  "noSuchCase",
] as const satisfies readonly (keyof Texts)[];

const LANGUAGES = ["en", "fr", "de", "es"] as const;
export type BuiltInLanguage = (typeof LANGUAGES)[number];

/** Texts by language, the part of a locale before the hyphen. */
export const TEXTS: Readonly<Record<BuiltInLanguage, Texts>> = z
  .record(z.enum(LANGUAGES), z.record(z.enum(TEXT_NAMES), z.string()))
  .parse(spokenTexts);

export const isBuiltIn = (language: string): language is BuiltInLanguage => Object.hasOwn(TEXTS, language);
