import { z } from "zod";
import { Sessions } from "../../providers/clouds";
import { type Holdings, parseHoldings } from "../../providers/core/engine/holdings";
import type { SettingsSource } from "../../providers/core/settings/settings";
import { answer, answerLater } from "../../operations/pulumi-cli";
import { stackOption } from "../../operations/stack-state";

const entries = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/**
 * The config of a stack of the project in this folder, with secrets decrypted, as a program of that stack gets it.
 * @throws Error with the CLI's message where there is no project, no stack or a wrong passphrase.
 */
export const stackConfig = (stack: string | undefined): SettingsSource =>
  sourceOf(answer(UNREADABLE, ["config", "--json", "--show-secrets", ...stackOption(stack)]));

/** The same without blocking the process. */
export const stackConfigLater = async (stack: string): Promise<SettingsSource> =>
  sourceOf(await answerLater(UNREADABLE, ["config", "--json", "--show-secrets", "--stack", stack]));

const UNREADABLE = "The stack's config cannot be read";

function sourceOf(text: string): SettingsSource {
  const values = entries.parse(JSON.parse(text));
  return { config: (key) => values[key]?.value, env: process.env };
}

/** Sessions in the clouds of a stack. */
export function sessionsOf(stack: string | undefined): Sessions {
  const source = stackConfig(stack);
  return new Sessions(() => source);
}

/** The objects that a stack manages, secrets left encrypted. @throws Error "`what`: " and the CLI's message for an unreadable state. */
export const holdingsOf = (stack: string | undefined, what: string): Holdings =>
  parseHoldings(answer(what, ["stack", "export", ...stackOption(stack)]));
