import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Store } from "../../core/resource/descriptor";
import { type RemoteObject, type Problem, type Values, isRecord } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";
import type { SalesforceApi } from "../rest/api";
import { CUSTOMIZE, metadataCalls, NOT_EXPORTED } from "../rest/operations";
import { bodyProblems } from "../metadata/metadata-type";

const inputs = z.strictObject({
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

type Inputs = z.output<typeof inputs>;
type Settings = Inputs["settings"];

const switches = (value: unknown): Settings => inputs.shape.settings.parse(isRecord(value) ? value : {});

/** The switches of these names; those that the org does not return are off. */
function named(component: Values, names: readonly string[]): Settings {
  return Object.fromEntries(names.map((name) => [name, component[name] === true]));
}

/** A page of settings is never made or deleted: a create notes the earlier values, a delete sets them back. */
class OrgSettingsStore implements Store<SalesforceApi, Inputs> {
  readonly cost = { create: 2, update: 2, delete: 1 };
  readonly audit = { none: "Salesforce says of settings neither who nor when" };
  readonly calls = metadataCalls("{type}Settings", ["read", "update"]);

  async create(api: SalesforceApi, { type, settings }: Inputs): Promise<RemoteObject> {
    const previous = named(await this.component(api, type), Object.keys(settings));
    await this.write(api, type, settings);
    return { id: type, values: { previous } };
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject> {
    const component = await this.component(api, id);
    const managed = Object.keys(switches(state.settings));
    const names =
      managed.length > 0 ? managed : Object.keys(component).filter((name) => typeof component[name] === "boolean");
    return { id, values: { type: id, settings: named(component, names), previous: switches(state.previous) } };
  }

  async update(api: SalesforceApi, id: string, { type, settings }: Inputs, state: Values): Promise<RemoteObject> {
    const [before, known] = [switches(state.settings), switches(state.previous)];
    const component = await this.component(api, type);
    const fresh = Object.keys(settings).filter((name) => !(name in known));
    const dropped = Object.keys(before).filter((name) => !(name in settings));
    await this.write(api, type, { ...settings, ...pick(known, dropped) });
    return { id, values: { previous: { ...pick(known, Object.keys(settings)), ...named(component, fresh) } } };
  }

  async remove(api: SalesforceApi, id: string, state: Values): Promise<void> {
    await this.write(api, id, switches(state.previous));
  }

  /** Settings always exist, so none counts as an object to take over. */
  find(): Promise<readonly RemoteObject[]> {
    return Promise.resolve([]);
  }

  private async component(api: SalesforceApi, type: string): Promise<Values> {
    const component = await api.metadata.read(`${type}Settings`, type);
    if (component === undefined)
      throw new Error(
        `This org has no ${type}Settings: its edition or API version ${api.apiVersion} does not offer them.`,
      );
    return component;
  }

  private async write(api: SalesforceApi, type: string, settings: Settings): Promise<void> {
    if (Object.keys(settings).length === 0) return;
    await api.alone(() => api.metadata.update(`${type}Settings`, { fullName: type, ...settings }));
  }
}

function pick(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

function checkWithTenant(api: SalesforceApi, given: Values): Promise<{ inputs: Values; problems: readonly Problem[] }> {
  const settings = isRecord(given.settings) && !hasUnknown(given) ? given.settings : {};
  const problems = hasUnknown(given) ? [] : bodyProblems(`${String(given.type)}Settings`, settings, api.apiVersion);
  const placed = problems.map(({ property, reason }) => ({
    property: property === "" ? "type" : `settings.${property}`,
    reason,
  }));
  return Promise.resolve({ inputs: given, problems: placed });
}

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
  checkWithTenant,
  store: new OrgSettingsStore(),
  permission: CUSTOMIZE,
  lookUp: { none: "nothing refers to it: an org has one of each type" },
  export: NOT_EXPORTED,
  trial: { none: "it would change what the whole org does" },
  picture: { family: "salesforce" },
});
export type OrgSettings = InstanceType<typeof OrgSettings>;
