import type { Settings } from "./settings";

/** The settings of one namespace of the stack's config, such as `webex`. */
export interface SettingKeys {
  /** Read from the environment first, then from the stack's config. */
  readonly credentials: readonly string[];
  /** Credentials that must be encrypted in the config. A client id and a user name may be in clear. */
  readonly secrets: readonly string[];
  /** Addresses and switches: read from the config only, so that variables of an old shell cannot lead to another organisation. */
  readonly addresses: readonly string[];
  /** Checks the settings of a live run. @throws SettingsError for the first setting that is missing or wrong. */
  readonly check?: (settings: Settings) => void;
}

const OWN: SettingKeys = {
  credentials: [],
  secrets: [],
  addresses: [
    "datadip:target",
    "datadip:allowProduction",
    "datadip:verifyWrite",
    "datadip:sandboxDir",
    "datadip:sandboxUrl",
  ],
};

const declared = new Map<string, SettingKeys>([["datadip", OWN]]);

/** Registers the settings of a cloud, so that misspelt ones and secrets in clear are refused. */
export function declareSettings(namespace: string, keys: SettingKeys): void {
  declared.set(namespace, keys);
}

/** The settings of all registered namespaces. */
export function knownSettings(): SettingKeys {
  const all = [...declared.values()];
  return {
    credentials: all.flatMap(({ credentials }) => credentials),
    secrets: all.flatMap(({ secrets }) => secrets),
    addresses: all.flatMap(({ addresses }) => addresses),
  };
}

/** @throws SettingsError where a live run of this cloud lacks a setting. */
export function checkLive(namespace: string, settings: Settings): void {
  if (settings.target() === "live") declared.get(namespace)?.check?.(settings);
}

/** Whether a key is in a namespace of ours. */
export const isOurs = (key: string): boolean => declared.has(key.split(":")[0] ?? "");

/** The environment variable of a setting: `WEBEX_CLIENT_SECRET` for `webex:clientSecret`. */
export const environmentName = (key: string): string =>
  key
    .replace(":", "_")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();
