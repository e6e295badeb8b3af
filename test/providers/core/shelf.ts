import { KindEngine, type Session } from "../../../providers/core/engine/kind-engine";
import { type StateReader, ThisStack } from "../../../providers/core/engine/this-stack";
import type { Descriptor, Store } from "../../../providers/core/resource/descriptor";
import type { RemoteObject, Values } from "../../../providers/core/resource/types";
import { type Failure, HttpError } from "../../../providers/http/http-errors";
import { SkippingClock } from "../../support/manual-clock";
import { toy } from "./toy";

export const failed = (failure: Failure, more: { readonly mayWorkMs?: number } = {}): HttpError =>
  new HttpError({ failure, method: "POST", path: "/toy", status: 500, detail: "as the test says", ...more });

type Answer = () => Promise<RemoteObject>;

/** A cloud of toys in memory, with one run's engine for them. Writes do what the test says, else what they are asked. */
export class Shelf {
  readonly toys = new Map<string, RemoteObject>();
  readonly asked: string[] = [];
  /** The inputs of each write. */
  readonly given: Values[] = [];
  readonly clock = new SkippingClock();
  /** Answers to the next writes, one each. */
  readonly answers: Answer[] = [];
  /** Called before each look for objects of a natural key. */
  onFind: () => void = () => undefined;
  readonly stack: ThisStack;
  readonly engine: KindEngine<never>;

  constructor(more: Partial<Descriptor> = {}, reader: Partial<StateReader> = {}) {
    this.stack = new ThisStack({ ...nowhere, ...reader });
    const session: Session<never> = {
      // The store does not use it.
      api: undefined as never,
      tenant: "org1",
      serverNow: () => this.clock.now(),
      clock: this.clock,
    };
    this.engine = new KindEngine<never>(
      { ...toy, ...more, store: this.store },
      () => Promise.resolve(session),
      this.stack,
    );
  }

  put(id: string, values: Values): RemoteObject {
    const object = { id, values, createdAt: this.clock.now() };
    this.toys.set(id, object);
    return object;
  }

  private write(what: string, id: string, inputs: Values): Promise<RemoteObject> {
    this.asked.push(what);
    this.given.push(inputs);
    const answer = this.answers.shift();
    const shown = Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
    return answer === undefined ? Promise.resolve(this.put(id, { ...shown, made: "today" })) : answer();
  }

  private readonly store: Store<never> = {
    ...toy.store,
    create: (_, inputs) => this.write("create", `t${this.toys.size + 1}`, inputs),
    update: (_, id, inputs) => this.write(`update ${id}`, id, inputs),
    read: (_, id) => Promise.resolve(this.toys.get(id)),
    remove: (_, id) => {
      this.asked.push(`remove ${id}`);
      this.toys.delete(id);
      return Promise.resolve();
    },
    find: async (_, { name }) => {
      await Promise.resolve();
      this.onFind();
      return [...this.toys.values()].filter(({ values }) => values.name === name);
    },
  };
}

const nowhere: StateReader = {
  root: () => Promise.resolve(undefined),
  exportOf: () => Promise.reject(new Error("no stack is selected")),
  stacks: () => Promise.resolve([]),
  backend: () => "",
  warn: () => Promise.resolve(),
};
