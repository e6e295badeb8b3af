import type { Clock } from "../../http/clock";
import { suggestion } from "../resource/check-inputs";
import { environmentName, isOurs, knownSettings } from "./config-keys";

/** Sources of settings: the stack's config from the engine, and the environment. */
export interface SettingsSource {
  config(key: string): string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** The clock that the clients wait by, else the system's. */
  readonly clock?: Clock;
}

/** A setting that is missing or wrong. The message is one sentence with the command that corrects it. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads settings: credentials from the environment first, addresses from the stack's config only. `Key` are the names that may be
 * read.
 */
export class Settings<Key extends string = string> {
  constructor(private readonly source: SettingsSource) {}

  credential(key: Key): string | undefined {
    return blankless(this.source.env[environmentName(key)]) ?? blankless(this.source.config(key));
  }

  address(key: Key): string | undefined {
    return blankless(this.source.config(key));
  }

  /** @throws SettingsError with the command to set it; where the environment holds the value, with the reason why that is not used. */
  requiredAddress(key: Key, example: string): string {
    const value = this.address(key);
    if (value !== undefined) return value;
    const name = environmentName(key);
    if (blankless(this.source.env[name]) !== undefined) {
      throw new SettingsError(
        `${key} is not set in the stack's config. ${name} is set in the environment, but addresses are read from the config alone, ` +
          `so that a shell left over from other work cannot change another organisation: pulumi config set ${key} ${example}`,
      );
    }
    throw new SettingsError(
      `${key} is not set: pulumi config set ${key} ${example}   (for the built-in sandbox instead: pulumi config set datadip:target sandbox)`,
    );
  }

  /** `sandbox` is the emulator; `live`, the default, is the real clouds. */
  target(): "sandbox" | "live" {
    const target = blankless(this.source.config("datadip:target")) ?? "live";
    if (target === "sandbox" || target === "live") return target;
    throw new SettingsError(
      `datadip:target is ${target}, but can be sandbox or live${suggestion(target, ["sandbox", "live"])}: pulumi config set datadip:target sandbox`,
    );
  }
}

/** Keys of our namespaces that nothing reads, each with a suggestion. `own` are the program's keys. */
export function misspeltKeys(keys: readonly string[], own: readonly string[] = []): readonly string[] {
  const { addresses, credentials } = knownSettings();
  const known = [...addresses, ...credentials, ...own];
  const ours = keys.filter((key) => isOurs(key) && !known.includes(key));
  return ours.map((key) => `${key} is not a setting of datadip${suggestion(key, known)}`);
}

/** Undefined for a setting that holds only blanks. */
export function blankless(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}
