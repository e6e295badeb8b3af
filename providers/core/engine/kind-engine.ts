import type { z } from "zod";
import type { Clock } from "../../http/clock";
import { asError } from "../../http/http-errors";
import { checkInputs } from "../resource/check-inputs";
import { type Descriptor, Unfinished } from "../resource/descriptor";
import { Creation, settled } from "./creation";
import { changedKeys, difference, replacementProblems, sameInput } from "./diff";
import { renameWarning, stillWanted, wrongTenant } from "./messages";
import type { Question } from "./owner";
import { inputsOf, managedKeys, outputsOf, sealed, tenantOf, toStruct, upgraded } from "./state";
import { notedIn, setsAny } from "./earlier-values";
import { brief, fitting, maskSecrets, rememberSecrets, stayed } from "./outcomes";
import { ThisStack } from "./this-stack";
import { SECRETS, secretPathsIn } from "../resource/secret-paths";
import type { RemoteObject, Problem, Values } from "../resource/types";

/** The provider's text, which is not an input of the kind. */
const PROVIDER = "__provider";

/** One run's connection to one cloud; the tenant has been checked. */
export interface Session<Api> {
  readonly api: Api;
  /** The organisation of every object of this run. */
  readonly tenant: string;
  /** The service's time, in ms since the epoch, never too late. */
  serverNow(): number;
  /** The clock for all waits. */
  readonly clock: Clock;
}

export interface CheckAnswer {
  readonly inputs: Values;
  readonly failures: readonly Problem[];
}

/** The six methods that the engine calls, for one kind. `open` is memoised: settings, token and tenant guard run once for each process. */
export class KindEngine<Api> {
  private readonly creation: Creation<Api>;

  constructor(
    private readonly descriptor: Descriptor<z.ZodObject, z.ZodObject, Api>,
    private readonly open: () => Promise<Session<Api>>,
    private readonly stack = new ThisStack(),
  ) {
    this.creation = new Creation(descriptor, stack);
  }

  async check(olds: Values, news: Values): Promise<CheckAnswer> {
    const { descriptor } = this;
    const given = Object.fromEntries(Object.entries(news).filter(([key, value]) => !this.isPlaceholder(key, value)));
    rememberSecrets(descriptor, news);
    const isSecret = this.isSecretIn(news);
    let { inputs, problems } = checkInputs(descriptor, given);
    if (problems.length === 0 && descriptor.prepare !== undefined)
      ({ inputs, problems } = descriptor.prepare(inputs, olds));
    if (problems.length === 0) problems = replacementProblems(descriptor, olds, inputs);
    const isNew = Object.keys(olds).length === 0;
    const [opened] = await Promise.all([settled(this.open()), isNew ? this.stack.readBefore() : undefined]);
    if ("error" in opened) problems = [...problems, { property: "", reason: opened.error.message }];
    else if (problems.length === 0 && descriptor.checkWithTenant !== undefined) {
      const isOwn = (id: string): Promise<boolean> => this.isOwn(id, inputs, olds);
      ({ inputs, problems } = await descriptor.checkWithTenant(opened.value.api, inputs, olds, isOwn));
    }
    await this.seeName(olds, inputs);
    if ("value" in opened) {
      inputs = await this.creation.withEarlierValues(opened.value.tenant, inputs, olds);
      if (!isNew && !this.creation.keepsNotes) await this.creation.removeRecord(opened.value.tenant, olds);
    }
    return {
      inputs: toStruct({ ...inputs, ...secretsOf(news) }) as Values,
      failures: problems.map((problem) => maskSecrets(problem, news, isSecret)),
    };
  }

