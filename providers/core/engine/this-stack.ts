import { asError } from "../../http/http-errors";
import type { Descriptor } from "../resource/descriptor";
import { BEFORE, type Values } from "../resource/types";
import { type Holdings, parseHoldings } from "./holdings";
import { identityOf, type Interrupted, type Journal, type RecordAt } from "./journal";
import { notedIn } from "./earlier-values";
import { alike, isOfThisRun, naturalKeyOf, objectKey, type Owner, ownerAmong, ownerOf, type Question } from "./owner";
import { Patience } from "./patience";

/** Access to the state of the stack that a process works for. */
export interface StateReader {
  /** `stack::project` from the engine; undefined where it does not answer. */
  root(): Promise<string | undefined>;
  /** The output of `pulumi stack export` for the selected stack or a named one. Takes no lock and needs no passphrase. */
  exportOf(stack: string | undefined): Promise<string>;
  /** Names of the project's stacks, for `exportOf`. */
  stacks(): Promise<readonly string[]>;
  /** Where the state is kept, from the settings. */
  backend(): string;
  /** Shows a person a warning. */
  warn(sentence: string): Promise<void>;
}

/** For a process outside of the engine. */
const NO_STATE: StateReader = {
  root: () => Promise.resolve(undefined),
  exportOf: () => Promise.reject(new Error("no stack is at work here")),
  stacks: () => Promise.resolve([]),
  backend: () => "",
  warn: () => Promise.resolve(),
};

/** Limit of other stacks to read, as each costs one command of the CLI. */
const MAX_OTHER_STACKS = 25;

/** This process's knowledge of its stack. The state is read only for a question about an owner. */
export class ThisStack {
  readonly held = new Set<string>();
  readonly made = new Set<string>();

  /** All waits of this run. */
  readonly patience = new Patience();

  private readonly wanted = new Set<string>();
  /** Objects that this run is about to delete or to rename. */
  private readonly keysToFree = new Set<string>();
  /** Ids by kind and natural key of objects that a refresh has read from the tenant. */
  private readonly read = new Map<string, string>();
  /** Natural keys of resources whose logical name is the same in program and state. */
  private readonly kept = new Set<string>();

  /** The state before this run made anything, read once. */
  private before: Promise<Holdings | undefined> | undefined;

  /** @param journal Default: no journal. */
  constructor(
    private readonly reader: StateReader = NO_STATE,
    readonly journal?: Journal,
  ) {}

  /** Where the journal notes the object of these inputs; undefined where it cannot: without a stack, or without a whole natural key. */
  async recordAt(tenant: string, descriptor: Descriptor, inputs: Values): Promise<RecordAt | undefined> {
    const [stack, identity] = [await this.reader.root(), identityOf(descriptor, inputs)];
    if (stack === undefined || identity === undefined) return undefined;
    return [{ stack, backend: this.reader.backend(), tenant }, identity];
  }

  /**
   * Reads the state before this run makes anything: the engine notes each create in the state before the request, so creates that are
   * pending now are of an interrupted run, on any machine. A state that cannot be read is ignored.
   */
  async readBefore(): Promise<void> {
    if (this.journal !== undefined) await (this.before ??= this.stateOfRoot().catch(() => undefined));
  }

  private async stateOfRoot(): Promise<Holdings | undefined> {
    const root = await this.reader.root();
    if (root === undefined) return undefined;
    const selected = await this.holdings(undefined);
    return selected.stacks.size === 0 || selected.stacks.has(root) ? selected : this.holdings(root.split("::")[0]);
  }

  /**
   * What an interrupted run began with these inputs: a create, or a change where there are earlier ones. From the record of this machine;
   * else from the state, for a run on any machine, where it is proven that the state belongs to this run. There the times are those when
   * that run last wrote the state, by its machine's clock.
   */
  async interrupted(at: RecordAt, asked: Omit<Question, "id">): Promise<Interrupted | undefined> {
    const record = await this.journal?.record(...at);
    if (record !== undefined) return record;
    const before = await this.before;
    if (before?.written === undefined) return undefined;
    const isChange = asked.olds !== undefined;
    const [begun] = alike(isChange ? before.updating : before.creating, asked);
    if (begun === undefined || before.objects.some(({ urn }) => urn === begun.urn) !== isChange) return undefined;
    if (typeof (await this.state({ ...asked, id: "" })) === "string") return undefined;
    const times = { since: before.written, last: before.written };
    return BEFORE in begun.inputs ? { ...times, before: notedIn(begun.inputs) } : times;
  }

