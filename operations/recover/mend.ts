import { z } from "zod";
import { kindOf, SECRET, SIGNATURE } from "../../providers/core/engine/holdings";
import { sealed as repeating } from "../../providers/core/engine/state";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { holdsSecret } from "../stack-state";

/** A create whose object is known, to be put into the state. */
export interface Taken {
  readonly kind: string;
  readonly urn: string;
  readonly id: string;
  /** In clear. */
  readonly inputs: Values;
  /** In clear. */
  readonly outputs: Values;
}

const operation = z.looseObject({
  type: z.string(),
  resource: z.looseObject({ urn: z.string(), type: z.string(), inputs: z.record(z.string(), z.unknown()).default({}) }),
});

const exported = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ urn: z.string() })).nullish(),
    pending_operations: z.array(operation).nullish(),
  }),
});

/**
 * A state as if these creates had ended: it has their resources, with parent, dependencies and inputs of the create, and no notes of
 * them or of the `ended` ones. Pure.
 *
 * @param text output of `pulumi stack export --show-secrets`; the result is for `pulumi stack import`, which encrypts.
 */
export function mendedState(text: string, taken: readonly Taken[], ended: readonly string[]): string {
  const state = exported.parse(JSON.parse(text));
  const { resources, pending_operations: pending } = state.deployment;
  const held = new Set((resources ?? []).map(({ urn }) => urn));
  const made = taken.flatMap(({ urn, id, outputs }) => {
    const begun = pending?.find((one) => one.type === "creating" && one.resource.urn === urn)?.resource;
    return begun === undefined || held.has(urn) ? [] : [{ ...begun, id, outputs: sealed(begun, outputs) }];
  });
  const over = new Set([...taken.map(({ urn }) => urn), ...ended]);
  const left = (pending ?? []).filter(({ type, resource }) => type !== "creating" || !over.has(resource.urn));
  const deployment = {
    ...state.deployment,
    resources: [...(resources ?? []), ...made],
    pending_operations: left.length === 0 ? undefined : left,
  };
  return JSON.stringify({ ...state, deployment });
}

/** Outputs as the engine stores them: secret where the input of that name is, and where the kind requires it. */
function sealed({ type, inputs }: z.output<typeof operation>["resource"], outputs: Values): Values {
  const { secretInputs = [], secretOutputs = [] } = descriptorOf(kindOf(type) ?? "");
  const secret = new Set<string>([...secretInputs, ...secretOutputs]);
  const repeated = repeating(descriptorOf(kindOf(type) ?? ""), outputs);
  const isSecret = (key: string): boolean =>
    secret.has(key) || holdsSecret(inputs[key]) || repeated[key] !== outputs[key];
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      isSecret(key) ? { [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) } : value,
    ]),
  );
}
