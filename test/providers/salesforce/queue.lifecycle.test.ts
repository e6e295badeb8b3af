import { changedInSetup, FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";

life("salesforce.Queue", "metadata.Queue", (org) => {
  const { username } = org.sandbox.salesforce.credentials;
  return Promise.resolve({
    inputs: {
      fullName: "Support_cases",
      name: "Support cases",
      sobjectTypes: ["Case"],
      queueMembers: { users: [username, "deploy@datadip.example"] },
      email: "support@acme.example",
    },
    wire: {
      name: "Support cases",
      queueSobject: [{ sobjectType: "Case" }],
      queueMembers: { users: { user: [username, "deploy@datadip.example"] } },
      doesSendEmailToMembers: false,
      email: "support@acme.example",
    },
    update: {
      inputs: { name: "Support", queueMembers: { users: ["deploy@datadip.example"] } },
      wire: { name: "Support", queueMembers: { users: { user: ["deploy@datadip.example"] } } },
    },
    removal: { input: "email", wire: { email: null } },
    drift: changedInSetup(org, "Queue", "queueMembers", { users: { user: [username] } }, "queueMembers", {
      users: [username],
    }),
    replacements: { fullName: { fullName: "Support_cases_2" } },
    rename: { fullName: "Support_cases_2" },
    references: ["email"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [{ sobjectTypes: [] }, "sobjectTypes", "needs at least one object"],
      [{ email: "nobody" }, "email", "must be an e-mail address"],
      [{ queueMembers: { user: ["x"] } }, "queueMembers", "has unknown fields: user"],
    ],
    requests: metadataRequests("Queue"),
  });
});
