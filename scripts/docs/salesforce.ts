import type { Descriptor } from "../../providers/core/resource/descriptor";
import { facetOf } from "../../providers/core/resource/facets";

/** The sentence on the addresses of the calls. */
export const CALL_ADDRESSES =
  "REST calls are below `/services/data/v{version}`, SOAP calls go to `/services/Soap/m/{version}`, and both run as the user who signs in.";

/** The sentence on the user's permissions. */
export function permissionsFor({ permission }: Descriptor): string {
  return `OAuth scope: \`api\`. User permissions: ${facetOf(permission) ?? "none"}.`;
}
