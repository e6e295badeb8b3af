import { z } from "zod";
import { isRecord, type Values } from "../resource/types";

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go */
export const properties = z.record(z.string(), z.unknown()).default({});

/** A resource in the state. */
export const entry = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().default(""),
  inputs: properties,
  delete: z.boolean().default(false),
  external: z.boolean().default(false),
});

const exported = z.looseObject({
  deployment: z.looseObject({
    manifest: z.looseObject({ time: z.string().default("") }).default({ time: "" }),
    resources: z.array(entry).nullish(),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource: entry })).nullish(),
  }),
});

/** An object that a stack manages, from its state. */
export interface Holding {
  readonly urn: string;
  /** `webex.Queue` */
  readonly kind: string;
  readonly id: string;
  /** Inputs in the state; secret ones are encrypted. */
  readonly inputs: Values;
  /** Whether it waits to be deleted after its replacement. */
  readonly isLeftover: boolean;
}

/** An operation that began and is not known to have ended. */
export interface Pending {
  readonly urn: string;
  readonly kind: string;
  readonly inputs: Values;
}

/** The part of a stack's state that shows which objects it manages. */
export interface Holdings {
  /** Stacks in the URNs, each as `stack::project`: one, or none in an empty state. */
  readonly stacks: ReadonlySet<string>;
  readonly objects: readonly Holding[];
  readonly creating: readonly Pending[];
  readonly updating: readonly Pending[];
  /** When it was written, in ms since the epoch by the writing machine's clock; undefined where not known. */
  readonly written: number | undefined;
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value of a state is a secret. */
export const isEncrypted = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && value[SIGNATURE] === SECRET;

/** Parses the output of `pulumi stack export`. Secrets may be encrypted. @throws ZodError for a text that is not a state. */
export function parseHoldings(text: string): Holdings {
  const { resources, pending_operations: pending, manifest } = exported.parse(JSON.parse(text)).deployment;
  const written = Date.parse(manifest.time);
  const [all, operations] = [resources ?? [], pending ?? []];
  const pendingOf = (wanted: string): readonly Pending[] =>
    operations.flatMap(({ type: operation, resource: { urn, type, inputs } }) => {
      const kind = kindOf(type);
      return kind === undefined || operation !== wanted ? [] : [{ urn, kind, inputs }];
    });
  return {
    stacks: new Set([...all, ...operations.map(({ resource }) => resource)].map(({ urn }) => stackOf(urn))),
    objects: all.flatMap(({ urn, type, id, inputs, delete: isLeftover, external }) => {
      const kind = kindOf(type);
      return kind === undefined || external ? [] : [{ urn, kind, id, inputs, isLeftover }];
    }),
    creating: pendingOf("creating"),
    updating: pendingOf("updating"),
    written: Number.isNaN(written) ? undefined : written,
  };
}

/** `webex.Queue` for `pulumi-nodejs:dynamic/webex:Queue`; undefined for other types. */
export function kindOf(type: string): string | undefined {
  const found = /^pulumi-nodejs:dynamic\/(webex|salesforce):(\w+)$/.exec(type);
  return found === null ? undefined : `${found[1]}.${found[2]}`;
}

/** `dev::project` of `urn:pulumi:dev::project::type::name`. */
export const stackOf = (urn: string): string =>
  urn
    .replace(/^urn:pulumi:/, "")
    .split("::")
    .slice(0, 2)
    .join("::");

/** The name in the program. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** Whether the stack is the resource's only parent. */
export const isTopLevel = (urn: string): boolean => !(urn.split("::")[2] ?? "").includes("$");
