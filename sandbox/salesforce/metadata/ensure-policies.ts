import { partOf } from "../apps";
import type { Org } from "../org";
import { saveComponent } from "./components";
import { kindOf } from "./kinds";
import { HEADER, OAUTH_POLICIES, POLICIES, SETTINGS } from "./kinds/eca-parts";

/** Makes the policies that a bundle left out, with the names that the service uses. */
export const ensurePolicies = (org: Org, userId: string, version: number): void => {
  const make = (type: string, app: string, fullName: string, more: Readonly<Record<string, string>> = {}): void => {
    const kind = kindOf(type);
    const body = { externalClientApplication: app, label: fullName, ...more };
    if (kind === undefined || partOf(org, type, app) !== undefined) return;
    saveComponent(kind, body, { org, userId, version, fullName, ignoreWarnings: false }, "create");
  };
  for (const { fullName: app } of org.components.all(HEADER)) {
    make(POLICIES, app, `${app}_defaultPolicy`, { isEnabled: "true", isOauthPluginEnabled: "true" });
    const settings = partOf(org, SETTINGS, app);
    if (settings !== undefined) make(OAUTH_POLICIES, app, `${settings.fullName}_defaultPolicy`);
  }
};
