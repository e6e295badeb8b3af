import { SalesforceDataDip } from "datadip";

// Number and agents are those that the sandbox's tenant knows.
new SalesforceDataDip("Acme Support", {
  numbers: ["+15551230001"],
  country: "US",
  teams: [{ name: "Tier 1", members: ["ana.agent@example.com", "ben.agent@example.com"] }],
  queues: [{ name: "Support" }, { name: "Urgent", upTo: 2 }],
  salesforce: { username: "webex@acme.example", contactEmail: "it@acme.example" },
});
