import { SalesforceDataDip } from "datadip";

// The sandbox's tenant has this number and these agents.
new SalesforceDataDip("Acme Support", {
  numbers: ["+15551230001"],
  country: "US",
  teams: [{ name: "Tier 1", members: ["ana.agent@example.com", "ben.agent@example.com"] }],
  queues: [{ name: "Support" }, { name: "Urgent", upTo: 2 }],
  salesforce: { username: "webex@acme.example", contactEmail: "it@acme.example" },
});
