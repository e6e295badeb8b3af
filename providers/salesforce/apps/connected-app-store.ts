import { isDryRun, rehearse } from "../../core/telemetry/dry-run";
import { isRecord, type Values, type Checked } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";
import { asError, HttpError } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import { KEY_IS_FIXED } from "../rest/error-codes";
import { fromMetadata, inputs, toMetadata } from "./connected-app-metadata";
import { deploy } from "../metadata/deploy";
import type { Component } from "../metadata/metadata-client";
import { MetadataStore } from "../metadata/metadata-store";

class ConnectedAppStore extends MetadataStore<typeof inputs> {
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

export const connectedAppStore = new ConnectedAppStore({
  type: "ConnectedApp",
  inputs,
  toMetadata,
  fromMetadata,
  unsaid: ["consumerSecret", "validateAtPreview"],
});

/** Refuses elements that the API version lacks; a new app is checked by the org on request and in a dry run. */
export async function checkConnectedApp(api: SalesforceApi, given: Values, olds: Values): Promise<Checked> {
  const checked = await connectedAppStore.checkVersion(api, given);
  const isNew = olds.fullName !== given.fullName;
  if (checked.problems.length > 0 || hasUnknown(given) || !isNew) return checked;
  if (given.validateAtPreview === true) return validated(api, given);
  return isDryRun() ? rehearse(() => validated(api, given)) : checked;
}

/** The org's problems with a new app, without saving it. */
async function validated(api: SalesforceApi, given: Values): Promise<Checked> {
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
