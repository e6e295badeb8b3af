import { z } from "zod";
import type { Session } from "../../core/engine/kind-engine";
import { report } from "../../core/telemetry/report";
import { connectSandbox } from "../../core/settings/sandbox-connection";
import { Settings, type SettingsSource } from "../../core/settings/settings";
import { systemClock } from "../../http/clock";
import { WebexApi } from "./api";
import { amendedAddress, type WebexSandbox, webexSettings } from "./settings";

const credentials = z.object({
  orgId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  refreshToken: z.string(),
});

/** Connects to Webex by these settings and proves the tenant. */
export async function connect(source: SettingsSource): Promise<Session<WebexApi>> {
  const api = await unproven(source);
  return { api, tenant: await api.guard(), serverNow: () => api.serverNow(), clock: source.clock ?? systemClock };
}

/** Connects without asking anything yet. */
export async function unproven(source: SettingsSource): Promise<WebexApi> {
  const settings = new Settings(source);
  const sandbox = settings.target() === "sandbox" ? await tenantOfSandbox(settings) : undefined;
  const api = new WebexApi(webexSettings(settings, sandbox), source.clock ?? systemClock, source.env, report);
  const amended = sandbox === undefined ? amendedAddress(settings) : undefined;
  if (amended !== undefined) report(amended);
  return api;
}

async function tenantOfSandbox(settings: Settings): Promise<WebexSandbox> {
  const connection = await connectSandbox(settings);
  return { url: connection.url, ...credentials.parse(await connection.credentials("sandbox/credentials")) };
}
