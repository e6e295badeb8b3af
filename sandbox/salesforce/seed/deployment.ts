import type { JsonObject } from "../../core/json";
import { saveComponent } from "../metadata/components";
import { kindOf, SETTINGS, settingsName } from "../metadata/kinds";
import type { Org } from "../org";
import { idOf } from "../ids";
import { DEPLOYMENT_APP, deploymentKey, deploymentSecret } from "../tenant";
import { HIGHEST_VERSION } from "../versions";

/** The app is as old as the org, so it has spread already. */
const MADE_AT = Date.UTC(2026, 0, 2);

const app = DEPLOYMENT_APP;
const parent = { externalClientApplication: app };

/** The five parts of the app that provisioning programs sign in with. */
const parts = (
  org: Org,
  executionUser: string,
): readonly (readonly [type: string, name: string, body: JsonObject])[] => [
  [
    "ExternalClientApplication",
    app,
    { label: app, contactEmail: executionUser, description: "Signs in what deploys to this org" },
  ],
  [
    "ExtlClntAppOauthSettings",
    `${app}OAuthSettings`,
    { ...parent, label: app, commaSeparatedOauthScopes: "Api, RefreshToken" },
  ],
  [
    "ExtlClntAppGlobalOauthSettings",
    `${app}GlblOAuth`,
    {
      ...parent,
      label: app,
      callbackUrl: "http://localhost:1717/OauthRedirect",
      consumerKey: deploymentKey(org),
      consumerSecret: deploymentSecret(org),
      isClientCredentialsFlowEnabled: "true",
    },
  ],
  [
    "ExtlClntAppConfigurablePolicies",
    `${app}_defaultPolicy`,
    { ...parent, label: app, isEnabled: "true", isOauthPluginEnabled: "true" },
  ],
  [
    "ExtlClntAppOauthConfigurablePolicies",
    `${app}OAuthSettings_defaultPolicy`,
    { ...parent, label: app, isClientCredentialsFlowEnabled: "true", clientCredentialsFlowUser: executionUser },
  ],
];

function plantSettings(org: Org, userId: string): void {
  for (const kind of SETTINGS) {
    org.components.put({
      type: kind.type,
      fullName: settingsName(kind.type),
      id: idOf(kind.idPrefix, org.pod, org.core.ids.next(`sf-${kind.idPrefix}`)),
      body: kind.defaults,
      createdAt: MADE_AT,
      createdById: userId,
      modifiedAt: MADE_AT,
      modifiedById: userId,
    });
  }
}

/** Makes the org's settings, and the app `Deployment`, which acts as a user. */
export function plantDeployment(org: Org, userId: string, executionUser: string): void {
  plantSettings(org, userId);
  for (const [type, fullName, body] of parts(org, executionUser)) {
    const kind = kindOf(type);
    if (kind === undefined) throw new Error(`The org has no metadata of type ${type}.`);
    const scene = { org, userId, version: HIGHEST_VERSION, fullName, ignoreWarnings: false };
    const { component } = saveComponent(kind, body, scene, "create");
    org.components.put({ ...component, createdAt: MADE_AT, modifiedAt: MADE_AT });
  }
}
