import { z } from "zod";
import { type Holdings, parseHoldings } from "../../providers/core/engine/holdings";
import type { SettingsSource } from "../../providers/core/settings/settings";
import { answer, answerLater } from "../../operations/pulumi-cli";

const entries = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/**
 * The config of a stack of the project in this folder, secrets decrypted, as a program of that stack would get it.
 * @throws Error with the CLI's own words where there is no project, no stack or a wrong passphrase.
 */
export function stackConfig(stack: string | undefined): SettingsSource {
  const selected = stack === undefined ? [] : ["--stack", stack];
  return sourceOf(answer(UNREADABLE, ["config", "--json", "--show-secrets", ...selected]));
}

/** The same without holding up what else this process does. */
export async function stackConfigLater(stack: string): Promise<SettingsSource> {
  return sourceOf(await answerLater(UNREADABLE, ["config", "--json", "--show-secrets", "--stack", stack]));
}

const UNREADABLE = "The stack's config cannot be read";

function sourceOf(text: string): SettingsSource {
  const values = entries.parse(JSON.parse(text));
  return { config: (key) => values[key]?.value, env: process.env };
}

/** What a stack manages, secrets left encrypted. @throws Error "`what`: " and the CLI's own words where its state cannot be read. */
export function holdingsOf(stack: string | undefined, what: string): Holdings {
  return parseHoldings(answer(what, ["stack", "export", ...(stack === undefined ? [] : ["--stack", stack])]));
}