  diff(id: string, olds: Values, news: Values): ReturnType<typeof difference> {
    const { kind, naturalKey } = this.descriptor;
    this.stack.recordHeld(kind, id);
    const state = upgraded(this.descriptor, olds);
    const same = difference(this.descriptor, state, news);
    // What an interrupted run has set is as asked, but its earlier value is not in the state yet.
    const found = { ...same, changes: same.changes || setsAny(notedIn(news)) };
    const renames = changedKeys(this.descriptor, state, news).some((key) => naturalKey.includes(key));
    // The engine checks a replacement a second time as a new resource.
    if (found.replaces.length > 0) this.stack.recordKept(kind, naturalKey, news);
    if (found.deleteBeforeReplace || (renames && found.replaces.length === 0)) this.stack.recordKeyToFree(kind, id);
    return found;
  }

  async create(news: Values): Promise<{ id: string; outs: Values }> {
    const session = await this.open();
    const inputs = this.parsed(news);
    try {
      const live = await this.creation.create(session, inputs);
      this.stack.recordMade(this.descriptor.kind, live.id);
      return { id: live.id, outs: this.written(live, inputs, news, session) };
    } catch (error) {
      throw this.failed(error, inputs, news, session);
    }
  }

  async read(id: string, state: Values): Promise<{ id?: string; props?: Values; inputs?: Values }> {
    const { session, olds } = await this.opened("read", id, state);
    const live = await this.descriptor.store.read(session.api, id, olds);
    if (live === undefined) {
      this.stack.recordGone(this.descriptor.kind, id);
      return {};
    }
    // An input that the service does not return is unset there, so the state's value is dropped.
    const managed = managedKeys(olds);
    const props =
      live === "unchanged" ? olds : recorded(this.descriptor, live, olds, managed, secretsOf(olds), session.tenant);
    this.stack.recordRead({ ...this.asked(props), id });
    return { id, props: { ...props }, inputs: { ...inputsOf(props) } };
  }

  async update(id: string, state: Values, news: Values): Promise<{ outs: Values }> {
    const { session, olds } = await this.opened("change", id, state);
    const inputs = this.parsed(news);
    try {
      const live = await this.creation.change(session, id, inputs, olds);
      return { outs: this.written(live, inputs, news, session) };
    } catch (error) {
      throw this.failed(error, inputs, news, session);
    }
  }

  async delete(id: string, state: Values): Promise<void> {
    const { session, olds } = await this.opened("delete", id, state);
    const { kind, noun } = this.descriptor;
    // With --continue-on-error the engine deletes the old object of a renamed resource although the new one failed.
    if (this.stack.isWanted(kind, id)) throw new Error(stillWanted(noun, id));
    await this.descriptor.store.remove(session.api, id, olds);
    this.stack.recordGone(kind, id);
    await this.creation.removeRecord(session.tenant, olds);
  }

  /** A resource that is new to the engine can be an old one that was renamed in the program. */
  private async seeName(olds: Values, inputs: Values): Promise<void> {
    const { descriptor } = this;
    if (Object.keys(olds).length > 0) this.stack.recordKept(descriptor.kind, descriptor.naturalKey, olds);
    else await this.stack.warnOfRename(this.asked(inputs), (id, owner) => renameWarning(descriptor, id, owner));
  }

  /** Whether this stack manages an object for certain, or did until this run deleted it. */
  private async isOwn(id: string, inputs: Values, olds: Values): Promise<boolean> {
    if (this.stack.freesKeyOf(this.descriptor.kind, id)) return true;
    const { by } = await this.stack.holderOf({ ...this.asked(inputs), id, olds });
    return by === "resource" || by === "this stack";
  }

  private asked(inputs: Values): Omit<Question, "id"> {
    const { kind, naturalKey } = this.descriptor;
    return { kind, naturalKey, inputs };
  }

  /** The state after a write. @throws Unfinished where the service answered 200 and ignored an input. */
  private written(live: RemoteObject, inputs: Values, news: Values, session: Session<Api>): Values {
    const { descriptor } = this;
    const managed = Object.keys(inputs);
    const ignored = managed.filter(
      (key) => live.values[key] !== undefined && !sameInput(descriptor, key, live.values[key], inputs[key]),
    );
    if (ignored.length > 0) {
      const told = stayed(live, ignored, this.isSecretIn(news));
      const reason = `The service accepted this ${descriptor.noun} but did not apply all of it: ${told}.`;
      throw new Unfinished(live, reason, [], ignored);
    }
    return recorded(descriptor, live, inputs, managed, { ...inputs, ...secretsOf(news) }, session.tenant);
  }

