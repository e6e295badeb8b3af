import "./preload";
import { cloudOf, loadKind, Sessions } from "./clouds";
import { engineState, endWithEngine } from "./core/engine/engine-state";
import { Journal, journalFolder } from "./core/engine/journal";
import { KindEngine } from "./core/engine/kind-engine";
import { ThisStack } from "./core/engine/this-stack";
import { countCalls } from "./core/telemetry/engine-process";
import { throwBriefly, withoutStacks } from "./core/engine/outcomes";
import { packed, sealed } from "./core/engine/state";
import { descriptorOf } from "./core/resource/registry";
import { report } from "./core/telemetry/report";
import type { SettingsSource } from "./core/settings/settings";
import type { Problem, Values } from "./core/resource/types";

/** The argument of `configure` from the engine's dynamic provider. */
interface ConfigureRequest {
  readonly config: { get(key: string): string | undefined };
}

/** The methods that the engine calls; see the dynamic provider host of @pulumi/pulumi. */
export interface Provider {
  configure(request: ConfigureRequest): Promise<void>;
  check(olds: Values, news: Values): Promise<{ inputs: Values; failures: { property: string; reason: string }[] }>;
  diff(
    id: string,
    olds: Values,
    news: Values,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Values): Promise<{ id: string; outs: Values }>;
  read(id: string, props: Values): Promise<{ id?: string; props?: Values; inputs?: Values }>;
  update(id: string, olds: Values, news: Values): Promise<{ outs: Values }>;
  delete(id: string, props: Values): Promise<void>;
}

/** Set by `configure`. The engine gives every kind of a process the same config, that of the whole stack. */
let source: SettingsSource = { config: () => undefined, env: process.env };
const sessions = new Sessions(() => source);
const stack = new ThisStack(engineState, new Journal(journalFolder(process.env), report));

/** The provider of a kind. This function's name and the kinds' names are in stored state and must never change. */
export function of(kind: string): Provider {
  const cloud = cloudOf(kind);
  loadKind(kind);
  countCalls();
  endWithEngine();
  const descriptor = descriptorOf(kind);
  const engine = new KindEngine(descriptor, sessions.of.bind(sessions, cloud), stack);
  return {
    // Must not wait: the host uses the provider before this promise settles.
    configure: (request) => {
      source = { config: (key) => request.config.get(key), env: process.env };
      return Promise.resolve();
    },
    // The host changes the answer that it gets, so each one is a separate copy.
    check: async (olds, news) => {
      const { inputs, failures } = await withoutStacks(engine.check(olds, news));
      return { inputs: { ...inputs }, failures: failures.map((failure) => withSource(failure, descriptor.docs)) };
    },
    diff: async (id, olds, news) => {
      const found = await withoutStacks(Promise.resolve().then(() => engine.diff(id, olds, news)));
      return { ...found, replaces: [...found.replaces] };
    },
    create: async (inputs) => {
      const { id, outs } = await engine.create(inputs).catch(throwBriefly);
      return { id, outs: sealed(descriptor, packed(descriptor, outs)) };
    },
    read: async (id, state) => {
      const { props, ...found } = await withoutStacks(engine.read(id, state));
      return props === undefined ? found : { ...found, props: sealed(descriptor, packed(descriptor, props, state)) };
    },
    update: async (id, olds, news) => {
      const { outs } = await engine.update(id, olds, news).catch(throwBriefly);
      return { outs: sealed(descriptor, packed(descriptor, outs)) };
    },
    delete: (id, props) => withoutStacks(engine.delete(id, props)),
  };
}

/** Adds the page of the rules to a problem of one property. A problem without a property is about the connection or a secret. */
function withSource({ property, reason }: Problem, docs: string): { property: string; reason: string } {
  const isRule = property !== "" && !/https?:/.test(reason);
  return { property, reason: isRule ? `${reason} (see ${docs})` : reason };
}
