/** The noun of `a site` or `an entry point`, in lower case. */
type Bare<Phrase extends string> = Phrase extends `a ${infer Noun}` | `an ${infer Noun}`
  ? Lowercase<Noun>
  : Lowercase<Phrase>;

/**
 * The id of an object of this kind. The tag exists in the type only: a plain string is accepted as any id, but the id of one kind is not
 * accepted as that of another.
 */
export type IdOf<Of extends string> = string extends Of ? string : string & { readonly __kind?: Bare<Of> };

type Spaced<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : ` ${Lowercase<First>}`}${Spaced<Rest>}`
  : "";

/** `entry point` of `webex.EntryPoint`. */
export type NounOf<Kind extends string> = Kind extends `${string}.${infer Name}`
  ? string extends Name
    ? string
    : Spaced<Name> extends ` ${infer Noun}`
      ? Noun
      : string
  : string;
