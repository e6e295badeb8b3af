import { z } from "zod";
import { earlierValues, notedIn } from "../../core/engine/earlier-values";
import { type Before, type Store, Unfinished, type NotedWrite } from "../../core/resource/descriptor";
import { isAmbiguous } from "../../http/http-errors";
import { BEFORE, type RemoteObject, type Values, isRecord, type Checked } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";
import type { SalesforceApi } from "../rest/api";
import { metadataCalls } from "../rest/operations";
import { bodyProblems } from "../metadata/metadata-type";
import type { Inputs } from "../resources/org-settings";

const settingsOf = z.record(z.string(), z.boolean());

type Settings = z.output<typeof settingsOf>;

const switches = (value: unknown): Settings => settingsOf.parse(isRecord(value) ? value : {});

/** The switches of these names; those that the org does not return are off. */
const switchesNamed = (component: Values, names: readonly string[]): Settings =>
  Object.fromEntries(names.map((name) => [name, component[name] === true]));

/** A page of settings is never made or deleted: a create notes the earlier values, a delete sets them back. */
class OrgSettingsStore implements Store<SalesforceApi, Inputs> {
  // The check before a create reads once more.
  readonly cost = { create: 3, update: 2, delete: 1 };
  readonly audit = { none: "Salesforce returns neither who changed settings nor when" };
  readonly calls = metadataCalls("{type}Settings", ["read", "update"]);

  async create(api: SalesforceApi, given: Inputs): Promise<RemoteObject> {
    return (await this.begin(api, given, undefined)).write();
  }

  async begin(
    api: SalesforceApi,
    { type, settings }: Inputs,
    left: { readonly before?: Before | undefined } | undefined,
  ): Promise<NotedWrite> {
    const before = earlierSwitches(await this.component(api, type), settings, left?.before);
    const previous = previousOf(before);
    const write = async (): Promise<RemoteObject> => {
      try {
        await this.write(api, type, settings);
      } catch (error) {
        if (!isAmbiguous(error)) throw error;
        // The change may have been made, and then only the state knows the earlier values.
        const reason = `${error.message} The settings may have been changed: run \`pulumi up\` again.`;
        throw new Unfinished({ id: type, values: { type, settings, previous } }, reason);
      }
      return { id: type, values: { previous } };
    };
    return { before, write };
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject> {
    const component = await this.component(api, id);
    const managed = Object.keys(switches(state.settings));
    const names =
      managed.length > 0 ? managed : Object.keys(component).filter((name) => typeof component[name] === "boolean");
    return { id, values: { type: id, settings: switchesNamed(component, names), previous: switches(state.previous) } };
  }

  async update(api: SalesforceApi, id: string, inputs: Inputs, state: Values): Promise<RemoteObject> {
    const { type, settings } = inputs;
    const [before, known] = [switches(state.settings), switches(state.previous)];
    const component = await this.component(api, type);
    const fresh = Object.keys(settings).filter((name) => !(name in known));
    const dropped = Object.keys(before).filter((name) => !(name in settings));
    const noted = pick(previousOf(notedIn(inputs)), fresh);
    await this.write(api, type, { ...settings, ...pick(known, dropped) });
    const previous = { ...pick(known, Object.keys(settings)), ...switchesNamed(component, fresh), ...noted };
    return { id, values: { previous } };
  }

  async remove(api: SalesforceApi, id: string, state: Values): Promise<void> {
    await this.write(api, id, switches(state.previous));
  }

  /** Settings always exist, so none counts as an object to take over. */
  find(): Promise<readonly RemoteObject[]> {
    return Promise.resolve([]);
  }

  async component(api: SalesforceApi, type: string): Promise<Values> {
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

function previousOf(before: Before): Settings {
  return Object.fromEntries(Object.entries(before).map(([name, { was }]) => [name, was === "true"]));
}

function pick(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

function earlierSwitches(component: Values, settings: Settings, left?: Before): Before {
  const texts = (all: Settings): Record<string, string> =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
  return earlierValues(texts(switchesNamed(component, Object.keys(settings))), texts(settings), left);
}

export const orgSettingsStore = new OrgSettingsStore();

/** Refuses switches that the org's API does not know, and notes the earlier values of those that are new to the stack. */
export async function checkSwitches(api: SalesforceApi, given: Values, olds: Values): Promise<Checked> {
  const settings = isRecord(given.settings) && !hasUnknown(given) ? given.settings : {};
  const problems = hasUnknown(given) ? [] : bodyProblems(`${String(given.type)}Settings`, settings, api.apiVersion);
  const placed = problems.map(({ property, reason }) => ({
    property: property === "" ? "type" : `settings.${property}`,
    reason,
  }));
  const known = olds.type === given.type ? switches(olds.settings) : {};
  const fresh = switches(Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in known))));
  if (placed.length > 0 || hasUnknown(given) || Object.keys(fresh).length === 0)
    return { inputs: given, problems: placed };
  const component = await orgSettingsStore.component(api, String(given.type));
  return { inputs: { ...given, [BEFORE]: earlierSwitches(component, fresh) }, problems: [] };
}
