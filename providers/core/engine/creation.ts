import type { z } from "zod";
import { asError, type HttpError, isAmbiguous, isFailure } from "../../http/http-errors";
import { type Descriptor, Unfinished } from "../resource/descriptor";
import type { RemoteObject, Values } from "../resource/types";
import { candidateOf, decide, type Intent } from "./claim";
import type { Session } from "./kind-engine";
import { ownerHint, takenHint } from "./messages";
import type { Owner } from "./owner";
import type { ThisStack } from "./this-stack";

const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
/** Tries until an object of this stack that leaves has left; the engine may be at it only after others. */
const TRIES_FOR_LEAVING = 30;
/** The engine tells what becomes of a resource only when the program has come to it. */
const TRIES_FOR_OWN = 3;

/** How objects of one kind get their natural key: none is made twice, and none of somebody else's is taken. */
export class Creation<Api> {
  constructor(
    private readonly descriptor: Descriptor<z.ZodObject, z.ZodObject, Api>,
    private readonly stack: ThisStack,
  ) {}

  async create(session: Session<Api>, inputs: Values): Promise<RemoteObject> {
    const { store } = this.descriptor;
    for (let attempt = 1; ; attempt += 1) {
      const intent = { inputs, since: session.serverNow() };
      const begun = session.clock.now();
      try {
        return await store.create(session.api, inputs);
      } catch (error) {
        if (isAmbiguous(error)) return await this.takeOver(session, intent, error, begun);
        if (!isFailure(error, "conflict")) throw error;
        const [object] = await this.holders(session, inputs);
        if (object === undefined) throw error;
        const owner = await this.ownerOf(object.id, inputs);
        if (await this.waitsFor(session, object.id, owner, attempt)) continue;
        throw this.met(object.id, owner, error, "was there before");
      }
    }
  }

  /** Runs a change that may give an object another natural key, which another object may still have. */
  async change(
    session: Session<Api>,
    id: string,
    inputs: Values,
    olds: Values,
    write: () => Promise<RemoteObject>,
  ): Promise<RemoteObject> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (!isFailure(error, "conflict")) throw error;
        const other = (await this.holders(session, inputs)).find((object) => object.id !== id);
        if (other === undefined) throw error;
        const owner = await this.ownerOf(other.id, inputs, olds);
        if (await this.waitsFor(session, other.id, owner, attempt)) continue;
        throw new Error(`${error.message} ${takenHint(this.descriptor, other.id, owner)}`, { cause: error });
      }
    }
  }

  /** After an ambiguous failure: what was made all the same, where that is certain. */
  private async takeOver(
    session: Session<Api>,
    intent: Intent,
    cause: HttpError,
    begun: number,
  ): Promise<RemoteObject> {
    const { descriptor } = this;
    const found = await settle(this.lookFor(session, intent.inputs, begun + (cause.mayWorkMs ?? 0)));
    if ("error" in found) {
      throw new Error(`${cause.message} Looking for it failed too: ${found.error.message} Run \`pulumi up\` again.`);
    }
    const candidate = candidateOf(intent, found.value);
    const owner: Owner =
      candidate === undefined ? { by: "nobody", wholly: false } : await this.ownerOf(candidate.id, intent.inputs);
    const claim = decide(descriptor, intent, found.value, owner);
    switch (claim.is) {
      case "none":
        throw new Error(
          `${cause.message} No ${descriptor.noun} of that ${descriptor.naturalKey.join(" and ")} exists now: run \`pulumi up\` again.`,
        );
      case "ours": {
        if (claim.lacking.length === 0) return claim.object;
        const made = `The ${descriptor.noun} ${claim.object.id} was made all the same, without ${claim.lacking.join(", ")}`;
        throw new Unfinished(claim.object, `${cause.message} ${made}: run \`pulumi up\` again.`, claim.lacking);
      }
      case "stranger":
        throw this.met(claim.object.id, claim.owner, cause, "is not the one asked for");
      case "ask":
        throw this.met(claim.object.id, claim.owner, cause, `may or may not be the one asked for, since ${claim.why}`);
    }
  }

  /** Objects with the natural key of these inputs. Where there is none yet, looks again until `end`: the request may be at work. */
  private async lookFor(session: Session<Api>, inputs: Values, end: number): Promise<readonly RemoteObject[]> {
    const { clock } = session;
    for (let pause = PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const found = await this.descriptor.store.find(session.api, inputs, this.descriptor.naturalKey);
      const left = end - clock.now();
      if (found.length > 0 || left <= 0) return found;
      if (!(await this.stack.patience.wait(clock, Math.min(pause, left)))) return found;
    }
  }

  /** Who has the natural key; none where that cannot be found out, as the conflict itself is then the better message. */
  private async holders(session: Session<Api>, inputs: Values): Promise<readonly RemoteObject[]> {
    const found = await settle(this.descriptor.store.find(session.api, inputs, this.descriptor.naturalKey));
    return "value" in found ? found.value : [];
  }

  /** Whether it is worth another try: an object of this stack can be about to go out of the way. */
  private async waitsFor(session: Session<Api>, id: string, { by }: Owner, attempt: number): Promise<boolean> {
    if (by !== "resource" && by !== "this stack") return false;
    const tries = this.stack.isLeaving(this.descriptor.kind, id) ? TRIES_FOR_LEAVING : TRIES_FOR_OWN;
    return attempt <= tries && (await this.stack.patience.wait(session.clock, PAUSE_MS));
  }

  private ownerOf(id: string, inputs: Values, olds?: Values): Promise<Owner> {
    const { kind, naturalKey } = this.descriptor;
    return this.stack.ownerOf({ kind, id, naturalKey, inputs, ...(olds === undefined ? {} : { olds }) });
  }

  /** The error of a create that met an object: whose it is decides what may be advised. */
  private met(id: string, owner: Owner, cause: HttpError, state: string): Error {
    if (owner.by !== "resource" || !owner.holder.isLeftover) this.stack.wants(this.descriptor.kind, id);
    return new Error(`${cause.message} ${ownerHint(this.descriptor, id, owner, state)}`);
  }
}

export type Settled<T> = { readonly value: T } | { readonly error: Error };

export async function settle<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await promise };
  } catch (thrown) {
    return { error: asError(thrown) };
  }
}
