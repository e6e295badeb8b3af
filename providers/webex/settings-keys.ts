/** The settings of the namespace `webex`. Data only, as every program loads it. */
export const WEBEX_SETTINGS = {
  credentials: ["webex:clientId", "webex:clientSecret", "webex:refreshToken", "webex:accessToken"],
  secrets: ["webex:clientSecret", "webex:refreshToken", "webex:accessToken"],
  addresses: [
    "webex:region",
    "webex:orgId",
    "webex:expectedOrgName",
    "webex:apiUrl",
    "webex:platformUrl",
    "webex:flowStoreUrl",
    "webex:flowProjectId",
    "webex:bulkSize",
  ],
} as const;

export type WebexSetting = (typeof WEBEX_SETTINGS)["credentials" | "addresses"][number];
