import { FlowDefinitionError } from "../../build";
import type { DataDipOptions } from "./options";
import { readOptions } from "./settings";

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
