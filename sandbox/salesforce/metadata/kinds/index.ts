import { kindsData, type Hooks, type Kind } from "../kind";
import { connectedApp } from "./connected-app";
import { customField } from "./custom-field";
import { oauthPolicies, policies } from "./eca-parts";
import { externalClientApplication, globalOauthSettings, oauthSettings } from "./external-client-app";
import kinds from "./kinds.json";
import { permissionSet } from "./permission-set";
import { group, queue } from "./queue";
import { SETUP_HOOKS } from "./setup";

const HOOKS: Readonly<Record<string, Hooks>> = {
  ...SETUP_HOOKS,
  CustomField: customField,
  PermissionSet: permissionSet,
  Group: group,
  Queue: queue,
  ConnectedApp: connectedApp,
  ExternalClientApplication: externalClientApplication,
  ExtlClntAppOauthSettings: oauthSettings,
  ExtlClntAppGlobalOauthSettings: globalOauthSettings,
  ExtlClntAppOauthConfigurablePolicies: oauthPolicies,
  ExtlClntAppConfigurablePolicies: policies,
};

/** Every type of metadata that the org accepts, in an order in which a bundle may be saved. */
export const KINDS: readonly Kind[] = Object.entries(kindsData.parse(kinds)).map(([type, data]) => ({
  type,
  ...data,
  ...HOOKS[type],
}));

const byType: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.type, kind]));

export const kindOf = (type: string): Kind | undefined => byType.get(type);

/** Types of settings. A fresh org has one component of each, with its defaults. */
export const SETTINGS: readonly Kind[] = KINDS.filter(
  ({ type }) => type.endsWith("Settings") && SETUP_HOOKS[type] !== undefined,
);

/** The full name of a settings component: its type without the word `Settings`. */
export const settingsName = (type: string): string => type.replace(/Settings$/, "");
