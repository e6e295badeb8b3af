import { z } from "zod";
import type { Session } from "../../core/engine/kind-engine";
import { refreshTokenFiles } from "../../core/settings/refresh-tokens";
import { report } from "../../core/telemetry/report";
import { connectSandbox } from "../../core/settings/sandbox-connection";
import { Settings, type SettingsSource } from "../../core/settings/settings";
import { systemClock } from "../../http/clock";
import { SalesforceApi } from "../rest/api";
import type { Grant } from "./credentials";
import { type SalesforceSandbox, salesforceSettings } from "./settings";

const credentials = z.object({ clientId: z.string(), clientSecret: z.string() });

/** Connects to Salesforce with these settings and checks the org. */
export async function connect(source: SettingsSource): Promise<Session<SalesforceApi>> {
  const api = await unproven(source);
  const { id } = await api.guard();
  return { api, tenant: id, serverNow: () => api.serverNow(), clock: source.clock ?? systemClock };
}

/**
 * Connects without a request yet.
 * @param only Accept this way of signing in only.
 */
export async function unproven(source: SettingsSource, only?: Grant): Promise<SalesforceApi> {
  const settings = new Settings(source);
  const sandbox = settings.target() === "sandbox" ? await orgOfSandbox(settings) : undefined;
  const keep = refreshTokenFiles(source.env, report, { name: "Salesforce", key: "salesforce:refreshToken" });
  return new SalesforceApi(salesforceSettings(settings, sandbox, only), {
    clock: source.clock ?? systemClock,
    env: source.env,
    keep,
    report,
  });
}

async function orgOfSandbox(settings: Settings): Promise<SalesforceSandbox> {
  const connection = await connectSandbox(settings);
  const ownApp = credentials.parse(await connection.credentials("sandbox/salesforce/credentials"));
  return { instanceUrl: `${connection.url}/salesforce`, ...ownApp };
}
