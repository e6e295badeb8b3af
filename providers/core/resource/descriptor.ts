import type { z } from "zod";
import type { Audit, Costs, Facets, Listed, Referrer, Without } from "./facets";
import type { RemoteObject, Problem, Values } from "./types";

/** What an object that is there has by input before it is changed, and what it was asked to get: with that, the change was made. */
export type Before = Readonly<Record<string, { readonly was: string; readonly asked: readonly string[] }>>;

/** How objects of a kind are kept in the cloud. `Api` is the cloud's client, `Inputs` what the kind's schema makes of a program's inputs. */
export interface Store<Api, Inputs extends Values = Values> {
  /** One call where one will do. Throws `Unfinished` once an id exists and a later step fails. */
  create(api: Api, inputs: Inputs): Promise<RemoteObject>;
  /**
   * A create that changes an object which is there: what must be written down before, and the change. `left` is what an interrupted run
   * wrote down. Default: it makes one, and nothing is written down.
   */
  begin?(
    api: Api,
    inputs: Inputs,
    left: Before | undefined,
  ): Promise<{ readonly before: Before; readonly write: () => Promise<RemoteObject> }>;
  /**
   * The object as it is now, "unchanged" where its mark proves that, undefined where its own GET says it is gone.
   * An input missing from the values is unset in the cloud; what the cloud never says is passed on from `state`.
   */
  read(api: Api, id: string, state: Values): Promise<RemoteObject | "unchanged" | undefined>;
  update(api: Api, id: string, inputs: Inputs, state: Values): Promise<RemoteObject>;
  /** Resolves where the object is gone already. */
  remove(api: Api, id: string, state: Values): Promise<void>;
  /** Every object whose inputs of these names, the natural key, are as here. */
  find(api: Api, inputs: Inputs, naturalKey: readonly string[]): Promise<readonly RemoteObject[]>;
  /** What its operations cost, for `datadip plan`. */
  readonly cost: Costs;
  /** Who changed an object last, for `datadip drift`. */
  readonly audit: Audit<Api> | Without;
  /**
   * Every object of the kind, as a list shows it. Entries of other objects are listed for all of these, or for the one that `within`
   * names by the input that holds its id. Default: none can be listed.
   */
  list?(api: Api, within?: Values): Promise<readonly Listed[]>;
  /** What refers to an object and so keeps it from being deleted. Default: nothing can. */
  referrers?(api: Api, id: string): Promise<readonly Referrer[]>;
  /** Whether the vendor made the object and lets nobody delete it. Default: it did not. */
  isSystem?(api: Api, id: string): Promise<boolean>;
  /** The cloud's operations that it calls, such as `PUT /organization/{orgId}/team/{id}`: for the reference, and held against what is sent. */
  readonly calls?: readonly string[];
}

/** Everything that makes one kind of resource. The rest of the provider is the same for all kinds. */
export interface Descriptor<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodObject = z.ZodObject,
  Api = never,
> extends Facets<Api> {
  /** `cloud.Noun`. Part of stored state permanently: renaming one needs an alias in the registry. */
  readonly kind: `${"webex" | "salesforce"}.${string}`;
  /** The vendor's noun as said in messages: "queue". */
  readonly noun: string;
  /** The vendor's page where its rules are written. */
  readonly docs: string;
  readonly inputs: I;
  readonly outputs: O;
  /** Inputs that together are unique in the tenant. */
  readonly naturalKey: readonly (keyof z.output<I> & string)[];
  readonly store: Store<Api, z.output<I>>;
  /** Inputs that the cloud never changes on an existing object. Default: none. */
  readonly replaceOnChanges?: readonly (keyof z.output<I> & string)[];
  /**
   * Whether other objects may hold this one's id. Default: true. A replacement under an unchanged natural key is then
   * refused at preview: deleting first would meet the referrers (412), creating first the old name (409).
   */
  readonly referable?: boolean;
  /** Whether a replacement deletes before it makes under a new natural key too, so that two objects can swap theirs. Default: false. */
  readonly deletesFirst?: boolean;
  /** Inputs whose arrays are sets: order and repetition mean nothing. Nested ones as `groups.teamIds`. Default: none. */
  readonly sets?: readonly string[];
  /** Equality of one input where the general one is too strict: `(in state, in program)`. Default: none. */
  readonly equals?: Partial<Record<keyof z.output<I> & string, (before: unknown, after: unknown) => boolean>>;
  /** Inputs that never cause a change of their own. Default: none. */
  readonly ignoredInDiff?: readonly (keyof z.output<I> & string)[];
  /** Inputs that a create may apply by a second request: an object whose first answer was lost can lack them. Default: none. */
  readonly setAfterCreate?: readonly (keyof z.output<I> & string)[];
  /** Outputs that are secret though no secret went in. Default: none. */
  readonly secretOutputs?: readonly (keyof O["shape"] & string)[];
  /** Inputs that are secret even where the program gives them in clear. Default: none. */
  readonly secretInputs?: readonly (keyof z.output<I> & string)[];
  /**
   * Inputs that `prepare` or `checkWithTenant` fill or rewrite, hidden ones too, each with the inputs that it is made of: it is secret where one
   * of them is. Its own secrets, at any depth, count always. Default: none.
   */
  readonly derived?: Readonly<Record<string, readonly (keyof z.output<I> & string)[]>>;
  /** Rules between fields. `inputs` lacks what is not known yet, so a rule must not take absence for a choice. Default: none. */
  rules?(inputs: Partial<z.output<I>>, isKnown: (key: keyof z.output<I> & string) => boolean): readonly Problem[];
  /**
   * Checks that need the tenant, and inputs that it fills. Runs in previews for every resource one after the other, so it
   * may only await what is asked once per process, and, where it would refuse, `isOwn`: whether this stack manages an object of the
   * kind for certain. `olds` is empty for a new object. Default: none.
   */
  checkWithTenant?(
    api: Api,
    inputs: Values,
    olds: Values,
    isOwn: (id: string) => Promise<boolean>,
  ): Promise<{ readonly inputs: Values; readonly problems: readonly Problem[] }>;
  /** Why an existing object cannot be taken under management, as the end of a sentence. Default: it can. */
  readonly notAdoptable?: string;
  /** Operations it calls besides those of its store, such as look-ups of `checkWithTenant`. Default: none. */
  readonly calls?: readonly string[];
  /** Local checks that fill inputs, such as the hash of a file's content. `olds` is empty for a new object. Default: none. */
  prepare?(inputs: Values, olds: Values): { readonly inputs: Values; readonly problems: readonly Problem[] };
  /** Lifts state written by an older version, index 0 from version 1 to 2. Default: none. */
  readonly upgrades?: readonly ((state: Values) => Values)[];
}

/** Thrown by a store when the object exists but is not finished: it stays in state and the next `up` goes on. */
export class Unfinished extends Error {
  constructor(
    readonly live: RemoteObject,
    readonly reason: string,
    /** Inputs that are not known to be applied: state must not say that they are. */
    readonly unapplied: readonly string[] = [],
  ) {
    super(reason);
    this.name = "Unfinished";
  }
}
