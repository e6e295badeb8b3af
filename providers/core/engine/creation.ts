import type { z } from "zod";
import { asError, type HttpError, isAmbiguous, isFailure } from "../../http/http-errors";
import { isRunOver } from "../../http/last-requests";
import { type Descriptor, Unfinished } from "../resource/descriptor";
import { BEFORE, type RemoteObject, type Values } from "../resource/types";
import { candidateOf, decide, type Intent, intentOf } from "./claim";
import { continued, notedIn } from "./earlier-values";
import type { Session } from "./kind-engine";
import { ownerHint, takenHint } from "./messages";
import type { Owner } from "./owner";
import { newState } from "./state";
import type { Interrupted } from "./journal";
import type { ThisStack } from "./this-stack";

const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
/** Tries while this run is to remove the other object; the engine may do so only after other work. */
const TRIES_FOR_FREED_KEY = 30;
/** Tries for another object of this stack: whether this run removes it is known only when the program reaches its resource. */
const TRIES_FOR_OWN = 3;

/** Thrown where it is not known yet whether the object was made. */
class UnknownResult extends Error {}

/** Creates objects of one kind: makes none twice, and takes over none that another resource or person made. */
export class Creation<Api> {
  constructor(
    private readonly descriptor: Descriptor<z.ZodObject, z.ZodObject, Api>,
    private readonly stack: ThisStack,
  ) {}

  /** Whether a record counts until the next change: it has earlier values, and nothing tells whether the state has them. */
  get keepsNotes(): boolean {
    return BEFORE in (this.descriptor.derived ?? {});
  }

  /** Makes an object, noting it in the journal before the request; or takes over the object that an interrupted run made. */
  async create(session: Session<Api>, inputs: Values): Promise<RemoteObject> {
    const { journal } = this.stack;
    const { store, kind, naturalKey } = this.descriptor;
    const at = await this.stack.recordAt(session.tenant, this.descriptor, inputs);
    if (journal === undefined || at === undefined) return this.make(session, inputs);
    const interrupted = await this.stack.interrupted(at, { kind, naturalKey, inputs });
    const made = interrupted === undefined ? undefined : await this.finished(session, inputs, interrupted);
    if (made !== undefined) return made;
    const begun = await store.begin?.(session.api, inputs, interrupted);
    // A record with an id was for an object that is gone, so its time no longer matters.
    const since = interrupted?.id === undefined ? interrupted?.since : undefined;
    await journal.note(...at, { at: session.serverNow(), since }, begun?.before);
    try {
      const object = await this.make(session, inputs, begun?.write);
      await journal.note(...at, { at: session.serverNow(), id: object.id }, begun?.before);
      return object;
    } catch (error) {
      if (error instanceof Unfinished)
        await journal.note(...at, { at: session.serverNow(), id: error.live.id }, begun?.before);
      // A refused object was not made. The record stays where a request may still run, and for an earlier run's change.
      else if (!(error instanceof UnknownResult || isRunOver() || interrupted?.before !== undefined))
        await journal.remove(...at);
      throw error;
    }
  }

  /** Removes the record, as the state holds the object now. */
  async removeRecord(tenant: string, inputs: Values): Promise<void> {
    const at = await this.stack.recordAt(tenant, this.descriptor, inputs);
    if (at !== undefined) await this.stack.journal?.remove(...at);
  }

  /** The inputs, with the values that were there before an interrupted run in place of what it wrote. `olds` are empty for a create. */
  async withEarlierValues(tenant: string, inputs: Values, olds: Values): Promise<Values> {
    if (!(BEFORE in inputs)) return inputs;
    const at = await this.stack.recordAt(tenant, this.descriptor, inputs);
    if (at === undefined) return inputs;
    await this.stack.readBefore();
    const { kind, naturalKey } = this.descriptor;
    const asked = { kind, naturalKey, inputs, ...(Object.keys(olds).length === 0 ? {} : { olds }) };
    const interrupted = await this.stack.interrupted(at, asked);
    return { ...inputs, [BEFORE]: continued(notedIn(inputs), interrupted?.before ?? {}) };
  }

  /** The object that an interrupted run made of these inputs. Undefined where there is none; throws where it is not certain. */
  private async finished(
    session: Session<Api>,
    inputs: Values,
    interrupted: Interrupted,
  ): Promise<RemoteObject | undefined> {
    const intent = intentOf(inputs, interrupted);
    const found = await this.descriptor.store.find(session.api, inputs, this.descriptor.naturalKey);
    const candidate = candidateOf(intent, found);
    if (candidate === undefined) return undefined;
    const owner = await this.ownerOf(candidate.id, inputs);
    const claim = decide(this.descriptor, intent, found, owner);
    const { noun } = this.descriptor;
    switch (claim.is) {
      case "none":
      case "stranger":
        // A create is safe here: where the natural key is unique, the service refuses a second object.
        return undefined;
      case "ours":
        return claim.lacking.length === 0 ? claim.object : this.complete(session, inputs, claim.object);
      case "ask":
        throw new UnknownResult(
          `An interrupted run was about to make this ${noun}, and ${claim.object.id} may be it or not, since ${claim.why}. ` +
            `${ownerHint(this.descriptor, claim.object.id, claim.owner, "is there")} \`npx datadip recover\` shows what is left of the run.`,
        );
    }
  }

  /** Sets the inputs that an interrupted create did not reach. */
  private complete(session: Session<Api>, inputs: Values, { id, values }: RemoteObject): Promise<RemoteObject> {
    const state = { ...values, ...newState(this.descriptor, inputs) };
    return this.descriptor.store.update(session.api, id, inputs, state);
  }

