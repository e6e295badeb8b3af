import { changedInSetup, FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";

life("salesforce.RemoteSiteSetting", "metadata.RemoteSiteSetting", (org) =>
  Promise.resolve({
    inputs: { fullName: "Webex", url: "https://webexapis.com", description: "Tokens & such <soon>" },
    wire: {
      id: "Webex",
      url: "https://webexapis.com",
      isActive: true,
      disableProtocolSecurity: false,
      description: "Tokens & such <soon>",
    },
    update: {
      inputs: { url: "https://api.wxcc-us1.cisco.com", isActive: false },
      wire: { url: "https://api.wxcc-us1.cisco.com", isActive: false },
    },
    removal: { input: "description", wire: { description: null } },
    drift: changedInSetup(org, "RemoteSiteSetting", "isActive", false),
    replacements: { fullName: { fullName: "Webex_2" } },
    rename: { fullName: "Webex_2" },
    references: ["url"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [{ url: "webexapis.com" }, "url", "must be a whole address, such as https://example.com"],
      [{ isActive: "yes" }, "isActive", /expected boolean/],
      [{ isactive: true }, "isactive", /did you mean isActive/],
    ],
    requests: metadataRequests("RemoteSiteSetting"),
  }),
);
