import { asError } from "../../http/http-errors";
import type { Values } from "../resource/types";
import { type Holdings, parseHoldings } from "./holdings";
import type { Journal, Place } from "./journal";
import {
  creatingIn,
  isOfThisRun,
  naturalKeyOf,
  objectKey,
  type Owner,
  ownerAmong,
  ownerOf,
  type Question,
} from "./owner";
import { Patience } from "./patience";

/** How a process reaches the state of the stack that it works for. */
export interface StateReader {
  /** `stack::project` as the engine names it; undefined where it does not. */
  root(): Promise<string | undefined>;
  /** What `pulumi stack export` prints, of the selected stack or of one by name. Takes no lock and needs no passphrase. */
  exportOf(stack: string | undefined): Promise<string>;
  /** Names of the project's stacks, as `exportOf` takes them. */
  stacks(): Promise<readonly string[]>;
  /** Where the state is kept, as the settings say it. */
  backend(): string;
  /** Shows a person a warning. */
  warn(sentence: string): Promise<void>;
}

/** Of a process outside of the engine, and where nothing is known. */
const NO_STATE: StateReader = {
  root: () => Promise.resolve(undefined),
  exportOf: () => Promise.reject(new Error("no stack is at work here")),
  stacks: () => Promise.resolve([]),
  backend: () => "",
  warn: () => Promise.resolve(),
};

/** A create of an interrupted run. */
export interface Begun {
  /** The clock of that run's machine when it last wrote the state, in ms since the epoch. */
  readonly since: number;
  readonly last: number;
  /** What it was to be made of; secrets are encrypted. */
  readonly inputs: Values;
}

/** A command of the CLI for each, so that a project with very many is not read whole. */
const MAX_OTHER_STACKS = 25;

/** What this process knows of the stack it works for. The state is read only when it is asked whose an object is. */
export class ThisStack {
  readonly held = new Set<string>();
  readonly made = new Set<string>();

  /** What this run waits for in all. */
  readonly patience = new Patience();

  private readonly wanted = new Set<string>();
  /** Objects that this run is about to give up or to rename. */
  private readonly leaving = new Set<string>();
  /** Ids by kind and natural key, as the tenant says them: of what a refresh has read. */
  private readonly read = new Map<string, string>();
  /** Natural keys of resources that the program still has under the name that state knows. */
  private readonly kept = new Set<string>();

  /** The state as it was before this run made anything, read once. */
  private before: Promise<Holdings | undefined> | undefined;

  /** @param journal Default: nothing is written down. */
  constructor(
    private readonly reader: StateReader = NO_STATE,
    readonly journal?: Journal,
  ) {}

  /** Where things are made in this run; undefined where the engine does not tell its stack. */
  async place(tenant: string): Promise<Place | undefined> {
    const stack = await this.reader.root();
    return stack === undefined ? undefined : { stack, backend: this.reader.backend(), tenant };
  }

  /**
   * Reads the state before this run makes anything: the engine writes down each create in it before it asks for it, so what is there
   * now is of a run that was interrupted, of whichever machine. Nothing is known where it cannot be read.
   */
  async seeBefore(): Promise<void> {
    if (this.journal !== undefined) await (this.before ??= this.stateOfRoot().catch(() => undefined));
  }

  private async stateOfRoot(): Promise<Holdings | undefined> {
    const root = await this.reader.root();
    if (root === undefined) return undefined;
    const selected = await this.holdings(undefined);
    return selected.stacks.size === 0 || selected.stacks.has(root) ? selected : this.holdings(root.split("::")[0]);
  }

  /**
   * What an interrupted run of any machine was about to make of these inputs, as the state tells it; undefined where it does not, or
   * where it is not proven that the state is that of this run.
   */
  async begunBefore(asked: Omit<Question, "id">): Promise<Begun | undefined> {
    const before = await this.before;
    const [begun] = before === undefined ? [] : creatingIn(before, asked);
    if (before?.written === undefined || begun === undefined) return undefined;
    if (before.objects.some(({ urn }) => urn === begun.urn)) return undefined;
    if (typeof (await this.state({ ...asked, id: "" })) === "string") return undefined;
    return { since: before.written, last: before.written, inputs: begun.inputs };
  }

  /** The engine named an object that state holds. */
  holds(kind: string, id: string): void {
    this.held.add(objectKey(kind, id));
  }

  makes(kind: string, id: string): void {
    this.made.add(objectKey(kind, id));
  }

  /** State no longer holds it, as it is gone. */
  forgets(kind: string, id: string): void {
    this.held.delete(objectKey(kind, id));
    this.made.delete(objectKey(kind, id));
  }

  /** Asks the CLI for the state of this stack, and where it has no such object, for those of the project's other stacks. */
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

  /** The same without a look at other stacks. */
  async holderOf(question: Question): Promise<Owner> {
    return ownerOf(question, await this.state(question), this);
  }

  /** The program's inputs replace the object, or give it another natural key: it will be out of the way. */
  leaves(kind: string, id: string): void {
    this.leaving.add(objectKey(kind, id));
  }

  /** @param id Default: whether any of the kind is. */
  isLeaving(kind: string, id?: string): boolean {
    if (id !== undefined) return this.leaving.has(objectKey(kind, id));
    return [...this.leaving].some((key) => key.startsWith(objectKey(kind, "")));
  }

  /** A refresh has read the object, and its natural key is as these values say. */
  reads(question: Question): void {
    const key = naturalKeyOf(question.naturalKey, question.inputs);
    if (key !== undefined) this.read.set(objectKey(question.kind, key), question.id);
  }

  /** The program has a resource with these inputs that state knows by its name. */
  keeps(kind: string, naturalKey: readonly string[], inputs: Values): void {
    const key = naturalKeyOf(naturalKey, inputs);
    if (key !== undefined) this.kept.add(objectKey(kind, key));
  }

  /**
   * Warns where a resource that is new to the engine means an object of this stack. Never refuses: the resource that holds it may itself
   * get another natural key in this run.
   */
  async warnOfRename(asked: Omit<Question, "id">, say: (id: string, owner: Owner) => string): Promise<void> {
    const key = objectKey(asked.kind, naturalKeyOf(asked.naturalKey, asked.inputs) ?? "");
    const id = this.read.get(key);
    if (id === undefined || this.kept.has(key)) return;
    await this.reader.warn(say(id, await this.holderOf({ ...asked, id })));
  }

  /** A create met this object of the stack and failed: its resource was renamed, so it must outlive this run. */
  wants(kind: string, id: string): void {
    this.wanted.add(objectKey(kind, id));
  }

  isWanted(kind: string, id: string): boolean {
    return this.wanted.has(objectKey(kind, id));
  }

  /** Read anew for each question: another resource may have been made since the last. */
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