  /** @param write Default: the store's own create. */
  private async make(
    session: Session<Api>,
    inputs: Values,
    write?: () => Promise<RemoteObject>,
  ): Promise<RemoteObject> {
    for (let attempt = 1; ; attempt += 1) {
      const intent = { inputs, since: session.serverNow() };
      const begun = session.clock.now();
      try {
        return await (write === undefined ? this.descriptor.store.create(session.api, inputs) : write());
      } catch (error) {
        if (isAmbiguous(error)) return await this.takeOver(session, intent, error, begun);
        if (!isFailure(error, "conflict")) throw error;
        const [object] = await this.holders(session, inputs);
        const owner = object && (await this.ownerOf(object.id, inputs));
        if (await this.waitsFor(session, object?.id, owner, attempt)) continue;
        if (object === undefined || owner === undefined) throw error;
        throw this.conflictOf(object.id, owner, error, "was there before");
      }
    }
  }

  /** Changes an object. Values that it first sets are noted in the journal before the request. */
  async change(session: Session<Api>, id: string, inputs: Values, olds: Values): Promise<RemoteObject> {
    const isNoted = BEFORE in inputs;
    const at = isNoted ? await this.stack.recordAt(session.tenant, this.descriptor, inputs) : undefined;
    if (at !== undefined) await this.stack.journal?.note(...at, { at: session.serverNow() }, notedIn(inputs));
    const changed = await this.changed(session, id, inputs, olds);
    if (!isNoted && this.keepsNotes) await this.removeRecord(session.tenant, inputs);
    return changed;
  }

  /** Its new natural key may still belong to another object. */
  private async changed(session: Session<Api>, id: string, inputs: Values, olds: Values): Promise<RemoteObject> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.descriptor.store.update(session.api, id, inputs, olds);
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

  /** After an ambiguous failure: the object that was made in spite of it, where that is certain. */
  private async takeOver(
    session: Session<Api>,
    intent: Intent,
    cause: HttpError,
    begun: number,
  ): Promise<RemoteObject> {
    const { descriptor } = this;
    const found = await settled(this.lookFor(session, intent.inputs, begun + (cause.mayWorkMs ?? 0)));
    if ("error" in found) {
      throw new UnknownResult(
        `${cause.message} Looking for it failed too: ${found.error.message} Run \`pulumi up\` again.`,
      );
    }
    const candidate = candidateOf(intent, found.value);
    const owner: Owner =
      candidate === undefined ? { by: "nobody", wholly: false } : await this.ownerOf(candidate.id, intent.inputs);
    const claim = decide(descriptor, intent, found.value, owner);
    switch (claim.is) {
      case "none":
        throw new UnknownResult(
          `${cause.message} No ${descriptor.noun} of that ${descriptor.naturalKey.join(" and ")} exists now: run \`pulumi up\` again.`,
        );
      case "ours": {
        if (claim.lacking.length === 0) return claim.object;
        const made = `The ${descriptor.noun} ${claim.object.id} was made all the same, without ${claim.lacking.join(", ")}`;
        throw new Unfinished(claim.object, `${cause.message} ${made}: run \`pulumi up\` again.`, claim.lacking);
      }
      case "stranger":
        throw this.conflictOf(claim.object.id, claim.owner, cause, "is not the one asked for");
      case "ask":
        throw new UnknownResult(
          this.conflictOf(
            claim.object.id,
            claim.owner,
            cause,
            `may or may not be the one asked for, since ${claim.why}`,
          ).message,
        );
    }
  }

  /** Objects with the natural key of these inputs. Where there is none, looks again until `end`, as the request may still run. */
  private async lookFor(session: Session<Api>, inputs: Values, end: number): Promise<readonly RemoteObject[]> {
    const { clock } = session;
    for (let pause = PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const found = await this.descriptor.store.find(session.api, inputs, this.descriptor.naturalKey);
      const left = end - clock.now();
      if (found.length > 0 || left <= 0) return found;
      if (!(await this.stack.patience.wait(clock, Math.min(pause, left)))) return found;
    }
  }

  /** Objects with the natural key; none where the look-up fails, as the conflict is then the better message. */
  private async holders(session: Session<Api>, inputs: Values): Promise<readonly RemoteObject[]> {
    const found = await settled(this.descriptor.store.find(session.api, inputs, this.descriptor.naturalKey));
    return "value" in found ? found.value : [];
  }

  /** Waits and returns true where another try may work, as this run may remove or rename the other object, or has just done so. */
  private async waitsFor(
    session: Session<Api>,
    id: string | undefined,
    owner: Owner | undefined,
    attempt: number,
  ): Promise<boolean> {
    const freesKey = this.stack.freesKeyOf(this.descriptor.kind, id);
    if (!freesKey && owner?.by !== "resource" && owner?.by !== "this stack") return false;
    const tries = freesKey ? TRIES_FOR_FREED_KEY : TRIES_FOR_OWN;
    return attempt <= tries && (await this.stack.patience.wait(session.clock, PAUSE_MS));
  }

  private ownerOf(id: string, inputs: Values, olds?: Values): Promise<Owner> {
    const { kind, naturalKey } = this.descriptor;
    return this.stack.ownerOf({ kind, id, naturalKey, inputs, ...(olds === undefined ? {} : { olds }) });
  }

  /** The error of a create that met an existing object. The advice depends on its owner. */
  private conflictOf(id: string, owner: Owner, cause: HttpError, state: string): Error {
    if (owner.by !== "resource" || !owner.holder.isLeftover) this.stack.recordWanted(this.descriptor.kind, id);
    return new Error(`${cause.message} ${ownerHint(this.descriptor, id, owner, state)}`);
  }
}

export type Settled<T> = { readonly value: T } | { readonly error: Error };

export async function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await promise };
  } catch (thrown) {
    return { error: asError(thrown) };
  }
}
