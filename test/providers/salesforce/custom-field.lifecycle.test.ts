import { changedInSetup, life, metadataRequests } from "./support/life";

life("salesforce.CustomField", "metadata.CustomField", (org) =>
  Promise.resolve({
    inputs: {
      fullName: "Case.WebexInteractionId__c",
      label: "Webex interaction",
      type: "Text",
      length: 64,
      externalId: true,
      description: "Call id",
    },
    wire: { label: "Webex interaction", type: "Text", length: 64, externalId: true, description: "Call id" },
    update: { inputs: { label: "Interaction", length: 128 }, wire: { label: "Interaction", length: 128 } },
    removal: { input: "description", wire: { description: null } },
    drift: changedInSetup(org, "CustomField", "label", "Renamed in Setup"),
    replacements: { fullName: { fullName: "Case.Other__c" } },
    rename: { fullName: "Case.Other__c" },
    references: ["description"],
    refused: [
      [{ fullName: "Case.WebexInteractionId" }, "fullName", /^must be OBJECT\.FIELD__c/],
      [
        { fullName: "Task.Webex__c" },
        "fullName",
        "must be Activity.FIELD__c: tasks and events share their custom fields",
      ],
      [{ length: 300 }, "length", "may be at most 255 for Text: use LongTextArea for more"],
      [{ type: "Number" }, "precision", "is required for a Number field"],
      [{ type: "Txt" }, "type", /Invalid option/],
      [{ type: "LongTextArea", length: 100, visibleLines: 3 }, "length", "must be at least 256 for LongTextArea"],
    ],
    requests: metadataRequests("CustomField"),
  }),
);

life("salesforce.CustomField", "metadata.CustomField", (org) =>
  Promise.resolve({
    inputs: {
      fullName: "Contact.Tier__c",
      label: "Tier",
      type: "Picklist",
      valueSet: { values: [{ fullName: "Gold" }, { fullName: "Silver", label: "Silver & up", default: true }] },
      inlineHelpText: "Who waits less",
    },
    wire: {
      type: "Picklist",
      valueSet: {
        restricted: true,
        valueSetDefinition: {
          sorted: false,
          value: [
            { fullName: "Gold", default: false, label: "Gold" },
            { fullName: "Silver", default: true, label: "Silver & up" },
          ],
        },
      },
    },
    update: {
      inputs: { valueSet: { values: [{ fullName: "Gold" }], restricted: false } },
      wire: {
        valueSet: {
          restricted: false,
          valueSetDefinition: { sorted: false, value: [{ fullName: "Gold", default: false, label: "Gold" }] },
        },
      },
    },
    removal: { input: "inlineHelpText", wire: { inlineHelpText: null } },
    drift: changedInSetup(org, "CustomField", "inlineHelpText", "Changed in Setup"),
    replacements: { fullName: { fullName: "Contact.Other__c" } },
    rename: { fullName: "Contact.Other__c" },
    references: ["inlineHelpText"],
    refused: [[{ valueSet: { values: [] } }, "valueSet.values", "needs at least one value"]],
    requests: metadataRequests("CustomField"),
  }),
);
