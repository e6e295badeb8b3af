import { z } from "zod";
import type { Session } from "../core/engine";
import { report } from "../core/report";
import { openSandbox } from "../core/sandbox-door";
import { Settings, type SettingsSource } from "../core/settings";
import { systemClock } from "../http/clock";
import { WebexApi } from "./api";
import { type WebexSandbox, webexSettings } from "./settings";

const credentials = z.object({
  orgId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  refreshToken: z.string(),
});

/** Connects to Webex by these settings and proves the tenant. */
export async function open(source: SettingsSource): Promise<Session<WebexApi>> {
  const settings = new Settings(source);
  const sandbox = settings.target() === "sandbox" ? await tenantOfSandbox(settings) : undefined;
  const api = new WebexApi(webexSettings(settings, sandbox), systemClock, source.env, report);
  return { api, tenant: await api.guard(), serverNow: () => api.serverNow() };
}

async function tenantOfSandbox(settings: Settings): Promise<WebexSandbox> {
  const door = await openSandbox(settings);
  return { url: door.url, ...credentials.parse(await door.credentials("sandbox/credentials")) };
}
