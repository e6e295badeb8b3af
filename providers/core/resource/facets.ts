import type { Values } from "./types";

/** Why a kind does without a facet, as the end of a sentence. */
export interface Without {
  readonly none: string;
}

/** What the commands and the reference know of a kind. A kind that has nothing to say says why: leaving a facet out does not compile. */
export interface Facets<Api> {
  /**
   * What the account that deploys must be allowed: for Webex the permission of its user profile that guards the kind, such as
   * `queue`; for Salesforce user permissions as Setup calls them.
   */
  readonly permission: string | Without;
  /** The exported function that finds an existing object by name: `getQueue`. */
  readonly lookUp: `get${string}` | Without;
  readonly export: Export<Api> | Without;
  /** The object that `datadip verify --write` makes, or why it makes none. */
  readonly trial: Trial | Without;
  readonly picture: Picture;
  /** For a list of objects of another kind. Default: it is none. */
  readonly listOf?: ListOf;
  /** Operations that cost more than those of its store, such as by look-ups of `checkWithTenant`. Default: none. */
  readonly cost?: Partial<Costs>;
  /** What a person must do before a create can end, as in "until somebody has made that connector". Default: nothing. */
  readonly waitsUntil?: string;
  /** What the service says of inputs in a dry run that saves nothing, for `datadip plan`. Default: it has none. */
  dryRun?(api: Api, inputs: Values): Promise<DryRun>;
}

/** For a kind that is many objects of another as one resource: how one becomes the other. */
export interface ListOf {
  /** The other kind, what it is called, and its natural key: `webex.DialNumber`. */
  readonly kind: string;
  readonly noun: string;
  readonly naturalKey: readonly string[];
  /** The input that holds the entries. */
  readonly input: string;
  /** The inputs of the list that one of these tells. */
  scope(single: Values): Values;
  /** One of these as an entry: key and value. */
  entry(single: Values): readonly [key: string, value: unknown];
  /** An entry as the inputs of a resource of its own. */
  single(key: string, value: unknown, list: Values): Values;
  /** What tells one of these from others in its list: a part of its id. */
  ownId(id: string): string;
  /** What the list's state keeps of these under `__own`. Default: a mark of each id. */
  own?(singles: readonly { readonly id: string; readonly inputs: Values; readonly outputs: Values }[]): string;
  /** The other way round, what the state of one of these keeps besides its inputs. Default: nothing. */
  outputs?(own: unknown, id: string): Values;
}

/** An object as a list shows it: enough to name it, never to describe it. */
export interface Listed {
  readonly id: string;
  /** Those of its natural key's inputs that the list has. */
  readonly values: Values;
  /** Whether the vendor made it and lets nobody change it. */
  readonly isSystem: boolean;
  /** What people call it. Default: the last part of its natural key. */
  readonly name?: string;
  /** The object that it lies in, for a logical name that tells it apart. */
  readonly owner?: string;
}

/**
 * An object that exists to be tried out. In texts, `{name}` represents a name that nothing else has, `{plain}` the same in letters and
 * digits, `{digits}` nine digits of it, `{wav}` the path of a second of silence, `{number}` the number that the command was given,
 * `{webex.Site}` the id of the one site that was made before, and `{salesforce.SigningKey.certificatePem}` an output of such a one.
 */
export interface Trial {
  /** Its name, the last part of the natural key, is `{name}` where left out. Default: the name alone. */
  readonly inputs?: Values;
  /** Inputs that are changed afterwards. Default: the description, where it has one. */
  readonly change?: Values;
  /** It is made only where the command is given this option, as it cannot be undone or concerns callers. Default: always. */
  readonly only?: "number" | "app";
}

/** How `datadip export` writes the objects of a kind as a program. */
export interface Export<Api> {
  /** Every object of the kind. Default: those that its store lists. */
  list?(api: Api): Promise<readonly Listed[]>;
  /** Why they can be referred to only and not written, as the end of a sentence. Default: they are written. */
  readonly never?: string;
  /** Whether it is a part of an object that exists without it: one without content is not there. Default: false. */
  readonly isPart?: boolean;
  /** A file beside the program that holds one input. Default: none. */
  readonly file?: SideFile<Api>;
  /** Ids inside of an object that others may hold, with the code that gives one from the resource. Default: none. */
  innerIds?(outputs: Values): readonly InnerId[];
}

export interface SideFile<Api> {
  /** The input that is the file's content. */
  readonly input: string;
  readonly folder: string;
  /** The call that reads it in the program, given its path as code. */
  read(path: string): string;
  /** How its name ends. Default: `.json`. */
  readonly suffix?: string;
  /** What the file holds: bytes are written as they are, all else as JSON. Undefined where the service does not give it back. */
  content(api: Api, id: string, found: { readonly inputs: Values; readonly outputs: Values }): Promise<unknown>;
  /** Values of the content that belong to its organisation, by the key that the input `bindings` binds them under. Default: none. */
  bindings?(content: unknown): readonly { readonly key: string; readonly value: string }[];
}

export interface InnerId {
  readonly id: string;
  /** The code that gives the id, after the variable of the resource: `.enumSkillValueIds.apply(...)`. */
  readonly code: string;
}

/** What is done to an object of a kind. */
export type Operation = "create" | "update" | "delete";

/** Calls that an operation makes, tokens and the proof of the tenant apart. */
export interface Cost {
  /** Calls of its own. */
  readonly own: number;
  /** Questions that a run asks once, however many operations need the answer. */
  readonly asks?: readonly Question[];
  /** Salesforce deploys among them, which take seconds. Default: 0. */
  readonly deploys?: number;
}

/** The end of a question's path; or what it asks of one object, which may be yet to be made. */
export type Question = string | { readonly path: string; readonly kind: string; readonly id: unknown };

/** What the operations of a kind cost; a number represents so many calls of its own. */
export interface Costs extends Readonly<Record<Operation, number | ((inputs: Values) => Cost)>> {
  /** The question whose answer these writes make old. Default: none. */
  readonly outdates?: string;
}

/** Who changed an object last and when, as far as its service says. */
export interface Touch {
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

export interface Audit<Api> {
  /** Asked for drifted objects alone, as it may take a call. `now` is what was just read of the object. */
  lastTouch(api: Api, id: string, now: Values): Promise<Touch>;
}

/** An object that holds a reference to another. */
export interface Referrer {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** What a service says of one place of an object in a dry run. */
export interface DryRunFinding {
  /** `ERROR`, `WARNING` or `RECOMMENDATION`. */
  readonly severity: string;
  readonly message: string;
  /** The activity, or the one that an edge begins at; empty where it is of the whole. */
  readonly activity: string;
  readonly suggestion?: string | undefined;
}

/** The findings; or why it could not be asked. */
export type DryRun = readonly DryRunFinding[] | { readonly notAsked: string };

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
  /** Kinds of which a dependency represents the reference, where no property shows one, such as by a secret key. */
  readonly dependsOn?: readonly string[];
}

/** What a facet says; undefined for a kind that does without. */
export function facetOf<T extends string | object>(facet: T | Without): T | undefined {
  return typeof facet === "object" && "none" in facet ? undefined : facet;
}
