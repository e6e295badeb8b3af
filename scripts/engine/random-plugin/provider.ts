/** Check, diff and create for all kinds, on plain values. Pure except for the given randomness. */

import type { Pick } from "./generate";
import { KINDS, type Kind } from "./kinds";
import { hasUnknown, same, secret, UNKNOWN, type Json, type Props, type Received } from "./values";

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export function kindOf(urn: string): { readonly token: string; readonly kind: Kind } {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const kind = KINDS.get(token);
  if (kind !== undefined) return { token, kind };
  const known = [...KINDS.keys()].map((each) => each.split(":").at(-1)).join(", ");
  throw new Error(`${token} is not among the kinds of this stand-in (${known}): it needs the official random plugin`);
}

function hasType(value: Json, type: Kind["inputs"][string]): boolean {
  switch (type) {
    case "string":
    case "boolean":
      return typeof value === type;
    case "whole number":
      return typeof value === "number" && Number.isInteger(value);
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}

/** Errors in a program's inputs; an empty list when they are valid. Unknown values are not checked. */
export function check(kind: Kind, inputs: Props): readonly Failure[] {
  const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value)));
  const missing = kind.required.filter((name) => !(name in inputs));
  const strange = Object.keys(inputs).filter((name) => !(name in kind.inputs));
  const mistyped = Object.entries(known).flatMap(([property, value]) => {
    const type = kind.inputs[property];
    return type === undefined || hasType(value, type) ? [] : [{ property, reason: `must be a ${type}` }];
  });
  const faults = [
    ...missing.map((property) => ({ property, reason: "is required" })),
    ...strange.map((property) => ({ property, reason: "is not an input of this resource" })),
    ...mistyped,
  ];
  return faults.length > 0
    ? faults
    : kind.faults(completed(kind, known)).map(([property, reason]) => ({ property, reason }));
}

/** Inputs with the defaults. `number` and its successor `numeric` always have the same value. */
function completed(kind: Kind, inputs: Props): Props {
  const numeric = inputs.numeric ?? inputs.number;
  const twins = numeric !== undefined && "numeric" in kind.inputs ? { number: numeric, numeric } : {};
  return { ...kind.defaults, ...inputs, ...twins };
}

/** Names of the inputs that differ from the object's; each of them replaces it. */
export function changedInputs(kind: Kind, oldOutputs: Props, inputs: Props): readonly string[] {
  const wanted = completed(kind, inputs);
  return Object.keys(kind.inputs).filter((name) => {
    // No keepers and empty keepers mean the same.
    const nothing: Json | undefined = kind.inputs[name] === "map" ? {} : undefined;
    return !same(oldOutputs[name] ?? nothing, wanted[name] ?? nothing);
  });
}

/**
 * Makes an object. In a preview, only what is known in advance.
 *
 * @returns an empty id in a preview
 */
export async function create(
  kind: Kind,
  inputs: Received,
  preview: boolean,
  pick: Pick,
): Promise<{ readonly id: string; readonly outputs: Props }> {
  const props = completed(kind, inputs.props);
  const made = preview ? undefined : await kind.make(props, pick);
  const unknowns = Object.fromEntries(kind.computed.map((name) => [name, UNKNOWN]));
  const outputs: Props = { ...props, ...(made === undefined ? unknowns : { id: made.id, ...made.computed }) };
  // Computed texts contain the prefix, so they are secret when it is.
  const derived = inputs.secrets.has("prefix") ? kind.computed : [];
  const secrets = new Set([...inputs.secrets, ...kind.secrets, ...derived]);
  const mark = (name: string, value: Json): Json => (secrets.has(name) ? secret(value) : value);
  const marked: Props = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, mark(name, value)]));
  const meta: Props =
    kind.schemaVersion === undefined ? {} : { __meta: JSON.stringify({ schema_version: kind.schemaVersion }) };
  return { id: made?.id ?? "", outputs: { ...marked, ...meta } };
}
