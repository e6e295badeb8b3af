import { declareSettings } from "./core/settings/config-keys";
import { SALESFORCE_SETTINGS } from "./salesforce/settings-keys";
import { WEBEX_SETTINGS } from "./webex/settings-keys";

declareSettings("webex", WEBEX_SETTINGS);
declareSettings("salesforce", SALESFORCE_SETTINGS);
