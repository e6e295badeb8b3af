import type { Values } from "./types";

/** Why a kind lacks a facet, as the end of a sentence. */
export interface Without {
  readonly none: string;
}

/** What commands and reference need about a kind. A kind without a required facet gives the reason: leaving it out does not compile. */
export interface Facets<Api> {
  /**
   * The permission of the account that deploys: for Webex the permission of its user profile that guards the kind, such as
   * `queue`; for Salesforce user permissions under their names in Setup.
   */
  readonly permission: string | Without;
  /** The exported function that finds an existing object by name: `getQueue`. */
  readonly lookUp: `get${string}` | Without;
  readonly export: Export<Api> | Without;
  /** The object that `datadip verify --write` makes, or why it makes none. */
  readonly trial: Trial | Without;
  readonly picture: Picture;
  /** For a kind that is a list of objects of another kind. Default: it is not a list. */
  readonly listOf?: ListOf;
  /** Costs of operations beyond those of its store, such as look-ups of `checkWithTenant`. Default: none. */
  readonly cost?: Partial<Costs>;
  /** What a person must do before a create can end, as in "until somebody has made that connector". Default: nothing. */
  readonly waitsUntil?: string;
  /** Findings of the service's dry run of inputs, which saves nothing, for `datadip plan`. Default: no dry run. */
  dryRun?(api: Api, inputs: Values): Promise<DryRun>;
}

/** For a kind that is many objects of another kind as one resource: how to convert between the two. */
export interface ListOf {
  /** The other kind, its noun and its natural key: `webex.DialNumber`. */
  readonly kind: string;
  readonly noun: string;
  readonly naturalKey: readonly string[];
  /** The input that holds the entries. */
  readonly input: string;
  /** The list's inputs that a single object determines. */
  scope(single: Values): Values;
  /** A single object as an entry: key and value. */
  entry(single: Values): readonly [key: string, value: unknown];
  /** An entry as the inputs of a single resource. */
  single(key: string, value: unknown, list: Values): Values;
  /** The part of a single object's id that identifies it in its list. */
  ownId(id: string): string;
  /** The value of `__own` in the list's state for these objects. Default: a mark of each id. */
  own?(singles: readonly { readonly id: string; readonly inputs: Values; readonly outputs: Values }[]): string;
  /** The reverse: what the state of a single object keeps beside its inputs. Default: nothing. */
  outputs?(own: unknown, id: string): Values;
}

/** An object from a list: enough to name it, but not its full content. */
export interface Listed {
  readonly id: string;
  /** Inputs of its natural key that the list contains. */
  readonly values: Values;
  /** Whether it is a system object, which nobody can change. */
  readonly isSystem: boolean;
  /** Name for people. Default: the last part of its natural key. */
  readonly name?: string;
  /** The object that contains it, for a unique logical name. */
  readonly owner?: string;
}

/**
 * A test object. In texts, `{name}` represents a unique name, `{plain}` the same in letters and digits, `{digits}` nine digits of it,
 * `{wav}` the path of a second of silence, `{number}` the number that the command was given, `{webex.Site}` the id of the site that was
 * made before, and `{salesforce.SigningKey.certificatePem}` an output of such an object.
 */
export interface Trial {
  /** Its inputs; the last part of the natural key is `{name}` where left out. Default: the name alone. */
  readonly inputs?: Values;
  /** Inputs of the change after the create. Default: the description, where it has one. */
  readonly change?: Values;
  /** Option of the command that allows it, for an object that cannot be undone or that callers notice. Default: always made. */
  readonly only?: "number" | "app";
}

/** How `datadip export` writes the objects of a kind as a program. */
export interface Export<Api> {
  /** Every object of the kind. Default: those that its store lists. */
  list?(api: Api): Promise<readonly Listed[]>;
  /** Why the program can only refer to them, as the end of a sentence. Default: they are written. */
  readonly never?: string;
  /** Whether it is a part of another object; an empty part does not count as existing. Default: false. */
  readonly isPart?: boolean;
  /** A file next to the program that holds one input. Default: none. */
  readonly file?: SideFile<Api>;
  /** Ids of nested objects that others may refer to, with the code that reads one from the resource. Default: none. */
  innerIds?(outputs: Values): readonly InnerId[];
}

