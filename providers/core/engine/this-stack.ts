import { asError } from "../../http/http-errors";
import { isOfThisRun, objectKey, type Owner, ownerOf, type Question } from "./owner";
import { type Holdings, parseHoldings } from "./holdings";

/** How a process reaches the state of the stack that it works for. */
export interface StateReader {
  /** `stack::project` as the engine names it; undefined where it does not. */
  root(): Promise<string | undefined>;
  /** What `pulumi stack export` prints, of the selected stack or of one by name. Takes no lock and needs no passphrase. */
  exportOf(stack: string | undefined): Promise<string>;
}

/** Of a process outside of the engine, and where nothing is known. */
const NO_STATE: StateReader = {
  root: () => Promise.resolve(undefined),
  exportOf: () => Promise.reject(new Error("no stack is at work here")),
};

/** What this process knows of the stack it works for. The state is read only when it is asked whose an object is. */
export class ThisStack {
  readonly held = new Set<string>();
  readonly made = new Set<string>();

  private readonly wanted = new Set<string>();

  constructor(private readonly reader: StateReader = NO_STATE) {}

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

  async ownerOf(question: Question): Promise<Owner> {
    return ownerOf(question, await this.state(question), this);
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
        const state = parseHoldings(await this.reader.exportOf(stack));
        if (isOfThisRun(state, question, this, root)) return state;
      } catch (error) {
        reason = `the stack's state cannot be read: ${asError(error).message}`;
      }
    }
    return reason;
  }
}
