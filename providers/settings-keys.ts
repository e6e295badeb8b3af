import { createRequire } from "node:module";
import { declareSettings } from "./core/settings/config-keys";
import type * as OfSalesforce from "./salesforce/auth/settings";
import { SALESFORCE_SETTINGS } from "./salesforce/settings-keys";
import type * as OfWebex from "./webex/client/settings";
import { WEBEX_SETTINGS } from "./webex/settings-keys";

/** What reads the settings is loaded where a live run needs them. `require` knows no types; this is what the modules are. */
const load = createRequire(__filename);

declareSettings("webex", {
  ...WEBEX_SETTINGS,
  check: (settings) => void (load("./webex/client/settings") as typeof OfWebex).webexSettings(settings, undefined),
});
declareSettings("salesforce", {
  ...SALESFORCE_SETTINGS,
  check: (settings) => void (load("./salesforce/auth/settings") as typeof OfSalesforce).salesforceSettings(settings),
});