  /** Records an object of the state that the engine named. */
  recordHeld(kind: string, id: string): void {
    this.held.add(objectKey(kind, id));
  }

  recordMade(kind: string, id: string): void {
    this.made.add(objectKey(kind, id));
  }

  /** Records that an object is gone. */
  recordGone(kind: string, id: string): void {
    this.held.delete(objectKey(kind, id));
    this.made.delete(objectKey(kind, id));
  }

  /** Reads the state of this stack, and where it lacks the object, the states of the project's other stacks. */
  async ownerOf(question: Question): Promise<Owner> {
    const state = await this.state(question);
    const owner = ownerOf(question, state, this);
    if (owner.by !== "nobody" || typeof state === "string") return owner;
    const [mine] = state.stacks;
    const names = await this.reader.stacks().catch(() => undefined);
    const others = (names ?? []).slice(0, MAX_OTHER_STACKS).map((name) => this.holdings(name).catch(() => undefined));
    const read = (await Promise.all(others)).filter((other) => other !== undefined);
    const complete = names !== undefined && read.length === names.length;
    return ownerAmong(
      question,
      read.filter(({ stacks }) => mine === undefined || !stacks.has(mine)),
      complete,
    );
  }

  /** The same for this stack only. */
  async holderOf(question: Question): Promise<Owner> {
    return ownerOf(question, await this.state(question), this);
  }

  /** Records that this run replaces the object or gives it another natural key, so that its present key becomes free. */
  recordKeyToFree(kind: string, id: string): void {
    this.keysToFree.add(objectKey(kind, id));
  }

  /** @param id Default: whether any of the kind is. */
  freesKeyOf(kind: string, id?: string): boolean {
    if (id !== undefined) return this.keysToFree.has(objectKey(kind, id));
    return [...this.keysToFree].some((key) => key.startsWith(objectKey(kind, "")));
  }

  /** Records the natural key of an object that a refresh has read. */
  recordRead(question: Question): void {
    const key = naturalKeyOf(question.naturalKey, question.inputs);
    if (key !== undefined) this.read.set(objectKey(question.kind, key), question.id);
  }

  /** Records a resource of the program, with these inputs, that the state has under the same name. */
  recordKept(kind: string, naturalKey: readonly string[], inputs: Values): void {
    const key = naturalKeyOf(naturalKey, inputs);
    if (key !== undefined) this.kept.add(objectKey(kind, key));
  }

  /**
   * Warns where a new resource has the natural key of an object of this stack. Never refuses: the resource that manages the object may
   * get another natural key in this run.
   */
  async warnOfRename(asked: Omit<Question, "id">, say: (id: string, owner: Owner) => string): Promise<void> {
    const key = objectKey(asked.kind, naturalKeyOf(asked.naturalKey, asked.inputs) ?? "");
    const id = this.read.get(key);
    if (id === undefined || this.kept.has(key)) return;
    await this.reader.warn(say(id, await this.holderOf({ ...asked, id })));
  }

  /** Records an object that a failed create met: its resource was renamed, so this run must not delete the object. */
  recordWanted(kind: string, id: string): void {
    this.wanted.add(objectKey(kind, id));
  }

  isWanted(kind: string, id: string): boolean {
    return this.wanted.has(objectKey(kind, id));
  }

  /** Read anew for each question, as another resource may have been made since. */
  private async state(question: Question): Promise<Holdings | string> {
    const root = await this.reader.root();
    let reason = "the state that Pulumi shows is not that of this run's stack";
    for (const stack of [undefined, ...(root === undefined ? [] : [root.split("::")[0]])]) {
      try {
        const state = await this.holdings(stack);
        if (isOfThisRun(state, question, this, root)) return state;
      } catch (error) {
        reason = `the stack's state cannot be read: ${asError(error).message}`;
      }
    }
    return reason;
  }

  private async holdings(stack: string | undefined): Promise<Holdings> {
    return parseHoldings(await this.reader.exportOf(stack));
  }
}
