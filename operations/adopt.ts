import { CLOUDS, cloudOf, loadKinds, openCloud } from "../providers/clouds";
import { type Adopted, adopted } from "../providers/core/engine/adopt";
import { KindEngine } from "../providers/core/engine/kind-engine";
import type { Descriptor } from "../providers/core/resource/descriptor";
import type { SettingsSource } from "../providers/core/settings/settings";

// Anybody who adopts may name any kind.
CLOUDS.forEach(loadKinds);

/**
 * An existing object of the tenant that these settings name, as inputs and outputs of a resource that would manage all of it.
 * @throws Error where the service does not have it.
 */
export function readForAdoption(descriptor: Descriptor, id: string, source: SettingsSource): Promise<Adopted> {
  return adopted(descriptor, id, new KindEngine(descriptor, () => openCloud(cloudOf(descriptor.kind), source)));
}
