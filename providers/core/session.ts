import { systemClock } from "../http/clock";
import { WebexApi } from "../webex/api";
import { webexSettings } from "../webex/settings";
import type { Session } from "./engine";
import { openSandbox } from "./sandbox-door";
import { Settings, type SettingsSource } from "./settings";

/** Connects to Webex by these settings and proves the tenant. Providers, look-ups and commands each do so in their own process. */
export async function openWebex(source: SettingsSource): Promise<Session<WebexApi>> {
  const settings = new Settings(source);
  const door = settings.target() === "sandbox" ? await openSandbox(settings) : undefined;
  const report = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  const api = new WebexApi(webexSettings(settings, door), systemClock, source.env, report);
  return { api, tenant: await api.guard(), serverNow: () => api.serverNow() };
}
