import { MIN_SECRET_CHARS } from "../../http/redact";
import { SECRET, SIGNATURE } from "./holdings";
import type { Descriptor } from "../resource/descriptor";
import { SECRETS, secretPathsIn, textsIn, valueAtPath } from "../resource/secret-paths";
import { isRecord, type RemoteObject, type Values } from "../resource/types";

/**
 * Keys that begin with two underscores are kept in state but hidden from every diff and policy pack.
 * They must never change, as old state must stay readable.
 */
const MANAGED = "__managed";
const UNMANAGED = "__unmanaged";
const TENANT = "__tenant";
const REVISION = "__mark";
const VERSION = "__v";

/**
 * The newest version of the state's format, apart from upgrades of a kind. Version 1 names every managed input in `__managed`; version 2
 * names the others in `__unmanaged`, and older releases must refuse to read it.
 */
const FORMAT = 2;

/** Names of the inputs that the program set. Names only: a nested copy of a secret value would be stored in clear. */
export function managedKeys(state: Values): readonly string[] {
  const keys = state[MANAGED];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
}

export function tenantOf(state: Values): string | undefined {
  const tenant = state[TENANT];
  return typeof tenant === "string" ? tenant : undefined;
}

export function revisionOf(state: Values): string | undefined {
  const mark = state[REVISION];
  return typeof mark === "string" ? mark : undefined;
}

/**
 * The content of the state: inputs and outputs from the service, and our own notes. `managed` are the inputs that the program sets;
 * `given` are their values after a write, for those that the service does not return.
 */
export function outputsOf(
  descriptor: Descriptor,
  live: RemoteObject,
  managed: readonly string[],
  given: Values,
  tenant: string,
): Values {
  const said = Object.entries(live.values).filter(([, value]) => value !== undefined);
  const [version, mark] = [stateVersion(descriptor), live.revision];
  const outputs = {
    ...Object.fromEntries(Object.entries(given).filter(([key]) => !isHidden(key))),
    ...Object.fromEntries(said),
    [MANAGED]: managed.filter((key) => !isHidden(key)).sort(),
    [TENANT]: tenant,
    [VERSION]: version,
    ...(mark === undefined ? {} : { [REVISION]: mark }),
    ...(given[SECRETS] === undefined ? {} : { [SECRETS]: given[SECRETS] }),
  };
  return toStruct(outputs) as Values;
}

/** Our notes in the state of a resource that was just made of these inputs. */
export function newState(descriptor: Descriptor, inputs: Values): Values {
  const managed = Object.keys(inputs).filter((key) => !isHidden(key));
  return { [MANAGED]: managed.sort(), [VERSION]: stateVersion(descriptor) };
}

/** Whether a key is ours, or comes from a descriptor's `prepare` and is in inputs only. */
const isHidden = (key: string): boolean => key.startsWith("__");

/** The managed inputs with their values in `outputs`, which the engine compares to show drift. */
export const inputsOf = (outputs: Values): Values =>
  Object.fromEntries(managedKeys(outputs).flatMap((key) => (key in outputs ? [[key, outputs[key]] as const] : [])));

const stateVersion = (descriptor: Descriptor): number => FORMAT + (descriptor.upgrades?.length ?? 0);

/**
 * The state to store, with the names of unmanaged inputs that have a value, as these are fewer than the managed ones.
 *
 * @param before the stored state of a refresh, whose format is kept: a refresh must not change the state of an older version
 */
export function packed(descriptor: Descriptor, state: Values, before: Values = {}): Values {
  if (MANAGED in before) return state;
  const { [MANAGED]: managed, ...rest } = state;
  const valued = inputsIn(descriptor, rest);
  if (!Array.isArray(managed) || !managed.every((key) => valued.includes(key as string))) return state;
  const unmanaged = valued.filter((key) => !managed.includes(key));
  return unmanaged.length === 0 ? rest : { ...rest, [UNMANAGED]: unmanaged };
}

/**
 * State for the engine's wire, whose outputs are secret where they repeat a secret input. The engine itself marks only those that have the
 * name of the input. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
export function sealed(descriptor: Descriptor, state: Values): Values {
  const given = secretPathsIn(state).flatMap((path) => textsIn(valueAtPath(state, path)));
  const secrets = given.filter((text) => text.length >= MIN_SECRET_CHARS);
  const isPlain = (key: string, value: unknown): boolean =>
    key in descriptor.inputs.shape || !textsIn(value).some((text) => secrets.some((secret) => text.includes(secret)));
  const sealing = Object.entries(state).map(([key, value]) => [
    key,
    isHidden(key) || isPlain(key, value) ? value : { [SIGNATURE]: SECRET, value },
  ]);
  return secrets.length === 0 ? state : (Object.fromEntries(sealing) as Values);
}

function unpacked(descriptor: Descriptor, state: Values): Values {
  if (MANAGED in state) return state;
  const { [UNMANAGED]: unmanaged, ...rest } = state;
  const isManaged = (key: string): boolean => !Array.isArray(unmanaged) || !unmanaged.includes(key);
  return { ...rest, [MANAGED]: inputsIn(descriptor, rest).filter(isManaged) };
}

/** Inputs with a value in the state, in the order of their names. */
const inputsIn = (descriptor: Descriptor, state: Values): readonly string[] =>
  Object.keys(descriptor.inputs.shape)
    .filter((key) => key in state)
    .sort();

/**
 * State in the format of this version, with the names of the managed inputs.
 * @throws Error for state of a newer version, whose format this version does not know.
 */
export function upgraded(descriptor: Descriptor, state: Values): Values {
  const found = state[VERSION];
  const version = typeof found === "number" ? found : 1;
  const mine = stateVersion(descriptor);
  if (version > mine) {
    throw new Error(
      `The state of this ${descriptor.noun} was written by a newer datadip (state version ${version}, this one knows ${mine}): update the package.`,
    );
  }
  const pending = (descriptor.upgrades ?? []).slice(Math.max(version - FORMAT, 0));
  const lifted =
    pending.length === 0 ? state : { ...pending.reduce((old, upgrade) => upgrade(old), state), [VERSION]: mine };
  return version < FORMAT ? lifted : unpacked(descriptor, lifted);
}

/** A deep copy that the engine's wire can carry: without undefined, and without values that it would change. */
export function toStruct(value: unknown, path = "value"): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item, i) => toStruct(item ?? null, `${path}[${i}]`));
  if (isRecord(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, toStruct(item, `${path}.${key}`)]));
  }
  throw new Error(
    `datadip would have stored ${path}, which state cannot hold (${typeof value}): this is a defect of datadip, please report it.`,
  );
}
