import { z } from "zod";
import { entry, isEncrypted, kindOf, nameOf, properties } from "../providers/core/engine/holdings";
import { isRecord, type Values } from "../providers/core/resource/types";
import { answer, answerLater } from "./pulumi-cli";

const resource = entry.extend({
  outputs: properties,
  protect: z.boolean().default(false),
  retainOnDelete: z.boolean().default(false),
  initErrors: z.array(z.string()).default([]),
  ignoreChanges: z.array(z.string()).default([]),
  dependencies: z.array(z.string()).default([]),
});

const checkpoint = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z
      .array(z.looseObject({ type: z.string(), resource: z.looseObject({ urn: z.string() }) }))
      .nullish(),
  }),
});

/** A resource of one of our kinds, from the state. */
export interface Managed {
  readonly urn: string;
  /** The resource's name in the program. */
  readonly name: string;
  /** `webex.Queue` */
  readonly kind: string;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  /** Properties that are secret or contain a secret. */
  readonly secrets: ReadonlySet<string>;
  /** Whether it waits to be deleted after its replacement. */
  readonly isLeftover: boolean;
  readonly isProtected: boolean;
  /** Whether a destroy leaves the object in the tenant. */
  readonly isRetained: boolean;
  /** Why it is not finished; empty where it is. */
  readonly halfMade: readonly string[];
  /** Inputs whose changes the program ignores. */
  readonly ignored: readonly string[];
  /** URNs of its dependencies. */
  readonly dependencies: readonly string[];
}

export interface StackState {
  readonly resources: readonly Managed[];
  /** Operations that an interrupted run never finished: `creating webex.Queue support`. */
  readonly pending: readonly string[];
}

/** The state of a stack, with decrypted secrets where `open`. @throws Error with the CLI's message. */
export const readState = (stack: string | undefined, open: boolean): StackState =>
  parseState(answer("The stack's state cannot be read", exportOf(stack, open)));

/** The same without blocking this process. */
export const readStateLater = async (stack: string, open: boolean): Promise<StackState> =>
  parseState(await answerLater("The stack's state cannot be read", exportOf(stack, open)));

const exportOf = (stack: string | undefined, open: boolean): readonly string[] => [
  ...["stack", "export"],
  ...(open ? ["--show-secrets"] : []),
  ...stackOption(stack),
];

export const stackOption = (stack: string | undefined): readonly string[] =>
  stack === undefined ? [] : ["--stack", stack];

/** @throws ZodError for a text that is not a state. */
export function parseState(text: string): StackState {
  const { resources, pending_operations: pending } = checkpoint.parse(JSON.parse(text)).deployment;
  return {
    resources: (resources ?? []).flatMap(managed),
    pending: (pending ?? []).map(({ type, resource: { urn } }) => `${type} ${inWords(urn)}`),
  };
}

function managed(found: z.output<typeof resource>): readonly Managed[] {
  const kind = kindOf(found.type);
  if (kind === undefined || found.external) return [];
  const { urn, id, inputs, outputs, initErrors, ignoreChanges, dependencies } = found;
  const secret = (values: Values): readonly string[] => Object.keys(values).filter((key) => holdsSecret(values[key]));
  return [
    {
      urn,
      name: nameOf(urn),
      kind,
      id,
      inputs: decrypted(inputs) as Values,
      outputs: decrypted(outputs) as Values,
      secrets: new Set([...secret(inputs), ...secret(outputs)]),
      isLeftover: found.delete,
      isProtected: found.protect,
      isRetained: found.retainOnDelete,
      halfMade: initErrors,
      ignored: ignoreChanges,
      dependencies,
    },
  ];
}

function inWords(urn: string): string {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return `${kindOf(type) ?? type} ${nameOf(urn)}`;
}

/** Whether a value in a state is secret or contains a secret. */
export function holdsSecret(value: unknown): boolean {
  if (isEncrypted(value)) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isRecord(value) && Object.values(value).some(holdsSecret);
}

/** The value with its secrets in clear, where the state was read with `open`. */
export function decrypted(value: unknown): unknown {
  if (isEncrypted(value)) return typeof value.plaintext === "string" ? JSON.parse(value.plaintext) : undefined;
  if (Array.isArray(value)) return value.map(decrypted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decrypted(item)]));
}
