import type { RestRoute, Route } from "./route";
import { collectionRoutes } from "./routes/collections";
import { compositeRoutes } from "./routes/composite";
import { deployRequestRoutes } from "./routes/deploy-request";
import { identityRoutes } from "./routes/identity";
import { lightningRoutes } from "./routes/lightning";
import { oauthRoutes } from "./routes/oauth";
import { platformRoutes, versionRoutes } from "./routes/platform";
import { queryRoutes, searchRoutes } from "./routes/queries";
import { soapRoutes } from "./routes/soap";
import { sobjectRoutes } from "./routes/sobjects";
import { userPasswordRoutes } from "./routes/user-password";

/** Every emulated operation below `/services/data/v66.0`. */
export const REST_ROUTES: readonly RestRoute[] = [
  ...platformRoutes,
  ...sobjectRoutes,
  ...userPasswordRoutes,
  ...queryRoutes,
  ...searchRoutes,
  ...collectionRoutes,
  ...compositeRoutes,
  ...deployRequestRoutes,
];

export const ROUTES: readonly Route[] = [
  ...versionRoutes,
  ...oauthRoutes,
  ...identityRoutes,
  ...soapRoutes,
  ...lightningRoutes,
];
