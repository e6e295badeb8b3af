import { z } from "zod";
import type { Journal } from "../../providers/core/engine/journal";
import { KindEngine, type Session } from "../../providers/core/engine/kind-engine";
import { ThisStack } from "../../providers/core/engine/this-stack";
import { tokenOf, providerText } from "../../providers/core/resource/type-token";
import type { Problem, Values } from "../../providers/core/resource/types";
import { loadKind } from "./load-kind";

/** One resource as the stack's state holds it. */
export interface Resource {
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

/** Inputs that were refused before anything was sent. */
export class Refusal extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
}

/**
 * One command of the engine for one kind: calls the provider as `pulumi up` and `refresh` do, in the same order and with values
 * that have crossed its wire. https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go
 */
export class Command<Api = unknown> {
  private readonly provider: KindEngine<Api>;
  private readonly text: string;
  /** The inputs of the last create that was asked for, as the state notes them. */
  creating: Values | undefined;

  readonly warnings: string[] = [];

  /** The command's one connection. */
  readonly connect: () => Promise<Session<Api>>;

  /**
   * @param managed Objects of this kind that the stack's state holds besides, by the name of their resource: their ids, or the whole.
   * @param others What `pulumi stack export` prints of the project's other stacks, by their names.
   */
  constructor(
    private readonly kind: string,
    open: () => Promise<Session<Api>>,
    private readonly managed: Readonly<Record<string, string | Resource>> = {},
    others: Readonly<Record<string, string>> = {},
    /** Where the user's processes write down what they make. */
    journal?: Journal,
    /** A create, or the change of `olds`, that an interrupted run left in the state, and when that was written, in ms since the epoch. */
    private readonly begun?: { readonly inputs: Values; readonly written: number; readonly olds?: Resource },
  ) {
    let session: Promise<Session<Api>> | undefined;
    const stack = new ThisStack(
      {
        root: () => Promise.resolve("dev::tried"),
        exportOf: (name) =>
          Promise.resolve(name === undefined || name === "dev" ? this.exported() : (others[name] ?? "")),
        stacks: () => Promise.resolve(["dev", ...Object.keys(others)]),
        backend: () => "file:///nowhere",
        warn: (sentence) => {
          this.warnings.push(sentence);
          return Promise.resolve();
        },
      },
      journal,
    );
    this.connect = () => (session ??= open());
    this.provider = new KindEngine<Api>(loadKind(kind), this.connect, stack);
    this.text = providerText(kind);
  }

  /** Brings the resource to what the program says. @throws Refusal for inputs that do not pass. */
  async up(program: Values, before?: Resource): Promise<Resource> {
    const inputs = await this.check(before?.inputs ?? {}, program);
    if (before === undefined) return this.create(inputs);
    const { changes, replaces, deleteBeforeReplace } = this.provider.diff(
      before.id,
      crossed(before.outputs),
      crossed(inputs),
    );
    if (!changes) return { ...before, inputs };
    if (replaces.length === 0) return this.update(before, inputs);
    const fresh = await this.check({}, program);
    if (deleteBeforeReplace) await this.delete(before);
    const after = await this.create(fresh);
    if (!deleteBeforeReplace) await this.delete(before);
    return after;
  }

  /** What the engine does with a half-made resource: it updates it, whether or not anything differs. */
  async finish(program: Values, half: Resource): Promise<Resource> {
    return this.update(half, await this.check(half.inputs, program));
  }

  /** What a preview would find. */
  async preview(program: Values, before: Resource): Promise<{ changes: boolean; replaces: readonly string[] }> {
    const inputs = await this.check(before.inputs, program);
    const { changes, replaces } = this.provider.diff(before.id, crossed(before.outputs), crossed(inputs));
    return { changes, replaces };
  }

  /** The resource as it is in the cloud; undefined where it is gone. */
  async refresh({ id, outputs }: Resource): Promise<Resource | undefined> {
    const found = await this.provider.read(id, crossed({ ...outputs, __provider: this.text }));
    if (found.id === undefined || found.props === undefined) return undefined;
    return { id: found.id, outputs: crossed(found.props), inputs: crossed(found.inputs ?? {}) };
  }

  async delete({ id, outputs }: Resource): Promise<void> {
    await this.provider.delete(id, crossed({ ...outputs, __provider: this.text }));
  }

  async check(olds: Values, program: Values): Promise<Values> {
    const { inputs, failures } = await this.provider.check(
      crossed(olds),
      crossed({ ...program, __provider: this.text }),
    );
    if (failures.length > 0) throw new Refusal(failures);
    return crossed(inputs);
  }

  /** What `pulumi stack export` prints meanwhile. */
  private exported(): string {
    const type = tokenOf(this.kind);
    const urn = (name: string): string => `urn:pulumi:dev::tried::${type}::${name}`;
    const resources = Object.entries(this.managed).map(([name, known]) => ({
      urn: urn(name),
      type,
      ...(typeof known === "string" ? { id: known } : { id: known.id, inputs: known.inputs }),
    }));
    const { olds } = this.begun ?? {};
    if (olds !== undefined) resources.push({ urn: urn("new"), type, id: olds.id, inputs: olds.inputs });
    const began = olds === undefined ? "creating" : "updating";
    const creating = [[began, this.begun?.inputs] as const, ["creating", this.creating] as const].flatMap(
      ([operation, inputs]) =>
        inputs === undefined ? [] : [{ type: operation, resource: { urn: urn("new"), type, inputs } }],
    );
    const time = this.creating === undefined && this.begun !== undefined ? this.begun.written : Date.now();
    const manifest = { time: new Date(time).toISOString() };
    return JSON.stringify({ deployment: { manifest, resources, pending_operations: creating } });
  }

  private async create(inputs: Values): Promise<Resource> {
    this.creating = inputs;
    const { id, outs } = await this.provider.create(crossed({ ...inputs, __provider: this.text }));
    return { id, inputs, outputs: crossed(outs) };
  }

  private async update({ id, outputs }: Resource, inputs: Values): Promise<Resource> {
    const { outs } = await this.provider.update(id, crossed(outputs), crossed({ ...inputs, __provider: this.text }));
    return { id, inputs, outputs: crossed(outs) };
  }
}

/** A value as it is on the other side of the engine's wire. */
function crossed(value: Values): Values {
  return JSON.parse(JSON.stringify(value)) as Values;
}

/** What a failed create or update leaves in state: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/dynamic-provider/index.ts */
export interface HalfMade {
  readonly message: string;
  readonly reasons: readonly string[];
  readonly resource: Resource;
  readonly providerText: unknown;
}

/** How a command failed that must have left something in state. */
export async function halfMade(running: Promise<Resource>): Promise<HalfMade> {
  const thrown: unknown = await running.catch((error: unknown) => error);
  const parsed = partial.safeParse(thrown);
  if (!parsed.success || !(thrown instanceof Error))
    throw new Error(`nothing half-made was reported: ${String(thrown)}`);
  const { id, properties, reasons } = parsed.data;
  const { __provider: providerText, ...outputs } = properties;
  return { message: thrown.message, reasons, resource: { id, inputs: {}, outputs }, providerText };
}

const partial = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), z.unknown()),
  reasons: z.array(z.string()).min(1),
});
