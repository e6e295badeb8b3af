export * from "./components";
export * as salesforce from "./salesforce";
export * as webex from "./webex";
