import { changedInSetup, FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";

const LONG = `${"Bonjour, « Zoé » & co. ".repeat(40)}\n  fin`;

life("salesforce.CustomLabel", "metadata.CustomLabel", (org) =>
  Promise.resolve({
    inputs: {
      fullName: "Greeting",
      value: `  ${LONG}\r\n`,
      shortDescription: "Greeting of the phone menu",
      categories: "Phone",
    },
    wire: {
      value: LONG,
      shortDescription: "Greeting of the phone menu",
      language: "en_US",
      protected: false,
      categories: "Phone",
    },
    update: { inputs: { value: "Welcome back" }, wire: { value: "Welcome back" } },
    removal: { input: "categories", wire: { categories: null } },
    drift: changedInSetup(org, "CustomLabel", "value", "Hello"),
    replacements: { fullName: { fullName: "Greeting_2" }, language: { language: "fr" } },
    rename: { fullName: "Greeting_2" },
    references: ["value"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [{ value: " " }, "value", "must not be empty"],
      [{ value: "x".repeat(1_001) }, "value", "may have at most 1000 characters"],
    ],
    requests: metadataRequests("CustomLabel"),
  }),
);
