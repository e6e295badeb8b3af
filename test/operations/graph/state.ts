import { environment } from "../../support/environment";

/** A resource as a test writes it down. */
export interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly Resource[];
  readonly protect?: boolean;
  readonly delete?: boolean;
  readonly initErrors?: readonly string[];
}

export const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

const typeOf = (kind: string): string => `pulumi-nodejs:dynamic/${kind.replace(".", ":")}`;
const urnOf = ({ kind, name }: Resource): string => `urn:pulumi:dev::datadip::${typeOf(kind)}::${name}`;

/** These resources as the CLI exports a state, the stack itself first. */
export function exported(resources: readonly Resource[]): string {
  const written = resources.map(({ kind, dependencies = [], outputs = {}, ...rest }) => ({
    ...rest,
    urn: urnOf({ kind, ...rest }),
    type: typeOf(kind),
    outputs:
      "name" in outputs || "label" in outputs || rest.initErrors !== undefined
        ? outputs
        : { name: rest.name, ...outputs },
    dependencies: dependencies.map(urnOf),
  }));
  const stack = { urn: "urn:pulumi:dev::datadip::pulumi:pulumi:Stack::datadip-dev", type: "pulumi:pulumi:Stack" };
  return JSON.stringify({ deployment: { resources: [stack, ...written] } });
}

/** The state of a stack of about `count` resources of every sort. */
export function stateOf(seed: number, count: number): string {
  const planned = environment(seed, count);
  const ids = new Map(planned.map(({ name }, index) => [name, idOf(index)]));
  const byName = (name: string): string => ids.get(name) ?? name;
  return exported(
    planned.map(({ kind, name, inputs }) => ({ kind, name, id: byName(name), outputs: { name, ...inputs(byName) } })),
  );
}
