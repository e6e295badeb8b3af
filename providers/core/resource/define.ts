import type * as pulumi from "@pulumi/pulumi";
// Imports single files, as the index also loads TypeScript and npm for closures, which takes half a second.
import { isSecret, Output, output, secret } from "@pulumi/pulumi/output";
import { CustomResource, mergeOptions } from "@pulumi/pulumi/resource";
import type { z } from "zod";
import type { Descriptor, NoOutputs } from "./descriptor";
import type { IdOf } from "./id-of";
import { SECRETS } from "./secret-paths";
import { tokenOf, providerText } from "./type-token";
import { refuseDuplicates, refuseImport, refuseMissingSettings, refuseWrongSettings } from "./program-checks";
import { register } from "./registry";
import { pauseStackTraces } from "./stack-traces";

type Plain = string | number | boolean | null | undefined;

/** An input value in a program: an output is accepted at any depth. */
export type DeepInput<T> = [T] extends [Plain]
  ? pulumi.Input<T>
  : T extends readonly (infer Item)[]
    ? pulumi.Input<readonly DeepInput<Item>[]>
    : T extends object
      ? pulumi.Input<{ readonly [K in keyof T]: DeepInput<T[K]> }>
      : pulumi.Input<T>;

type DeepInputs<T> = { readonly [K in keyof T]: DeepInput<T[K]> };

/** Inputs that name an object: `name` in Webex, `fullName` in Salesforce's metadata. */
const NAMES = ["name", "fullName"] as const;
type Name = (typeof NAMES)[number];

/** Names may be left out: they default to the resource's logical name, unchanged. */
type NameOptional<T> = Partial<Pick<T, Extract<keyof T, Name>>> & Pick<T, Exclude<keyof T, Name>>;

/** Arguments of a resource of this kind. */
export type Args<I extends z.ZodObject> = DeepInputs<NameOptional<z.input<I>>>;

/** Outputs of a resource of this kind: its inputs with defaults, and outputs of the service. */
export type Outputs<I extends z.ZodObject, O extends z.ZodObject> = {
  readonly [K in keyof z.output<I>]-?: pulumi.Output<z.output<I>[K]>;
} & { readonly [K in keyof O["shape"]]: pulumi.Output<z.output<O["shape"][K]>> };

/** A resource whose id has the type of its kind. */
interface Identified<Noun extends string> extends pulumi.CustomResource {
  readonly id: pulumi.Output<IdOf<Noun>>;
}

/** The class of a kind's resources. */
export interface ResourceClass<I extends z.ZodObject, O extends z.ZodObject, Noun extends string = string> {
  new (name: string, args: Args<I>, opts?: pulumi.CustomResourceOptions): Identified<Noun> & Outputs<I, O>;
  /** The type token, for policy packs. */
  readonly __pulumiType: string;
}

/**
 * The class of a kind, made from its descriptor. One zod schema gives its validation, its types and its editor help.
 * A plain CustomResource with a literal provider text: no closure is serialised, and old state runs new code.
 */
export function defineResource<
  I extends z.ZodObject,
  Api,
  const Noun extends string,
  O extends z.ZodObject = NoOutputs,
>(descriptor: Descriptor<I, O, Api> & { readonly noun: Noun }): ResourceClass<I, O, Noun> {
  register(descriptor);
  const token = tokenOf(descriptor.kind);
  const [cloud = ""] = descriptor.kind.split(".");
  // Every key must be seeded, otherwise its output is undefined on the object.
  const seeds = Object.fromEntries(
    [...Object.keys(descriptor.inputs.shape), ...Object.keys(descriptor.outputs?.shape ?? {})].map((key) => [
      key,
      undefined,
    ]),
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
  // The cast cannot be avoided: the class gets its members from the schema at run time. test/types checks the result.
  return Generated as unknown as ResourceClass<I, O, Noun>;
}

/** Adds kind and name to an error of the SDK, as its stack trace is switched off. */
function inResource(kind: string, name: string, error: unknown): unknown {
  if (error instanceof Error) error.message = `${kind} ${name}: ${error.message}`;
  return error;
}

/**
 * Inputs that `check` derives, secret where a source is. The provider sees plain values, and the engine marks a result of `check` as
 * secret only by the input of the same key. So an input that the program does not give is sent as a secret null, which `check` leaves
 * out. Only secrecy is taken from the sources: content must be known in a preview even where a binding is not.
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

/** Paths of secret inputs: the provider sees plain values and masks these in its messages. */
async function secretsNote(
  given: Readonly<Record<string, unknown>>,
): Promise<readonly (readonly string[])[] | undefined> {
  const paths = await secretPaths(given, []);
  return paths.length === 0 ? undefined : paths;
}

async function secretPaths(value: unknown, path: readonly string[]): Promise<readonly (readonly string[])[]> {
  // An output is secret as a whole.
  if (Output.isInstance(value)) return (await isSecret(value)) ? [path] : [];
  if (value instanceof Promise) return secretPaths(await value, path);
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).map(([key, item]) => secretPaths(item, [...path, key]));
  return (await Promise.all(inside)).flat();
}
