import { IntegrationUser, salesforce } from "datadip";

/** The Salesforce side alone: a field for the id of a call, a user who may write it, and a queue for cases that calls opened. */

const callId = new salesforce.CustomField("Case.WebexInteractionId__c", {
  label: "Webex interaction",
  type: "Text",
  length: 64,
  externalId: true,
});

const integration = new IntegrationUser("Webex_Calls", {
  username: "webex.calls@acme.example",
  email: "it@acme.example",
  // Nobody sees a new field, not even administrators, until a permission grants it.
  fieldPermissions: [{ field: callId.fullName, editable: true }],
});

new salesforce.Queue("Cases_From_Calls", { name: "Cases from calls", sobjectTypes: ["Case"] });

export const username = integration.username;
