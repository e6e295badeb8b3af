import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";

const load = createRequire(__filename);
const PROVIDERS = join(__dirname, "..", "..", "providers");

/**
 * A kind from its own file alone: each test file starts with no module loaded, and all kinds of both clouds take two seconds.
 * @throws Error for a kind that its cloud does not have.
 */
export function loadKind(kind: string): Descriptor {
  const [cloud = "", noun = ""] = kind.split(".");
  const file = join(PROVIDERS, cloud, "resources", `${noun.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}.ts`);
  if (existsSync(file)) load(file);
  if (!allKinds().some((known) => known.kind === kind)) load(join(PROVIDERS, cloud));
  return descriptorOf(kind);
}
