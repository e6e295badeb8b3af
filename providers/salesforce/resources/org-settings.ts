import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { BEFORE } from "../../core/resource/types";
import { CUSTOMIZE, NOT_EXPORTED } from "../rest/operations";
import { checkSwitches, orgSettingsStore } from "../stores/org-settings-store";

export const inputs = z.strictObject({
  /** Which page of settings: `OauthOidc`, `ExternalClientApp` or `ConnectedApp`. An org has one of each. Changing it replaces the resource. */
  type: z.enum(["OauthOidc", "ExternalClientApp", "ConnectedApp"]),
  /**
   * Switches by their name in the Metadata API; other switches are not changed.
   * `OauthOidc`: `blockOAuthUnPwFlow`, `blockOAuthUsrAgtFlow`, `isPkceRequired`, `oAuthCdCrdtFlowEnable`, `agentAuthLinking`.
   * `ExternalClientApp`: `enableClientSecretInRestApiAccess`, `enablePackageEcaOauthFromDevOrg`.
   * `ConnectedApp`: `enableAdminApprovedAppsOnly`, `enableAdminApprovedAppsOnlyForExternalUser`.
   */
  settings: z.record(z.string(), z.boolean()),
});

const outputs = z.object({
  /** Earlier values of the switches: deleting the resource sets them back. */
  previous: z.record(z.string(), z.boolean()),
});

export type Inputs = z.output<typeof inputs>;

/**
 * Switches of the whole org. Deleting the resource sets them back to their earlier values.
 *
 * @example
 * new salesforce.OrgSettings("OAuth", { type: "OauthOidc", settings: { blockOAuthUnPwFlow: true } });
 */
export const OrgSettings = defineResource({
  kind: "salesforce.OrgSettings",
  noun: "page of org settings",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_oauthoidcsettings.htm",
  inputs,
  outputs,
  naturalKey: ["type"],
  replaceOnChanges: ["type"],
  referable: false,
  checkWithTenant: checkSwitches,
  derived: { [BEFORE]: ["settings"] },
  store: orgSettingsStore,
  permission: CUSTOMIZE,
  lookUp: { none: "nothing refers to it: an org has one of each type" },
  export: NOT_EXPORTED,
  trial: { none: "it would change what the whole org does" },
  picture: { family: "salesforce" },
});
export type OrgSettings = InstanceType<typeof OrgSettings>;
