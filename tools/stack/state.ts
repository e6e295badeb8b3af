import { z } from "zod";
import { answer } from "../day-two/pulumi";

/** Marks a secret in an exported state: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/signatures.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const TYPE = /^pulumi-nodejs:dynamic\/(webex|salesforce):(\w+)$/;

const values = z.record(z.string(), z.unknown());
const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().default(""),
  inputs: values.default({}),
  outputs: values.default({}),
  parent: z.string().optional(),
  protect: z.boolean().default(false),
  dependencies: z.array(z.string()).default([]),
  initErrors: z.array(z.string()).default([]),
});
const exported = z.looseObject({ deployment: z.looseObject({ resources: z.array(resource).default([]) }) });

/** One resource of a stack's state. */
export interface StackResource extends z.output<typeof resource> {
  /** `webex.Queue`; undefined for what is not of datadip, such as components and random values. */
  readonly kind: string | undefined;
  /** Logical name. */
  readonly name: string;
}

/** What secrets of an exported state become. */
export type Secrets = "shown" | "hidden";

/** What stands for a secret that is hidden. */
const HIDDEN = "[secret]";

/**
 * The resources of a stack of the project in this folder, in the state's order.
 * @throws Error with the CLI's own words where there is no project, no stack or a wrong passphrase.
 */
export function stackResources(stack: string | undefined, secrets: Secrets): readonly StackResource[] {
  const flags = [
    ...(secrets === "shown" ? ["--show-secrets"] : []),
    ...(stack === undefined ? [] : ["--stack", stack]),
  ];
  return resourcesIn(answer("The stack's state cannot be read", ["stack", "export", ...flags]));
}

/** The resources of an exported state. Secrets in it become plain values where it shows them. */
export function resourcesIn(state: string): readonly StackResource[] {
  const { deployment } = exported.parse(JSON.parse(state));
  return deployment.resources.map((found) => {
    const [, cloud, noun] = TYPE.exec(found.type) ?? [];
    return {
      ...found,
      inputs: values.parse(plain(found.inputs)),
      outputs: values.parse(plain(found.outputs)),
      kind: cloud === undefined ? undefined : `${cloud}.${noun ?? ""}`,
      name: found.urn.split("::").at(-1) ?? "",
    };
  });
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (!(SIGNATURE in value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  const { plaintext } = value as { readonly plaintext?: unknown };
  return typeof plaintext === "string" ? plain(JSON.parse(plaintext)) : HIDDEN;
}
