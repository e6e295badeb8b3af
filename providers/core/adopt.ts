import { CLOUDS, cloudOf, loadKinds, openCloud } from "./clouds";
import type { Descriptor } from "./descriptor";
import { KindEngine } from "./engine";
import type { SettingsSource } from "./settings";
import { type Values } from "./types";

// Whoever adopts may name any kind.
CLOUDS.forEach(loadKinds);

/**
 * An existing object as inputs and outputs of a resource that would manage all of it.
 * @throws Error where the service does not have it.
 */
export async function readForAdoption(
  descriptor: Descriptor,
  id: string,
  source: SettingsSource,
): Promise<{ inputs: Values; outputs: Values }> {
  const engine = new KindEngine(descriptor, () => openCloud(cloudOf(descriptor.kind), source));
  // State that manages every input and knows none: reading fills what the service says.
  const blank = { __managed: Object.keys(descriptor.inputs.shape) };
  const { props, inputs } = await engine.read(id, blank);
  if (props === undefined || inputs === undefined)
    throw new Error(`There is no ${descriptor.noun} ${id} in this organisation.`);
  return { inputs, outputs: { ...props, __managed: Object.keys(inputs).sort() } };
}
