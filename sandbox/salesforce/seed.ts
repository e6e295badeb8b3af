import type { Org } from "./org";
import { plantDeployment } from "./seed/deployment";
import { DEPLOYER_USERNAME, plantFoundation } from "./seed/foundation";
import { plantSample } from "./seed/sample";

/** Fills a fresh org: the standard content, an app to sign in with, and sample customers. */
export const seedOrg = (org: Org): void => {
  const adminId = plantFoundation(org);
  plantDeployment(org, adminId, DEPLOYER_USERNAME);
  plantSample(org, adminId);
};
