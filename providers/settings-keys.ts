import { createRequire } from "node:module";
import { declareSettings } from "./core/settings/config-keys";
import type * as OfSalesforce from "./salesforce/auth/settings";
import { SALESFORCE_SETTINGS } from "./salesforce/settings-keys";
import type * as OfWebex from "./webex/client/settings";
import { WEBEX_SETTINGS } from "./webex/settings-keys";

/** Readers of the settings are loaded for live runs only. `require` returns no types; these are the modules' types. */
const load = createRequire(__filename);

declareSettings("webex", {
  ...WEBEX_SETTINGS,
  check: (settings) => void (load("./webex/client/settings") as typeof OfWebex).webexSettings(settings, undefined),
});
declareSettings("salesforce", {
  ...SALESFORCE_SETTINGS,
  check: (settings) => void (load("./salesforce/auth/settings") as typeof OfSalesforce).salesforceSettings(settings),
});
