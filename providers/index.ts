export * as webex from "./webex";
