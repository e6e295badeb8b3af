import { cloudOf, type Sessions } from "../../../providers/clouds";
import { changedKeys } from "../../../providers/core/engine/diff";
import type { Journal } from "../../../providers/core/engine/journal";
import { KindEngine, type Session } from "../../../providers/core/engine/kind-engine";
import { naturalKeyOf } from "../../../providers/core/engine/owner";
import { outputsOf } from "../../../providers/core/engine/state";
import { type StateReader, ThisStack } from "../../../providers/core/engine/this-stack";
import type { Values } from "../../../providers/core/resource/types";
import { CallCount, onCall } from "../../../providers/core/telemetry/request-metrics";
import { asError, HttpError, isFailure } from "../../../providers/http/http-errors";
import { redact } from "../../../providers/http/redact";
import { deploy } from "../../../providers/salesforce/metadata/deploy";
import { isBundled } from "../../../providers/salesforce/metadata/bundle";
import { MetadataStore } from "../../../providers/salesforce/metadata/metadata-store";
import type { SalesforceApi } from "../../../providers/salesforce/rest/api";
import type { Problem } from "../findings";
import { type Asked, changeOf, type Made, namedIn, type Plan, type Planned, programOf } from "./plan";

/** Limit of a run's requests, including its clean-up. */
export const MAX_WRITE_REQUESTS = 300;
/** Requests for one object until it is changed and found, for a refused delete, and for a successful delete. */
const PER_OBJECT = 18;
const PER_REFUSAL = 3;
const PER_REMOVAL = 1;
/** Reserve: the deletion of a part takes two requests, of a flow three, as it is read afterwards. */
const SPARE = 12;
/** Reserve for an app. */
const SPARE_FOR_APP = 10;
const MAX_POLLS = 20;
const TOO_MANY = `${MAX_WRITE_REQUESTS} requests were not enough`;

/** One step in the lifecycle of a trial object. */
export interface Step {
  readonly kind: string;
  readonly step: "make" | "change" | "find" | "read" | "keep" | "delete";
  /** Undefined where the step succeeded. */
  readonly problem: Problem | undefined;
  /** The same for the person at the screen. */
  readonly detail: string;
}

export interface Written {
  readonly steps: readonly Step[];
  /** Kinds that were not made, with the reason. */
  readonly left: Plan["left"];
  readonly requests: number;
  readonly seconds: number;
  /** Objects that still exist. */
  readonly remaining: readonly { readonly kind: string; readonly id: string }[];
}

/** The journal's place for the objects of a run. */
export const placeOf = (prefix: string): { readonly stack: string; readonly backend: string } => ({
  stack: prefix,
  backend: "datadip verify",
});

/** The provider's record of its objects, under the prefix of the run. */
export function stackOf(prefix: string, journal: Journal): ThisStack {
  const nothing = (): Promise<never> => Promise.reject(new Error("a run of datadip verify has no stack"));
  const { stack, backend } = placeOf(prefix);
  const reader: StateReader = {
    root: () => Promise.resolve(stack),
    backend: () => backend,
    exportOf: nothing,
    stacks: nothing,
    warn: () => Promise.resolve(),
  };
  return new ThisStack(reader, journal);
}

/** Makes one object of each kind, tries the operations of `pulumi up` on it, and deletes all of them. */
export class Trials {
  private readonly steps: Step[] = [];
  private readonly made = new Map<string, Made>();
  private readonly inputs = new Map<string, Values>();
  private readonly stack: ThisStack;
  private readonly calls = new CallCount();
  private readonly tenants = new Set<string>();

  /** @param isStopped whether to make no more objects. */
  constructor(
    private readonly sessions: Pick<Sessions, "of">,
    private readonly asked: Asked,
    private readonly plan: Plan,
    private readonly journal: Journal,
    private readonly isStopped: () => boolean,
    private readonly progress: (words: string) => void,
  ) {
    this.stack = stackOf(asked.prefix, journal);
  }

  async run(): Promise<Written> {
    const begun = Date.now();
    const end = onCall((call) => this.calls.add(call));
    const left = [...this.plan.left];
    try {
      await this.deployAll();
      for (const planned of this.plan.made) {
        const { kind } = planned.descriptor;
        if (this.isStopped()) left.push({ kind, why: "the run was stopped" });
        else if (!this.hasRoom(PER_OBJECT)) left.push({ kind, why: TOO_MANY });
        else await this.live(planned);
      }
      for (const planned of this.plan.made) if (!this.isStopped()) left.push(...(await this.keep(planned)));
    } finally {
      for (const planned of [...this.plan.made].reverse()) await this.remove(planned);
      end();
      if (this.made.size === 0)
        for (const tenant of this.tenants) await this.journal.forget({ ...placeOf(this.asked.prefix), tenant });
    }
    return {
      steps: this.steps,
      left,
      requests: this.calls.total,
      seconds: Math.round((Date.now() - begun) / 1000),
      remaining: [...this.made].map(([kind, { id }]) => ({ kind, id })),
    };
  }

