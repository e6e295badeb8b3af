import { isDeepStrictEqual } from "node:util";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import { changedKeys, isOpen } from "../../providers/core/engine/diff";
import { isRecord, type Values } from "../../providers/core/resource/types";
import type { Managed } from "../stack-state";

/** One field that differs between state and tenant. */
export interface FieldDrift {
  /** `callDistributionGroups[0].teamIds` */
  readonly path: string;
  /** Absent for a secret, and where state has none. */
  readonly state?: unknown;
  /** Absent for a secret, and where the tenant has none. */
  readonly tenant?: unknown;
  readonly isSecret: boolean;
}

/** Fields that differ between a resource's state and its object's present properties, by the kind's own rules. Pure. */
export function driftedFields(descriptor: Descriptor, managed: Managed, now: Values): readonly FieldDrift[] {
  const inputs = Object.fromEntries(Object.entries(managed.inputs).filter(([key]) => !key.startsWith("__")));
  const ignored = new Set(managed.ignored.map((path) => path.split(/[.[]/)[0] ?? ""));
  const changed = changedKeys(descriptor, now, inputs).filter((key) => !ignored.has(key));
  const secretInputs: readonly string[] = descriptor.secretInputs ?? [];
  return changed.flatMap((key) => {
    if (managed.secrets.has(key) || secretInputs.includes(key)) return [{ path: key, isSecret: true }];
    // Maps, and inputs with their own equality, also count keys that only the tenant has.
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

/** Differences inside a value; empty for values without parts, or without a different part. */
function insides(path: string, state: unknown, tenant: unknown, whole: boolean): readonly FieldDrift[] {
  if (isRecord(state) && isRecord(tenant)) {
    const names = new Set([...Object.keys(state), ...(whole ? Object.keys(tenant) : [])]);
    return [...names].flatMap((name) => leaves(`${path}.${name}`, state[name], tenant[name], whole));
  }
  if (!Array.isArray(state) || !Array.isArray(tenant) || state.length !== tenant.length) return [];
  if (!state.every(isRecord)) return [];
  return state.flatMap((item, i) => leaves(`${path}[${i}]`, item, tenant[i], whole));
}