export interface SideFile<Api> {
  /** The input that is the file's content. */
  readonly input: string;
  readonly folder: string;
  /** The call that reads it in the program, given its path as code. */
  read(path: string): string;
  /** Suffix of the file's name. Default: `.json`. */
  readonly suffix?: string;
  /** The file's content: bytes are written as they are, other values as JSON. Undefined where the service does not return it. */
  content(api: Api, id: string, found: { readonly inputs: Values; readonly outputs: Values }): Promise<unknown>;
  /** Values in the content that belong to its organisation, by their key in the input `bindings`. Default: none. */
  bindings?(content: unknown): readonly { readonly key: string; readonly value: string }[];
}

export interface InnerId {
  readonly id: string;
  /** The code after the resource's variable that gives the id: `.enumSkillValueIds.apply(...)`. */
  readonly code: string;
}

/** An operation on an object of a kind. */
export type Operation = "create" | "update" | "delete";

/** Calls that an operation makes, without those for tokens and the tenant check. */
export interface Cost {
  /** Calls for each operation. */
  readonly own: number;
  /** Questions that a run asks once for all operations. */
  readonly asks?: readonly Question[];
  /** Number of Salesforce deploys among them, which take seconds each. Default: 0. */
  readonly deploys?: number;
}

/** The end of a question's path; or a question about one object, which may not exist yet. */
export type Question = string | { readonly path: string; readonly kind: string; readonly id: unknown };

/** Costs of a kind's operations; a number is the number of calls. */
export interface Costs extends Readonly<Record<Operation, number | ((inputs: Values) => Cost)>> {
  /** The question whose answer these writes make stale. Default: none. */
  readonly outdates?: string;
}

/** Who changed an object last and when, as far as its service returns it. */
export interface Touch {
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

export interface Audit<Api> {
  /** Called for drifted objects only, as it may cost a call. `now` holds the values just read. */
  lastTouch(api: Api, id: string, now: Values): Promise<Touch>;
}

/** An object that holds a reference to another. */
export interface Referrer {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** A finding of a service's dry run, about one place of an object. */
export interface DryRunFinding {
  /** `ERROR`, `WARNING` or `RECOMMENDATION`. */
  readonly severity: string;
  readonly message: string;
  /** The activity, or the source of a link; empty for the whole object. */
  readonly activity: string;
  readonly suggestion?: string | undefined;
}

/** The findings, or why there was no dry run. */
export type DryRun = readonly DryRunFinding[] | { readonly notAsked: string };

/** The group of a box in the picture, which decides its colour. */
export type Family = "way in" | "flow" | "people" | "other" | "media" | "salesforce";

/** How `datadip graph` draws a kind. */
export interface Picture {
  readonly family: Family;
  /** Noun in the picture. Default: from the kind, `HolidayList` as "Holiday list". */
  readonly noun?: string;
  /** The properties that name it, the best first. Default: `name`, `label`, `fullName`. */
  readonly called?: readonly string[];
  /** A further line in the box. Default: none. */
  detail?(properties: Values): string;
  /** For a kind that only connects two others: it is drawn as the line between them, unless it is unfinished. */
  readonly between?: readonly [from: string, to: string];
  /** Kinds that this one refers to but whose line points here, so that a picture reads from caller to agent. */
  readonly reversed?: readonly string[];
  /** Kinds that it refers to without a line, since another line shows the same. */
  readonly omitted?: readonly string[];
  /** Properties of other kinds that hold this one's natural key instead of its id. */
  readonly namedBy?: readonly string[];
  /** Kinds whose reference shows only as a dependency, such as by a secret key. */
  readonly dependsOn?: readonly string[];
}

/** A facet's value; undefined for a kind without it. */
export const facetOf = <T extends string | object>(facet: T | Without): T | undefined =>
  typeof facet === "object" && "none" in facet ? undefined : facet;
