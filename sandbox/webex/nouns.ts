import { bulkRoutes } from "./bulk";
import type { Noun } from "./noun";
import { routesOf } from "./noun-routes";
import { nounOf } from "./read-nouns";
import type { Route } from "./route";
import { addressBook, addressBookRoutes } from "./routes/address-book";
import { agentProfile } from "./routes/agent-profile";
import { asset, assetRoutes, channel } from "./routes/asset";
import { audioFile, audioFileRoutes } from "./routes/audio-file";
import { auxiliaryCode } from "./routes/auxiliary-code";
import { businessHours, holidayList, overrides } from "./routes/business-hours";
import { cadVariable, cadVariableRoutes } from "./routes/cad-variable";
import { contactNumber, contactNumberRoutes } from "./routes/contact-number";
import { contactServiceQueue } from "./routes/contact-service-queue";
import { desktopLayout } from "./routes/desktop-layout";
import { dialNumber, dialNumberRoutes } from "./routes/dial-number";
import { entryPoint } from "./routes/entry-point";
import { flowRoutes } from "./routes/flow";
import { flowStoreRoutes } from "./routes/flow-store";
import { flowV2Routes } from "./routes/flow-v2";
import { functionRoutes } from "./routes/functions";
import { multimediaProfile } from "./routes/multimedia-profile";
import { organizationRoutes, platformRoutes } from "./routes/platform";
import { outdialAni, outdialAniRoutes } from "./routes/outdial-ani";
import { resourceCollection } from "./routes/resource-collection";
import { skill, skillProfile } from "./routes/skill";
import { subscriptionRoutes } from "./routes/subscriptions";
import { team } from "./routes/team";
import { userProfile, userProfileRoutes } from "./routes/user-profile";
import { user, userRoutes } from "./routes/user";

/** Every configuration noun with the standard operations. */
export const NOUNS: readonly Noun[] = [
  nounOf("site"),
  multimediaProfile,
  team,
  contactServiceQueue,
  entryPoint,
  dialNumber,
  audioFile,
  cadVariable,
  outdialAni,
  desktopLayout,
  agentProfile,
  userProfile,
  user,
  auxiliaryCode,
  nounOf("work-type"),
  businessHours,
  holidayList,
  overrides,
  skill,
  skillProfile,
  addressBook,
  resourceCollection,
  contactNumber,
  nounOf("dial-plan"),
  channel,
  asset,
];

/** Every operation that is emulated, besides the token route. */
export const ROUTES: readonly Route[] = [
  ...organizationRoutes,
  ...NOUNS.flatMap(routesOf),
  ...NOUNS.flatMap(bulkRoutes),
  ...dialNumberRoutes,
  ...audioFileRoutes,
  ...cadVariableRoutes,
  ...outdialAniRoutes,
  ...addressBookRoutes,
  ...userProfileRoutes,
  ...userRoutes,
  ...contactNumberRoutes,
  ...flowRoutes,
  ...flowV2Routes,
  ...flowStoreRoutes,
  ...functionRoutes,
  ...assetRoutes,
  ...subscriptionRoutes,
  ...platformRoutes,
];
