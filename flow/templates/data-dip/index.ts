import { defineFlow, FlowDefinitionError } from "../../build";
import type { Flow } from "../../model";
import { caseNumberNodes } from "./case-number";
import { events } from "./events";
import { afterGreeting, hoursNodes } from "./hours";
import { lookupNodes } from "./lookup";
import type { DataDipOptions } from "./options";
import { readOptions } from "./settings";
import { phoneNodes } from "./phone";
import { prompt } from "./prompts";
import { queueNodes } from "./queue";
import { variables } from "./variables";

export { dataDipBindings, type DataDipValues } from "./bindings";
export { dataDipRights, type DataDipRights } from "./rights";
export type { Country } from "./dial-plans";
export type { DataDipOptions } from "./options";

/**
 * The data-dip flow: finds the caller in Salesforce, greets by name, queues by priority, shows the record to the agent and logs the call on the case.
 * Queues, connector and business hours are open bindings; `dataDipBindings` makes their values.
 * @throws FlowDefinitionError for an invalid argument.
 * @example dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" })
 */
export function dataDipFlow(options: DataDipOptions): Flow {
  const settings = readOptions(options);
  const panel = [
    ...["callerNumber", "contactName", "accountName", "caseNumber", "caseSubject", "casePriority"],
    ...[...settings.fields.contact, ...settings.fields.case].map(({ variable }) => variable),
    ...Object.values(settings.handOver?.fields ?? {}),
    ...(settings.postCall === "none" ? [] : ["notes"]),
  ];
  return defineFlow(settings.name, {
    description: "Finds the caller in Salesforce, greets by name, queues by priority, pops the record, notes the call",
    variables: variables(settings),
    start: "KeepCall",
    nodes: {
      ...phoneNodes(settings),
      ...prompt(settings, "Greeting", "greeting", "Greets before anything is looked up", afterGreeting(settings)),
      ...hoursNodes(settings),
      ...lookupNodes(settings),
      ...caseNumberNodes(settings),
      ...queueNodes(settings),
    },
    events: events(settings),
    desktop: {
      popOver: ["ani", "contactName", "caseNumber", "caseSubject", "casePriority"],
      interactionPanel: [...new Set(panel)],
    },
  });
}

/**
 * Settings of Cisco's call center that pass the flow's variables to Salesforce, for the field `settings` of `webexCallCenter`.
 * https://github.com/webex/webex-contact-center-crm-connectors/blob/ce73a642/salesforce/cti/OpenCTI.callCenter-meta.xml
 * @throws FlowDefinitionError for an invalid argument, and without `handOver`.
 */
export function dataDipCallCenterSettings(options: DataDipOptions): Readonly<Record<string, string>> {
  const { handOver } = readOptions(options);
  if (handOver === undefined)
    throw new FlowDefinitionError(
      'dataDipCallCenterSettings: handOver is missing, which says what is handed over; give it as in { fields: { Subject: "caseSubject" } }, to the flow too.',
    );
  const mapping = Object.entries(handOver.fields)
    .map(([field, variable]) => `${field}={${variable}}`)
    .join(",");
  return handOver.to === "case"
    ? { createObjectIncoming: "true", "objectCreationManagement.objectFieldMapping": mapping }
    : { "wxCCCallActivity.objectFieldMapping": mapping };
}
