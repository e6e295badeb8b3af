import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { isDryRun, rehearse } from "../../core/telemetry/dry-run";
import { isRecord, type Problem, type Values } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";
import { asError, HttpError } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import { CUSTOMIZE, DEPLOY_CALLS, NOT_EXPORTED } from "../rest/operations";
import { executionUserProblem, samePem, sameSecret } from "../apps/app-fields";
import { KEY_IS_FIXED } from "../rest/error-codes";
import { fromMetadata, type Inputs, inputs, toMetadata } from "../apps/connected-app-metadata";
import { deploy } from "../metadata/deploy";
import type { Component } from "../metadata/metadata-client";
import { MetadataStore } from "../metadata/metadata-store";

const outputs = z.object({});

class ConnectedAppStore extends MetadataStore<typeof inputs, typeof outputs> {
  /** Some orgs accept the unchanged key of an existing app, others refuse any key. */
  protected override async write(api: SalesforceApi, component: Component): Promise<void> {
    try {
      await super.write(api, component);
    } catch (error) {
      if (!(error instanceof HttpError) || !KEY_IS_FIXED.test(error.detail)) throw error;
      const { oauthConfig, ...rest } = component;
      const { consumerKey: _, ...keyless } = isRecord(oauthConfig) ? oauthConfig : {};
      await super.write(api, { ...rest, oauthConfig: keyless, fullName: component.fullName });
    }
  }
}

const store = new ConnectedAppStore({
  type: "ConnectedApp",
  inputs,
  outputs,
  toMetadata,
  fromMetadata,
  unsaid: ["consumerSecret", "validateAtPreview"],
});

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

async function checkWithTenant(
  api: SalesforceApi,
  given: Values,
  olds: Values,
): Promise<{ inputs: Values; problems: readonly Problem[] }> {
  const checked = await store.checkVersion(api, given);
  const isNew = olds.fullName !== given.fullName;
  if (checked.problems.length > 0 || hasUnknown(given) || !isNew) return checked;
  if (given.validateAtPreview === true) return validated(api, given);
  return isDryRun() ? rehearse(() => validated(api, given)) : checked;
}

/** The org's problems with a new app, without saving it. */
async function validated(api: SalesforceApi, given: Values): Promise<{ inputs: Values; problems: readonly Problem[] }> {
  const fullName = String(given.fullName);
  const components = [{ type: "ConnectedApp" as const, fullName, body: toMetadata(inputs.parse(given)) }];
  const about = `ConnectedApp ${fullName}`;
  return api
    .once(`validated ${JSON.stringify(components)}`, () => deploy(api, { components }, { about, checkOnly: true }))
    .then(() => {
      if (isDryRun()) api.report(`Dry run: Salesforce would accept the ${about}.`);
      return { inputs: given, problems: [] };
    })
    .catch((error: unknown) => ({ inputs: given, problems: [{ property: "", reason: asError(error).message }] }));
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
  outputs,
  naturalKey: ["fullName"],
  replaceOnChanges: ["fullName", "consumerKey", "consumerSecret"],
  // Nothing in Salesforce refers to an app's id, so an app can be deleted and made again under its name.
  referable: false,
  sets: ["scopes", "permissionSetNames", "profileNames", "callbackUrls"],
  equals: { certificate: samePem, consumerSecret: sameSecret },
  ignoredInDiff: ["validateAtPreview"],
  secretInputs: ["consumerKey", "consumerSecret"],
  rules,
  checkWithTenant,
  calls: DEPLOY_CALLS,
  store,
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
