import type { Descriptor } from "../../providers/core/resource/descriptor";
import { facetOf } from "../../providers/core/resource/facets";

/** The calls are below two addresses, and say which. */
export const CALL_ADDRESSES =
  "REST calls are below `/services/data/v{version}`, those of SOAP go to `/services/Soap/m/{version}`, and both run as the user who signs in.";

/** The sentence on what that user may. */
export function permissionsFor({ permission }: Descriptor): string {
  return `OAuth scope: \`api\`. User permissions: ${facetOf(permission) ?? "none"}.`;
}
