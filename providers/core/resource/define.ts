import type * as pulumi from "@pulumi/pulumi";
// Its parts, for the index also loads TypeScript and npm, to serialise closures: half a second, which the CLI would pay too.
import { isSecret, Output, output, secret } from "@pulumi/pulumi/output";
import { CustomResource, mergeOptions } from "@pulumi/pulumi/resource";
import type { z } from "zod";
import type { Descriptor } from "./descriptor";
import type { IdOf } from "./id-of";
import { SECRETS } from "./secret-paths";
import { tokenOf } from "./type-token";
import { refuseDuplicates, refuseImport, refuseMissingSettings, refuseWrongSettings } from "./program-checks";
import { register } from "./registry";
import { providerText } from "./provider-text";
import { pauseStackTraces } from "./stack-traces";

type Plain = string | number | boolean | null | undefined;

/** A value as a program may give it: an output is accepted at any depth. */
export type DeepInput<T> = [T] extends [Plain]
  ? pulumi.Input<T>
  : T extends readonly (infer Item)[]
    ? pulumi.Input<readonly DeepInput<Item>[]>
    : T extends object
      ? pulumi.Input<{ readonly [K in keyof T]: DeepInput<T[K]> }>
      : pulumi.Input<T>;

type DeepInputs<T> = { readonly [K in keyof T]: DeepInput<T[K]> };

/** What a cloud calls an object by: Webex a `name`, Salesforce's metadata a `fullName`. */
const NAMES = ["name", "fullName"] as const;
type Name = (typeof NAMES)[number];

/** Names may be left out: they default to the resource's logical name, unchanged. */
type NameOptional<T> = Partial<Pick<T, Extract<keyof T, Name>>> & Pick<T, Exclude<keyof T, Name>>;

/** What a resource of this kind takes. */
export type Args<I extends z.ZodObject> = DeepInputs<NameOptional<z.input<I>>>;

/** What a resource of this kind gives: its inputs with defaults filled, and what the service adds. */
export type Outputs<I extends z.ZodObject, O extends z.ZodObject> = {
  readonly [K in keyof z.output<I>]-?: pulumi.Output<z.output<I>[K]>;
} & { readonly [K in keyof O["shape"]]: pulumi.Output<z.output<O["shape"][K]>> };

/** A resource whose id says of what it is. */
interface Identified<Noun extends string> extends pulumi.CustomResource {
  readonly id: pulumi.Output<IdOf<Noun>>;
}

/** The class a program makes resources of. */
export interface ResourceClass<I extends z.ZodObject, O extends z.ZodObject, Noun extends string = string> {
  new (name: string, args: Args<I>, opts?: pulumi.CustomResourceOptions): Identified<Noun> & Outputs<I, O>;
  /** The type token, for policy packs. */
  readonly __pulumiType: string;
}

/**
 * A kind's class from its descriptor. One zod schema is its validation, its types and its editor help.
 * A plain CustomResource with a literal provider text: no closure is serialised, and old state runs new code.
 */
export function defineResource<I extends z.ZodObject, O extends z.ZodObject, Api, const Noun extends string>(
  descriptor: Descriptor<I, O, Api> & { readonly noun: Noun },
): ResourceClass<I, O, Noun> {
  register(descriptor);
  const token = tokenOf(descriptor.kind);
  const [cloud = ""] = descriptor.kind.split(".");
  // Every key must be seeded, or its output would be undefined on the object.
  const seeds = Object.fromEntries(
    [...Object.keys(descriptor.inputs.shape), ...Object.keys(descriptor.outputs.shape)].map((key) => [key, undefined]),
  );
  class Generated extends CustomResource {
    static readonly __pulumiType = token;

    constructor(name: string, args: Args<I>, opts: pulumi.CustomResourceOptions = {}) {
      const given: Record<string, unknown> = { ...args };
      for (const key of NAMES) if (key in descriptor.inputs.shape) given[key] ??= name;
      for (const key of descriptor.secretInputs ?? []) if (given[key] !== undefined) given[key] = secret(given[key]);
      refuseImport(descriptor, name, opts.import);
      refuseWrongSettings();
      refuseMissingSettings(cloud);
      refuseDuplicates(descriptor, name, given);
      const notes = { [SECRETS]: secretsNote(given) };
      Object.assign(given, derivedInputs(descriptor.derived ?? {}, given), notes);
      const secrets = { additionalSecretOutputs: [...(descriptor.secretOutputs ?? [])] };
      const props = { ...seeds, ...given, __provider: providerText(descriptor.kind) };
      const resume = pauseStackTraces();
      try {
        super(token, name, props, mergeOptions(opts, secrets));
      } catch (error) {
        throw inResource(descriptor.kind, name, error);
      } finally {
        resume();
      }
    }
  }
  Object.defineProperty(Generated, "name", { value: descriptor.kind.split(".")[1] });
  // The one cast that no type can avoid: the class gets its members from the schema at run time. test/types checks the result.
  return Generated as unknown as ResourceClass<I, O, Noun>;
}

/** Says where an error of the SDK arose, as its stack does not: stack traces are off meanwhile. */
function inResource(kind: string, name: string, error: unknown): unknown {
  if (error instanceof Error) error.message = `${kind} ${name}: ${error.message}`;
  return error;
}

/**
 * What `check` derives, as secret as its sources. The provider sees plain values, and the engine marks what `check` returns by the
 * inputs of the same key alone. What the program does not give goes as null, which `check` leaves out. Only secrecy is taken from the
 * sources: content must stay known in a preview where a binding is not.
 */
function derivedInputs(
  derived: Readonly<Record<string, readonly string[]>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const marked = Object.entries(derived).map(([key, sources]) => {
    const value = given[key];
    const secrecy = isSecret(output([value, ...sources.map((source) => given[source])]));
    return [key, secrecy.then((is) => (is ? secret(value) : value))] as const;
  });
  return Object.fromEntries(marked);
}

/** Which inputs are secret, by their paths: the provider, which sees plain values, keeps those out of all that it says. */
async function secretsNote(
  given: Readonly<Record<string, unknown>>,
): Promise<readonly (readonly string[])[] | undefined> {
  const paths = await secretPaths(given, []);
  return paths.length === 0 ? undefined : paths;
}

async function secretPaths(value: unknown, path: readonly string[]): Promise<readonly (readonly string[])[]> {
  // An output's own secrecy is that of all it holds.
  if (Output.isInstance(value)) return (await isSecret(value)) ? [path] : [];
  if (value instanceof Promise) return secretPaths(await value, path);
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).map(([key, item]) => secretPaths(item, [...path, key]));
  return (await Promise.all(inside)).flat();
}
