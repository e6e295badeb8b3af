import type { z } from "zod";
import type { Audit, Costs, Facets, Listed, Referrer, Without } from "./facets";
import type { RemoteObject, Problem, Values, Checked } from "./types";

/** Values of an existing object before a change (`was`) and hashes of the requested ones (`asked`), by input. */
export type Before = Readonly<Record<string, { readonly was: string; readonly asked: readonly string[] }>>;

/** The outputs of a kind without any. */
export type NoOutputs = z.ZodObject<Record<never, never>>;

/** A change of an existing object: the values to note first, and the change itself. */
export interface NotedWrite {
  readonly before: Before;
  readonly write: () => Promise<RemoteObject>;
}

/** Reads and writes objects of a kind. `Api` is the cloud's client, `Inputs` the parsed inputs of the kind's schema. */
export interface Store<Api, Inputs extends Values = Values> {
  /** Sends one request where one is enough. Throws `Unfinished` where an id exists and a later step fails. */
  create(api: Api, inputs: Inputs): Promise<RemoteObject>;
  /**
   * For a create that changes an existing object: the values to note first, and the change. `left` is what an interrupted run noted,
   * and when it began in ms since the epoch. Default: a create makes an object and notes no values.
   */
  begin?(
    api: Api,
    inputs: Inputs,
    left: { readonly since: number; readonly before?: Before | undefined } | undefined,
  ): Promise<NotedWrite>;
  /**
   * The live object; "unchanged" where its revision proves that; undefined where its own GET answers that it is gone.
   * An input missing from the values is unset in the cloud; inputs that the cloud never returns are copied from `state`.
   */
  read(api: Api, id: string, state: Values): Promise<RemoteObject | "unchanged" | undefined>;
  update(api: Api, id: string, inputs: Inputs, state: Values): Promise<RemoteObject>;
  /** Deletes the object; resolves where it is gone already. */
  remove(api: Api, id: string, state: Values): Promise<void>;
  /** Every object with the natural key of these inputs. */
  find(api: Api, inputs: Inputs, naturalKey: readonly string[]): Promise<readonly RemoteObject[]>;
  /** Requests of its operations, for `datadip plan`. */
  readonly cost: Costs;
  /** Who changed an object last, for `datadip drift`. */
  readonly audit: Audit<Api> | Without;
  /**
   * Every object of the kind, from a list. Entries of other objects are listed for all owners, or for the one whose id `within` gives
   * under its input. Default: the kind cannot be listed.
   */
  list?(api: Api, within?: Values): Promise<readonly Listed[]>;
  /** Objects that refer to an object and so block its deletion. Default: none. */
  referrers?(api: Api, id: string): Promise<readonly Referrer[]>;
  /** Whether it is a system object, which nobody can delete. Default: false. */
  isSystem?(api: Api, id: string): Promise<boolean>;
  /** Operations that it calls, such as `PUT /organization/{orgId}/team/{id}`, for the reference. Tests compare them with requests. */
  readonly calls?: readonly string[];
}

/** Everything about one kind of resource. The rest of the provider is the same for all kinds. */
export interface Descriptor<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodObject = z.ZodObject,
  Api = never,
> extends Facets<Api> {
  /** `cloud.Noun`. Stored state holds it permanently: a renamed kind needs an alias in the registry. */
  readonly kind: `${"webex" | "salesforce"}.${string}`;
  /** The vendor's noun for messages: "queue". */
  readonly noun: string;
  /** The vendor's page with its rules. */
  readonly docs: string;
  readonly inputs: I;
  /** What the service adds. Default: nothing. */
  readonly outputs?: O;
  /** Inputs that together are unique in the tenant. */
  readonly naturalKey: readonly (keyof z.output<I> & string)[];
  readonly store: Store<Api, z.output<I>>;
  /** Inputs that the cloud never changes on an existing object. Default: none. */
  readonly replaceOnChanges?: readonly (keyof z.output<I> & string)[];
  /**
   * Whether other objects may hold this one's id. Default: true. A replacement under an unchanged natural key is then refused at preview:
   * a delete first would fail because of the referrers (412), a create first because of the old name (409).
   */
  readonly referable?: boolean;
  /** Whether a replacement with another natural key also deletes first, so that two objects can swap their keys. Default: false. */
  readonly deletesFirst?: boolean;
  /** Inputs whose arrays are sets: order and repetition do not count. Nested ones as `groups.teamIds`. Default: none. */
  readonly sets?: readonly string[];
  /** Equality of one input where the general one is too strict: `(in state, in program)`. Default: none. */
  readonly equals?: Partial<Record<keyof z.output<I> & string, (before: unknown, after: unknown) => boolean>>;
  /** Inputs whose change alone causes no update. Default: none. */
  readonly ignoredInDiff?: readonly (keyof z.output<I> & string)[];
  /** Inputs that a create may apply by a second request: an object whose first answer was lost can lack them. Default: none. */
  readonly setAfterCreate?: readonly (keyof z.output<I> & string)[];
  /** Outputs that are secret although no input is. Default: none. */
  readonly secretOutputs?: readonly (keyof O["shape"] & string)[];
  /** Inputs that are secret even where the program gives them in clear. Default: none. */
  readonly secretInputs?: readonly (keyof z.output<I> & string)[];
  /**
   * Inputs that `prepare` or `checkWithTenant` fill in or rewrite, including hidden ones, each with its source inputs: it is secret where
   * one of them is, or where it contains a secret itself. Default: none.
   */
  readonly derived?: Readonly<Record<string, readonly (keyof z.output<I> & string)[]>>;
  /** Rules between fields. `inputs` lacks values that are not known yet, so a missing input may still be set. Default: none. */
  rules?(inputs: Partial<z.output<I>>, isKnown: (key: keyof z.output<I> & string) => boolean): readonly Problem[];
  /**
   * Checks that need the tenant, and inputs that it fills. Runs in previews for every resource one after the other, so it
   * may only await what is asked once per process, and, where it would refuse, `isOwn`: whether this stack manages an object of the
   * kind for certain. `olds` is empty for a new object. Default: none.
   */
  checkWithTenant?(api: Api, inputs: Values, olds: Values, isOwn: (id: string) => Promise<boolean>): Promise<Checked>;
  /** Why an existing object cannot be adopted, as the end of a sentence. Default: it can. */
  readonly notAdoptable?: string;
  /** Operations that it calls beside those of its store, such as look-ups of `checkWithTenant`. Default: none. */
  readonly calls?: readonly string[];
  /** Local checks that fill in inputs, such as the hash of a file's content. `olds` is empty for a new object. Default: none. */
  prepare?(inputs: Values, olds: Values): Checked;
  /**
   * Converts state of older versions; index 0 converts version 2 to 3. An output that becomes an input needs a conversion that adds
   * it to `__unmanaged`. Default: none.
   */
  readonly upgrades?: readonly ((state: Values) => Values)[];
}

/** Thrown by a store when the object exists but is not finished: it stays in state and the next `up` continues. */
export class Unfinished extends Error {
  constructor(
    readonly live: RemoteObject,
    readonly reason: string,
    /** Inputs that may not be applied: the state must not hold them. */
    readonly unapplied: readonly string[] = [],
    /** Inputs that the service accepted and did not apply. */
    readonly ignored: readonly string[] = [],
  ) {
    super(reason);
    this.name = "Unfinished";
  }
}
