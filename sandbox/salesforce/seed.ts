import type { Org } from "./org";
import { plantFoundation } from "./seed/foundation";
import { plantSample } from "./seed/sample";

/** Fills a fresh org: what every org has, and customers to look up. */
export const seedOrg = (org: Org): void => {
  const adminId = plantFoundation(org);
  plantSample(org, adminId);
};
