import { isDeepStrictEqual } from "node:util";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import { changedKeys, isOpen } from "../../providers/core/engine/diff";
import { isRecord, type Values } from "../../providers/core/resource/types";
import type { Managed } from "../stack-state";

/** One thing that is otherwise in the tenant than in state. */
export interface FieldDrift {
  /** `callDistributionGroups[0].teamIds` */
  readonly path: string;
  /** Absent for a secret, and where state has none. */
  readonly state?: unknown;
  /** Absent for a secret, and where the tenant has none. */
  readonly tenant?: unknown;
  readonly isSecret: boolean;
}

/** What differs between a resource's state and the properties its object has now, by the kind's own measure. Pure. */
export function driftedFields(descriptor: Descriptor, managed: Managed, now: Values): readonly FieldDrift[] {
  const inputs = Object.fromEntries(Object.entries(managed.inputs).filter(([key]) => !key.startsWith("__")));
  const ignored = new Set(managed.ignored.map((path) => path.split(/[.[]/)[0] ?? ""));
  const changed = changedKeys(descriptor, now, inputs).filter((key) => !ignored.has(key));
  const secretInputs: readonly string[] = descriptor.secretInputs ?? [];
  return changed.flatMap((key) => {
    if (managed.secrets.has(key) || secretInputs.includes(key)) return [{ path: key, isSecret: true }];
    // What decides for itself what is the same counts fields that only the tenant has.
    const whole = isOpen(descriptor.inputs.shape[key]) || (descriptor.equals !== undefined && key in descriptor.equals);
    return leaves(key, inputs[key], now[key], whole);
  });
}

function leaves(path: string, state: unknown, tenant: unknown, whole: boolean): readonly FieldDrift[] {
  if (isDeepStrictEqual(state, tenant)) return [];
  const inside = insides(path, state, tenant, whole);
  if (inside.length > 0) return inside;
  const differing = { ...(state === undefined ? {} : { state }), ...(tenant === undefined ? {} : { tenant }) };
  return [{ path, ...differing, isSecret: false }];
}

/** Empty for values that have no parts to compare, or whose parts are all as they should be. */
function insides(path: string, state: unknown, tenant: unknown, whole: boolean): readonly FieldDrift[] {
  if (isRecord(state) && isRecord(tenant)) {
    const names = new Set([...Object.keys(state), ...(whole ? Object.keys(tenant) : [])]);
    return [...names].flatMap((name) => leaves(`${path}.${name}`, state[name], tenant[name], whole));
  }
  if (!Array.isArray(state) || !Array.isArray(tenant) || state.length !== tenant.length) return [];
  if (!state.every(isRecord)) return [];
  return state.flatMap((item, i) => leaves(`${path}[${i}]`, item, tenant[i], whole));
}