  private hasRoom(requests: number): boolean {
    const spare = SPARE + (this.asked.app ? SPARE_FOR_APP : 0);
    return this.calls.total + requests + PER_REMOVAL * (this.made.size + 1) + spare <= MAX_WRITE_REQUESTS;
  }

  /** Makes the kinds of Salesforce that a bundle can hold, with one deploy. */
  private async deployAll(): Promise<void> {
    const bundled = this.plan.made.flatMap((planned) => {
      const { store } = planned.descriptor;
      // The registry does not record which kinds use the Metadata API, so the class is checked.
      return store instanceof MetadataStore && isBundled(store.type) ? [{ planned, store, type: store.type }] : [];
    });
    const [first] = bundled;
    if (first === undefined) return;
    const session = await this.session(first.planned);
    const all = await Promise.all(
      bundled.map(async ({ planned, store, type }) => {
        const inputs = await this.checked(planned);
        return { planned, inputs, component: { type, ...store.component(inputs) } };
      }),
    );
    const place = { ...placeOf(this.asked.prefix), tenant: session.tenant };
    const identityOf = ({ planned: { descriptor }, inputs }: (typeof all)[number]) => ({
      kind: descriptor.kind,
      naturalKey: naturalKeyOf(descriptor.naturalKey, inputs) ?? "",
      label: this.asked.prefix,
    });
    for (const one of all) await this.journal.note(place, identityOf(one), { at: session.serverNow() });
    const options = { about: "one object of each kind", maxPolls: MAX_POLLS };
    const failure = await deploy(session.api as SalesforceApi, { components: all.map((one) => one.component) }, options)
      .then(() => undefined)
      .catch(asError);
    for (const one of all) {
      const { kind } = one.planned.descriptor;
      this.note(kind, "make", failure);
      if (failure !== undefined) {
        if (!isFailure(failure, "lost", "server", "unreadable")) await this.journal.remove(place, identityOf(one));
        continue;
      }
      const id = one.component.fullName;
      await this.journal.note(place, identityOf(one), { at: session.serverNow(), id });
      const { descriptor } = one.planned;
      const outs = outputsOf(descriptor, { id, values: {} }, Object.keys(one.inputs), one.inputs, session.tenant);
      this.inputs.set(kind, one.inputs);
      this.made.set(kind, { id, outs });
    }
  }

  /** Makes an object, changes it, finds it by name and reads it back. */
  private async live(planned: Planned): Promise<void> {
    const { kind } = planned.descriptor;
    this.progress(kind);
    if (!this.made.has(kind) && !(await this.make(planned))) return;
    const change = changeOf(planned);
    if (change !== undefined) await this.attempt(kind, "change", () => this.change(planned, change));
    // A kind with a look-up is also searched by name, and the result is read.
    if (typeof planned.descriptor.lookUp === "string") await this.attempt(kind, "find", () => this.find(planned));
    else await this.attempt(kind, "read", () => this.readBack(planned));
  }

  private async make(planned: Planned): Promise<boolean> {
    const { kind } = planned.descriptor;
    // A failed deploy has its step already.
    if (this.steps.some((one) => one.kind === kind)) return false;
    const missing = namedIn(planned.trial).find((other) => !this.made.has(other));
    if (missing !== undefined) {
      this.note(kind, "make", new Error(`It needs a ${missing}, which was not made.`), {
        code: "lacks-other-kind",
        says: "needs a kind that was not made",
      });
      return false;
    }
    return this.attempt(kind, "make", async () => {
      const inputs = await this.checked(planned);
      this.inputs.set(kind, inputs);
      try {
        const { id, outs } = await this.engine(planned).create(inputs);
        this.made.set(kind, { id, outs });
      } catch (error) {
        // The object exists, but is unfinished.
        if (error instanceof Error && "id" in error && typeof error.id === "string")
          this.made.set(kind, { id: error.id, outs: "properties" in error ? (error.properties as Values) : inputs });
        throw error;
      }
    });
  }

  private async readBack(planned: Planned): Promise<Problem | undefined> {
    const { kind } = planned.descriptor;
    const { id, outs } = this.object(kind);
    // Without its mark no list can prove it unchanged, so the object is read.
    const { props } = await this.engine(planned).read(id, { ...outs, __mark: undefined });
    if (props === undefined) return { code: "not-found", says: "is not there right after it was made" };
    return this.compared(planned, props);
  }

  private compared({ descriptor }: Planned, values: Values): Problem | undefined {
    const inputs = this.inputs.get(descriptor.kind) ?? {};
    const said = Object.fromEntries(Object.entries(inputs).filter(([key]) => values[key] !== undefined));
    const differing = changedKeys(descriptor, values, said);
    if (differing.length === 0) return undefined;
    return { code: "other-values", says: `reads back otherwise: ${differing.join(", ")}` };
  }

