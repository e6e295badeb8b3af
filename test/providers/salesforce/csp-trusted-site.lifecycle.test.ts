import { changedInSetup, FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";

life("salesforce.CspTrustedSite", "metadata.CspTrustedSite", (org) =>
  Promise.resolve({
    inputs: {
      fullName: "Webex_desktop",
      endpointUrl: "https://*.cisco.com",
      isApplicableToFrameSrc: true,
      canAccessMicrophone: true,
      canAccessCamera: false,
      description: "The agents' desktop",
    },
    wire: {
      endpointUrl: "https://*.cisco.com",
      isApplicableToFrameSrc: true,
      isApplicableToImgSrc: false,
      canAccessMicrophone: true,
      isActive: true,
      context: "All",
    },
    update: {
      inputs: { context: "LEX", isApplicableToConnectSrc: true },
      wire: { context: "LEX", isApplicableToConnectSrc: true },
    },
    removal: { input: "description", wire: { description: null } },
    drift: changedInSetup(org, "CspTrustedSite", "isApplicableToImgSrc", true),
    replacements: { fullName: { fullName: "Webex_desktop_2" } },
    rename: { fullName: "Webex_desktop_2" },
    references: ["endpointUrl"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [{ endpointUrl: "not an address" }, "endpointUrl", /^must be an address such as https:\/\/example\.com/],
      [{ context: "Everything" }, "context", /Invalid option/],
      [
        { isApplicableToFrameSrc: false, canAccessMicrophone: false },
        "",
        /^allows nothing: set at least one of isApplicableToConnectSrc/,
      ],
    ],
    requests: metadataRequests("CspTrustedSite"),
  }),
);
