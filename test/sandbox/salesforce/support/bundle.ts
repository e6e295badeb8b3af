import { strToU8, zipSync } from "fflate";
import { isData, list, member, text, type Data, type TestOrg } from "./org";
import { NAMESPACE, xmlOf } from "./soap";

/** A file of a bundle: the root element with its children in the order of the members. */
export const file = (root: string, body: Data): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${Object.entries(body)
    .map(([key, value]) => xmlOf(value, key))
    .join("")}</${root}>`;

/** A manifest that names these members. */
export const manifest = (members: Readonly<Record<string, readonly string[]>>, version = "66.0"): string =>
  file("Package", { types: Object.entries(members).map(([name, all]) => ({ members: all, name })), version });

export const zipOf = (files: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)]))));

export const APP = "WxccDataDip";
export const KEY = "DataDipKey0123456789";

export interface AppOptions {
  readonly app?: string;
  readonly key?: string;
  readonly certificate?: string;
  readonly permissionSet?: string;
  /** Laid over a part, by its type. */
  readonly change?: Readonly<Record<string, Data>>;
}

/** The five parts of an external client app as a bundle, as the reference lists them. */
export function appFiles({
  app = APP,
  key = KEY,
  certificate,
  permissionSet,
  change = {},
}: AppOptions): Readonly<Record<string, string>> {
  const parent = { externalClientApplication: app };
  const parts: readonly (readonly [type: string, path: string, name: string, body: Data])[] = [
    [
      "ExternalClientApplication",
      `externalClientApps/${app}.eca`,
      app,
      { contactEmail: "admin@datadip.example", distributionState: "Local", label: app },
    ],
    [
      "ExtlClntAppOauthSettings",
      `extlClntAppOauthSettings/${app}OAuthSettings.ecaOauth`,
      `${app}OAuthSettings`,
      { commaSeparatedOauthScopes: "Api, Web, RefreshToken", ...parent, label: app },
    ],
    [
      "ExtlClntAppGlobalOauthSettings",
      `extlClntAppGlobalOauthSets/${app}GlblOAuth.ecaGlblOauth`,
      `${app}GlblOAuth`,
      {
        callbackUrl: "http://localhost:1717/OauthRedirect",
        ...(certificate === undefined ? {} : { certificate }),
        consumerKey: key,
        consumerSecret: `${key}Secret`,
        ...parent,
        isConsumerSecretOptional: "true",
        label: app,
      },
    ],
    [
      "ExtlClntAppOauthConfigurablePolicies",
      `extlClntAppOauthPolicies/${app}OAuthSettings_defaultPolicy.ecaOauthPlcy`,
      `${app}OAuthSettings_defaultPolicy`,
      {
        ...(permissionSet === undefined ? {} : { commaSeparatedPermissionSet: permissionSet }),
        ...parent,
        label: app,
        permittedUsersPolicyType: permissionSet === undefined ? "AllSelfAuthorized" : "AdminApprovedPreAuthorized",
      },
    ],
    [
      "ExtlClntAppConfigurablePolicies",
      `extlClntAppPolicies/${app}_defaultPolicy.ecaPlcy`,
      `${app}_defaultPolicy`,
      { ...parent, isEnabled: "true", isOauthPluginEnabled: "true", label: app },
    ],
  ];
  const inOrder = (body: Data): Data =>
    Object.fromEntries(Object.entries(body).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const files = parts.map(([type, path, , body]) => [path, file(type, inOrder({ ...body, ...change[type] }))] as const);
  const members = Object.fromEntries(parts.map(([type, , name]) => [type, [name]]));
  return { "package.xml": manifest(members), ...Object.fromEntries(files) };
}

const DEFAULTS = { rollbackOnError: true, singlePackage: true };

/** Starts a deploy and answers what the start was answered with. */
export function startDeploy(org: TestOrg, zip: Buffer, options: Data = {}) {
  const form = new FormData();
  const body = JSON.stringify({ deployOptions: { ...DEFAULTS, ...options } });
  form.append("json", new Blob([body], { type: "application/json" }));
  form.append("file", new Blob([new Uint8Array(zip)], { type: "application/zip" }), "deploy.zip");
  return org.api("POST", "/metadata/deployRequest", form);
}

export const deployStatus = async (org: TestOrg, id: string): Promise<Data> =>
  member((await org.api("GET", `/metadata/deployRequest/${id}?includeDetails=true`)).data, "deployResult");

/** Longer than any deploy takes by the sandbox's own settings. */
export const DEPLOY_MS = 1000;

/** Deploys, waits by the org's clock, and answers the result. */
export async function deploy(org: TestOrg, files: Readonly<Record<string, string>>, options: Data = {}): Promise<Data> {
  const started = await startDeploy(org, zipOf(files), options);
  if (started.status !== 201) throw new Error(`the deploy was not started: ${started.text}`);
  org.advance(DEPLOY_MS);
  return deployStatus(org, text(started.data, "id"));
}

/** Fails the test when a deploy did. */
export function deployed(result: Data): Data {
  if (result.status === "Succeeded") return result;
  throw new Error(`the deploy ${String(result.status)}: ${JSON.stringify(problems(result))}`);
}

/** What components failed with. */
export function problems(result: Data): readonly string[] {
  const details = result.details;
  return isData(details) ? list(details, "componentFailures").map((failure) => text(failure, "problem")) : [];
}