  private async change(planned: Planned, change: Values): Promise<undefined> {
    const { kind } = planned.descriptor;
    const { id, outs } = this.object(kind);
    const inputs = await this.checked(planned, change);
    const changed = await this.engine(planned).update(id, outs, inputs);
    this.inputs.set(kind, inputs);
    this.made.set(kind, { id, outs: changed.outs });
  }

  private async find(planned: Planned): Promise<Problem | undefined> {
    const { store, naturalKey, kind } = planned.descriptor;
    const { api } = await this.session(planned);
    const found = await store.find(api as never, this.inputs.get(kind) ?? {}, naturalKey);
    const [only] = found;
    if (found.length === 1 && only?.id === this.object(kind).id) return this.compared(planned, only.values);
    return found.length === 0
      ? { code: "not-found", says: "finds nothing by its natural key" }
      : { code: "not-alone", says: `finds ${found.length} objects, not it alone, by its natural key` };
  }

  /** Checks that the service refuses to delete an object that another trial object refers to. */
  private async keep({ descriptor }: Planned): Promise<Plan["left"]> {
    const { kind, store } = descriptor;
    const object = this.made.get(kind);
    const holder = this.plan.made.find(
      (other) =>
        this.made.has(other.descriptor.kind) &&
        other.descriptor.referable !== false &&
        namedIn(other.trial).includes(kind),
    );
    if (object === undefined || store.referrers === undefined || holder === undefined) return [];
    if (!this.hasRoom(PER_REFUSAL)) return [{ kind: `${kind} keep`, why: TOO_MANY }];
    const { api } = await this.session({ descriptor });
    await this.attempt(kind, "keep", async () => {
      try {
        await store.remove(api as never, object.id, object.outs);
      } catch (error) {
        // For flows the status is 400.
        const { cause } = asError(error);
        const refusal = cause instanceof HttpError ? cause : error;
        if (refusal instanceof HttpError && [400, 409, 412].includes(refusal.status)) return undefined;
        throw error;
      }
      return { code: "deleted", says: `is deleted although ${holder.descriptor.kind} refers to it` };
    });
    return [];
  }

  private async remove(planned: Planned): Promise<void> {
    const { kind, store } = planned.descriptor;
    const object = this.made.get(kind);
    if (object === undefined) return;
    this.progress(`${kind}, deleting`);
    await this.attempt(kind, "delete", async () => {
      const { api } = await this.session(planned);
      await store.remove(api as never, object.id, object.outs);
      this.made.delete(kind);
      return undefined;
    });
  }

  private async checked(planned: Planned, change?: Values): Promise<Values> {
    const program = programOf(planned, this.asked, this.made, change);
    const { inputs, failures } = await this.engine(planned).check({}, program);
    const [problem] = failures;
    if (problem !== undefined) throw new Error(`${problem.property} ${problem.reason}`.trim());
    return inputs;
  }

  private engine(planned: Planned): KindEngine<unknown> {
    return new KindEngine(planned.descriptor, () => this.session(planned), this.stack);
  }

  private async session({ descriptor }: Pick<Planned, "descriptor">): Promise<Session<unknown>> {
    const session = await this.sessions.of(cloudOf(descriptor.kind));
    this.tenants.add(session.tenant);
    return session;
  }

  private object(kind: string): Made {
    const object = this.made.get(kind);
    if (object === undefined) throw new Error(`${kind} was not made.`);
    return object;
  }

  private async attempt(
    kind: string,
    step: Step["step"],
    work: () => Promise<Problem | undefined | void>,
  ): Promise<boolean> {
    try {
      const problem = (await work()) ?? undefined;
      this.steps.push({ kind, step, problem, detail: problem?.says ?? "" });
      return problem === undefined;
    } catch (error) {
      this.note(kind, step, asError(error));
      return false;
    }
  }

  private note(kind: string, step: Step["step"], failure: Error | undefined, why?: Problem): void {
    const detail = redact(failure?.message ?? "");
    this.steps.push({ kind, step, problem: failure === undefined ? undefined : (why ?? problemOf(failure)), detail });
  }
}

/** A failure without text of the tenant. */
function problemOf(failure: Error): Problem {
  const cause = failure instanceof HttpError ? failure : failure.cause;
  if (cause instanceof HttpError)
    return cause.status === 0
      ? { code: "no-answer", says: "gets no answer" }
      : { code: "status", says: `${cause.method} is answered ${cause.status}` };
  if ("ignored" in failure && Array.isArray(failure.ignored) && failure.ignored.length > 0)
    return { code: "ignored", says: `is accepted without ${failure.ignored.join(", ")}` };
  return "id" in failure
    ? { code: "unfinished", says: "is made but not finished" }
    : { code: "refused", says: "is refused" };
}
