import type { Settings } from "./settings";

/** The settings of one namespace of the stack's config, such as `webex`. */
export interface SettingKeys {
  /** Read from the environment first, then from the stack's config. */
  readonly credentials: readonly string[];
  /** Those of the credentials that must be encrypted in the config. A client id and a user name are not: people want to see them. */
  readonly secrets: readonly string[];
  /** Addresses and switches: read from the config alone, so that yesterday's shell cannot hit another organisation. */
  readonly addresses: readonly string[];
  /** Whether a live run has all that it needs. @throws SettingsError for the first setting that is missing or wrong. */
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

/** Makes the settings of a cloud known, so that misspelt ones and secrets in clear are refused. */
export function declareSettings(namespace: string, keys: SettingKeys): void {
  declared.set(namespace, keys);
}

/** The settings of every namespace that was declared. */
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
export function isOurs(key: string): boolean {
  return declared.has(key.split(":")[0] ?? "");
}

/** `webex:clientSecret` is `WEBEX_CLIENT_SECRET` in the environment. */
export function environmentName(key: string): string {
  return key
    .replace(":", "_")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();
}
