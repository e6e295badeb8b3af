import { dataDipFlow, welcomeFlow, type Flow, type LintOptions } from "../../../../flow";

/** Whatever the data-dip flow can do, switched on. */
const everything = (): Flow =>
  dataDipFlow({
    salesforceUrl: "https://acme.lightning.force.com",
    defaultCountry: "DE",
    countries: ["US"],
    contactE164Field: "PhoneE164__c",
    languages: [
      { locale: "de-DE", voice: "de-DE-Standard-A" },
      { locale: "en-US", voice: "en-US-Standard-C", countries: ["US"] },
    ],
    accountPriorities: { field: "Tier__c", values: { Gold: 1, Silver: 3 } },
    hours: true,
    queues: [{ key: "Gold", upTo: 1, hours: true }],
    postCall: "task",
    interactionField: "WebexInteractionId__c",
    fields: {
      contact: [{ field: "Level__c", variable: "contactLevel", label: "Level" }],
      case: [{ field: "Origin", variable: "caseOrigin", label: "Origin" }],
    },
  });

/** Good flows that come with the package. */
export const GOOD_FLOWS: readonly (readonly [name: string, flow: () => Flow])[] = [
  ["the welcome flow", welcomeFlow],
  ["the data-dip flow", () => dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" })],
  ["the data-dip flow with every option", everything],
];

/** What the org has, as far as the flows ask for it, and whose ids are known. */
export const MUTATION_OPTIONS: LintOptions = {
  knownIds: [],
  schema: {
    objects: {
      Contact: {
        fields: [
          "Id",
          "Name",
          "AccountId",
          "Phone",
          "MobilePhone",
          "HomePhone",
          "OtherPhone",
          "PhoneE164__c",
          "Level__c",
          "LastModifiedDate",
        ],
        relationships: { Account: "Account" },
      },
      Account: { fields: ["Id", "Name", "Phone", "Tier__c", "LastModifiedDate"] },
      Case: {
        fields: [
          "Id",
          "CaseNumber",
          "Subject",
          "Priority",
          "Origin",
          "ContactId",
          "IsClosed",
          "LastModifiedDate",
          "Description",
        ],
      },
    },
  },
};
