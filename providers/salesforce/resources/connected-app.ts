import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { CUSTOMIZE, DEPLOY_CALLS, NOT_EXPORTED } from "../rest/operations";
import { executionUserProblem, samePem, sameSecret } from "../apps/app-fields";
import { type Inputs, inputs } from "../apps/connected-app-metadata";
import { checkConnectedApp, connectedAppStore } from "../apps/connected-app-store";

function rules(app: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { isClientCredentialEnabled, oauthClientCredentialUser, isAdminApproved } = app;
  const problems = executionUserProblem(
    isClientCredentialEnabled,
    oauthClientCredentialUser,
    isKnown("oauthClientCredentialUser"),
    "oauthClientCredentialUser",
  );
  const lists = (["permissionSetNames", "profileNames"] as const).filter((key) => (app[key] ?? []).length > 0);
  const useless = isAdminApproved === false ? lists : [];
  return [
    ...problems,
    ...useless.map((property) => ({ property, reason: "has no effect unless isAdminApproved is true" })),
  ];
}

/**
 * A connected app, the older kind of OAuth app. Since Spring '26 most orgs refuse new ones: prefer `salesforce.ExternalClientApp`.
 *
 * @example
 * new salesforce.ConnectedApp("WebexDataDip", {
 *   label: "Webex data dip", contactEmail: "it@acme.example", consumerKey: key.result,
 *   certificate: signing.certificatePem, permissionSetNames: [dataDip.id],
 * });
 */
export const ConnectedApp = defineResource({
  kind: "salesforce.ConnectedApp",
  noun: "connected app",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_connectedapp.htm",
  inputs,
  naturalKey: ["fullName"],
  replaceOnChanges: ["fullName", "consumerKey", "consumerSecret"],
  // Nothing in Salesforce refers to an app's id, so an app can be deleted and made again under its name.
  referable: false,
  sets: ["scopes", "permissionSetNames", "profileNames", "callbackUrls"],
  equals: { certificate: samePem, consumerSecret: sameSecret },
  ignoredInDiff: ["validateAtPreview"],
  secretInputs: ["consumerKey", "consumerSecret"],
  rules,
  checkWithTenant: checkConnectedApp,
  calls: DEPLOY_CALLS,
  store: connectedAppStore,
  permission: `${CUSTOMIZE}, and Manage Connected Apps`,
  lookUp: { none: "others refer to it by its full name" },
  export: NOT_EXPORTED,
  trial: { none: "orgs refuse new connected apps; salesforce.ExternalClientApp is made with --app" },
  picture: {
    family: "salesforce",
    called: ["label", "fullName"],
    dependsOn: ["salesforce.SigningKey"],
  },
});
export type ConnectedApp = InstanceType<typeof ConnectedApp>;
