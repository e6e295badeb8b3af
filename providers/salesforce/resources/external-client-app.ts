import { defineResource } from "../../core/resource/define";
import type { Values, Checked } from "../../core/resource/types";
import type { SalesforceApi } from "../rest/api";
import { samePem, sameSecret } from "../apps/app-fields";
import { inputs, outputs, rules } from "../apps/external-client-app-inputs";
import { externalClientAppStore } from "../apps/external-client-app-store";
import { CUSTOMIZE, NOT_EXPORTED } from "../rest/operations";

const checkWithTenant = async (api: SalesforceApi, given: Values, olds: Values): Promise<Checked> => ({
  inputs: given,
  problems: await externalClientAppStore.problems(api, given, olds),
});

/**
 * An External Client App, through which a service signs in to Salesforce. The defaults make the app that Webex's Salesforce connector
 * needs. For another key make a second app: see `WebexConnectorApp`.
 *
 * @example
 * const key = new random.RandomString("key", { length: 64, special: false });
 * const signing = new salesforce.SigningKey("webex", { commonName: "webex" });
 * new salesforce.ExternalClientApp("WxccDataDip", {
 *   label: "Webex data dip",
 *   contactEmail: "it@acme.example",
 *   consumerKey: key.result,
 *   certificate: signing.certificatePem,
 *   permissionSets: [dataDip.id],
 * });
 */
export const ExternalClientApp = defineResource({
  kind: "salesforce.ExternalClientApp",
  noun: "External Client App",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_externalclientapplication.htm",
  inputs,
  outputs,
  naturalKey: ["fullName"],
  replaceOnChanges: ["fullName", "consumerKey"],
  // Nothing in Salesforce refers to an app's id, so an app can be deleted and made again under its name.
  referable: false,
  sets: ["scopes", "permissionSets", "profiles", "callbackUrls"],
  equals: { certificate: samePem, consumerSecret: sameSecret },
  ignoredInDiff: ["validateAtPreview"],
  secretInputs: ["consumerKey", "consumerSecret"],
  rules,
  checkWithTenant,
  store: externalClientAppStore,
  permission: `${CUSTOMIZE}, and View all External Client Apps, view their settings, and edit their policies`,
  lookUp: { none: "others refer to it by its full name" },
  export: NOT_EXPORTED,
  trial: {
    only: "app",
    inputs: {
      label: "{name}",
      contactEmail: "nobody@example.com",
      consumerKey: "{plain}",
      certificate: "{salesforce.SigningKey.certificatePem}",
      permissionSets: ["{salesforce.PermissionSet}"],
    },
  },
  picture: {
    family: "salesforce",
    noun: "External client app",
    called: ["label", "fullName"],
    dependsOn: ["salesforce.SigningKey"],
  },
});
export type ExternalClientApp = InstanceType<typeof ExternalClientApp>;