  /** Whether a value only marks a derived input as secret for the engine. */
  private isPlaceholder(key: string, value: unknown): boolean {
    return key.startsWith("__") || (value === null && key in (this.descriptor.derived ?? {}));
  }

  /** Whether an input, or a part of it, is secret. */
  private isSecretIn(news: Values): (key: string) => boolean {
    const secrets = new Set([...(this.descriptor.secretInputs ?? []), ...secretPathsIn(news).map(([root]) => root)]);
    return (key) => secrets.has(key);
  }

  /** Parses the program's inputs, once; stores get the result. */
  private parsed(news: Values): Values {
    rememberSecrets(this.descriptor, news);
    const hidden = Object.entries(news).filter(([key]) => key.startsWith("__") && ![PROVIDER, SECRETS].includes(key));
    const given = Object.entries(news).filter(([key]) => !key.startsWith("__"));
    return { ...this.descriptor.inputs.parse(Object.fromEntries(given)), ...Object.fromEntries(hidden) };
  }

  /** The error of a write. Where an object exists but is unfinished, it carries the state for the engine to keep. */
  private failed(error: unknown, inputs: Values, news: Values, session: Session<Api>): Error {
    if (!(error instanceof Unfinished)) return asError(error);
    this.stack.recordMade(this.descriptor.kind, error.live.id);
    const reason = brief(error.message);
    // Without a revision no list can prove it unchanged, so the next refresh reads it.
    const applied = Object.entries(inputs).filter(([key]) => !error.unapplied.includes(key));
    const given = { ...Object.fromEntries(applied), ...secretsOf(news) };
    const live = { ...error.live, revision: undefined };
    const outs = outputsOf(this.descriptor, live, Object.keys(inputs), given, session.tenant);
    const properties = { ...sealed(this.descriptor, fitting(outs)), __provider: news.__provider };
    // The engine prints the reasons only, and tries again only where there are some.
    return Object.assign(new Error(reason), {
      id: error.live.id,
      properties,
      reasons: [reason],
      ignored: error.ignored,
    });
  }

  /** The connection and state for work on one object. @throws Error where it has no id or belongs to another organisation. */
  private async opened(verb: string, id: string, state: Values): Promise<{ session: Session<Api>; olds: Values }> {
    const { noun } = this.descriptor;
    // Without an id the path is that of the collection, whose DELETE removes every object of the organisation.
    if (id.trim() === "") throw new Error(`datadip will not ${verb} a ${noun} without an id: the state is damaged.`);
    this.stack.recordHeld(this.descriptor.kind, id);
    const session = await this.open();
    rememberSecrets(this.descriptor, state);
    const olds = upgraded(this.descriptor, state);
    const tenant = tenantOf(olds);
    if (tenant !== undefined && tenant !== session.tenant)
      throw new Error(wrongTenant(noun, id, tenant, session.tenant));
    return { session, olds };
  }
}

/** The note of secret inputs, for inputs and state. */
function secretsOf(values: Values): Values {
  const paths = secretPathsIn(values);
  return paths.length === 0 ? {} : { [SECRETS]: paths };
}

/** The state of a live object. Values with the same meaning as in `known` are kept, so that a set in another order is not drift. */
function recorded(
  descriptor: Descriptor,
  live: RemoteObject,
  known: Values,
  managed: readonly string[],
  given: Values,
  tenant: string,
): Values {
  const said = outputsOf(descriptor, live, managed, given, tenant);
  const same = managed.filter(
    (key) => key in known && key in said && sameInput(descriptor, key, said[key], known[key]),
  );
  return { ...said, ...Object.fromEntries(same.map((key) => [key, known[key]])) };
}
