import { strToU8, zipSync } from "fflate";
import { escapeXml, writeBody } from "./xml";

/** Folder and suffix of a type's files in a bundle: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_types_list.htm */
const PLACES = {
  CallCenter: ["callCenters", "callCenter"],
  ConnectedApp: ["connectedApps", "connectedApp"],
  CorsWhitelistOrigin: ["corsWhitelistOrigins", "corsWhitelistOrigin"],
  CspTrustedSite: ["cspTrustedSites", "cspTrustedSite"],
  ExternalClientApplication: ["externalClientApps", "eca"],
  ExtlClntAppOauthSettings: ["extlClntAppOauthSettings", "ecaOauth"],
  ExtlClntAppGlobalOauthSettings: ["extlClntAppGlobalOauthSets", "ecaGlblOauth"],
  ExtlClntAppOauthConfigurablePolicies: ["extlClntAppOauthPolicies", "ecaOauthPlcy"],
  ExtlClntAppConfigurablePolicies: ["extlClntAppPolicies", "ecaPlcy"],
  PermissionSet: ["permissionsets", "permissionset"],
  Queue: ["queues", "queue"],
  RemoteSiteSetting: ["remoteSiteSettings", "remoteSite"],
} as const;

/** Types that are deployed in bundles. */
export type BundledType = keyof typeof PLACES;

export const isBundled = (type: string): type is BundledType => type in PLACES;

export interface BundledComponent {
  readonly type: BundledType;
  readonly fullName: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The content of one deploy. */
export interface Bundle {
  readonly components: readonly BundledComponent[];
  /** Components to delete; those that are gone already cause a warning only. */
  readonly removals?: readonly { readonly type: BundledType; readonly fullName: string }[];
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>\n`;
const NAMESPACE = `xmlns="http://soap.sforce.com/2006/04/metadata"`;

/** A fixed date, so that the same bundle gives the same bytes. */
const LONG_AGO = new Date("1980-01-02T00:00:00Z");

/** A bundle as a zip for the Metadata API. */
export function zipped({ components, removals = [] }: Bundle, apiVersion: string): Buffer {
  const files = components.map(({ type, fullName, body }) => {
    const [folder, suffix] = PLACES[type];
    return [
      `${folder}/${fullName}.${suffix}`,
      `${HEAD}<${type} ${NAMESPACE}>${writeBody(type, body)}</${type}>\n`,
    ] as const;
  });
  const manifest = ["package.xml", manifestOf(components, apiVersion)] as const;
  const deletions =
    removals.length === 0 ? [] : [["destructiveChanges.xml", manifestOf(removals, apiVersion)] as const];
  const all = [manifest, ...deletions, ...files].map(([path, text]) => [path, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(all), { mtime: LONG_AGO }));
}

function manifestOf(
  members: readonly { readonly type: BundledType; readonly fullName: string }[],
  apiVersion: string,
): string {
  const types = [...new Set(members.map(({ type }) => type))].map((type) => {
    const names = members
      .filter((member) => member.type === type)
      .map(({ fullName }) => `<members>${escapeXml(fullName)}</members>`);
    return `<types>${names.join("")}<name>${type}</name></types>`;
  });
  return `${HEAD}<Package ${NAMESPACE}>${types.join("")}<version>${apiVersion}</version></Package>\n`;
}
