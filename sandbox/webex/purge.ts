import { configError } from "./webex-errors";
import { nounPath } from "./noun-routes";
import type { Route } from "./route";

const KINDS = [
  "auxiliary-code",
  "contact-service-queue",
  "desktop-layout",
  "agent-profile",
  "entry-point",
  "cad-variable",
  "multimedia-profile",
  "site",
  "skill",
  "team",
  "work-type",
];

/** Would wipe every inactive object of a kind. Even full administrators are refused. */
export const purgeRoutes: readonly Route[] = KINDS.map((kind) => ({
  method: "POST",
  path: `${nounPath("", kind)}/purge-inactive-entities`,
  handle: () => {
    throw configError(403, "Operation is forbidden", "Purging inactive entities is reserved for the system");
  },
  coverage: "partly",
  note: "Always refused, as for every administrator.",
}));
