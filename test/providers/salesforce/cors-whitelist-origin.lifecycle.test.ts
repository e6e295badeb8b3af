import { changedInSetup, FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";

life("salesforce.CorsWhitelistOrigin", "metadata.CorsWhitelistOrigin", (org) =>
  Promise.resolve({
    inputs: { fullName: "Webex_desktop", urlPattern: "https://desktop.wxcc-us1.cisco.com" },
    wire: { urlPattern: "https://desktop.wxcc-us1.cisco.com" },
    update: { inputs: { urlPattern: "https://*.cisco.com" }, wire: { urlPattern: "https://*.cisco.com" } },
    drift: changedInSetup(org, "CorsWhitelistOrigin", "urlPattern", "https://elsewhere.example"),
    replacements: { fullName: { fullName: "Webex_desktop_2" } },
    rename: { fullName: "Webex_desktop_2" },
    references: ["urlPattern"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [{ urlPattern: "http://plain.example" }, "urlPattern", /^must be an origin with https/],
      [{ urlPattern: "https://x.example/path" }, "urlPattern", /^must be an origin with https/],
    ],
    requests: metadataRequests("CorsWhitelistOrigin"),
  }),
);
