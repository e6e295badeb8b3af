import "./preload";
import "./settings-keys";
export * from "./components";
export { misspeltKeys } from "./core/settings/settings";
export * as salesforce from "./salesforce";
export * as webex from "./webex";
