import type { Kind } from "../kind";
import { connectedApp } from "./connected-app";
import { customField } from "./custom-field";
import { oauthPolicies, policies } from "./eca-policies";
import { externalClientApplication, globalOauthSettings, oauthSettings } from "./external-client-app";
import { permissionSet } from "./permission-set";
import { group, queue } from "./queue";
import { SETUP_KINDS } from "./setup";

/** Every type of metadata that the org takes, in an order in which a bundle may be saved. */
export const KINDS: readonly Kind[] = [
  ...SETUP_KINDS,
  customField,
  permissionSet,
  group,
  queue,
  connectedApp,
  externalClientApplication,
  oauthSettings,
  globalOauthSettings,
  oauthPolicies,
  policies,
];

const byType: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.type, kind]));

export const kindOf = (type: string): Kind | undefined => byType.get(type);
