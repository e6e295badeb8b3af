import type { Descriptor } from "../resource/descriptor";
import { SECRETS } from "../resource/secret-paths";
import { isRecord, type RemoteObject, type Values } from "../resource/types";

/**
 * Keys that begin with two underscores are kept in state but hidden from every diff and policy pack.
 * They are written permanently: state of an old version must stay readable.
 */
const MANAGED = "__managed";
const TENANT = "__tenant";
const REVISION = "__mark";
const VERSION = "__v";

/** The names of the inputs that the program set. Names only: a nested copy of a secret value would be stored in clear. */
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
 * What goes into state: inputs and outputs as the service says them, and our own notes. `managed` are the inputs the program
 * sets; `given` are their values after a write, for those that the service does not echo.
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

/** Our own notes in the state of a resource that was just made of these inputs. */
export function newState(descriptor: Descriptor, inputs: Values): Values {
  const managed = Object.keys(inputs).filter((key) => !isHidden(key));
  return { [MANAGED]: managed.sort(), [VERSION]: stateVersion(descriptor) };
}

/** Keys of our own, and of a descriptor's `prepare`, that only inputs hold. */
function isHidden(key: string): boolean {
  return key.startsWith("__");
}

/** The managed inputs as they are in `outputs`, for the engine to show drift against. */
export function inputsOf(outputs: Values): Values {
  return Object.fromEntries(
    managedKeys(outputs).flatMap((key) => (key in outputs ? [[key, outputs[key]] as const] : [])),
  );
}

function stateVersion(descriptor: Descriptor): number {
  return 1 + (descriptor.upgrades?.length ?? 0);
}

/**
 * State as this version writes it.
 * @throws Error for state of a newer version, which may mean things this one does not know.
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
  const pending = (descriptor.upgrades ?? []).slice(version - 1);
  return pending.length === 0 ? state : { ...pending.reduce((old, upgrade) => upgrade(old), state), [VERSION]: mine };
}

/** A deep copy the engine's wire can carry: without undefined, and with nothing it would turn into something else. */
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
