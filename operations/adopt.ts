import { CLOUDS, cloudOf, loadKinds, openCloud } from "../providers/clouds";
import { type Adopted, adopted } from "../providers/core/engine/adopt";
import { KindEngine } from "../providers/core/engine/kind-engine";
import type { Descriptor } from "../providers/core/resource/descriptor";
import type { SettingsSource } from "../providers/core/settings/settings";

// An adoption may name any kind.
CLOUDS.forEach(loadKinds);

/**
 * Inputs and outputs of a resource that manages all inputs of an existing object, in the tenant of these settings.
 * @throws Error where the service does not have it.
 */
export function readForAdoption(descriptor: Descriptor, id: string, source: SettingsSource): Promise<Adopted> {
  return adopted(descriptor, id, new KindEngine(descriptor, () => openCloud(cloudOf(descriptor.kind), source)));
}
