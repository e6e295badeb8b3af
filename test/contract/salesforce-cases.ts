import { selfSignedCertificate } from "../../providers/salesforce/auth/certificate";
import type { Values } from "../../providers/core/resource/types";
import { webexCallCenter } from "../../providers/salesforce/apps/webex-call-center";
import { KEYS } from "../providers/salesforce/support/org";
import type { Org } from "../support/org";

/** What each kind sends: as many inputs as go together, and a change that is written in place. */
export interface SalesforceCase {
  readonly kind: string;
  /** Inputs of an object; makes what they refer to. */
  readonly program: (org: Org) => Promise<Values>;
  /** Undefined for kinds that are replaced by any change. */
  readonly change?: Values;
}

const DAY_MS = 86_400_000;

const certificate = (): string =>
  selfSignedCertificate({
    commonName: "webex",
    privateKeyPem: KEYS.privateKey,
    publicKeyPem: KEYS.publicKey,
    serial: Buffer.from("01", "hex"),
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
  });

/** A kind that needs nothing of the org. */
const plain = (kind: string, inputs: Values, change: Values): SalesforceCase => ({
  kind: `salesforce.${kind}`,
  program: () => Promise.resolve(inputs),
  change,
});

const idOf = async (org: Org, noun: string, field: string, value: string): Promise<string> =>
  (await org.objects(noun)).find((found) => found[field] === value)?.id ?? "";

const deployer = (org: Org): Promise<string> => idOf(org, "User", "Username", "deploy@datadip.example");

async function dip(org: Org): Promise<string> {
  if ((await org.objects("metadata.PermissionSet")).some(({ id }) => id === "Dip")) return "Dip";
  await org.api().metadata.create("PermissionSet", { fullName: "Dip", label: "Dip" });
  return "Dip";
}

const APP = { label: "Webex data dip", contactEmail: "it@acme.example", description: "Signs Webex in & out" };

const COMPONENTS: readonly SalesforceCase[] = [
  plain(
    "RemoteSiteSetting",
    { fullName: "Webex", url: "https://webexapis.com", description: "Tokens & such <soon>" },
    { isActive: false },
  ),
  plain(
    "CspTrustedSite",
    {
      fullName: "Webex",
      endpointUrl: "https://*.cisco.com",
      isApplicableToFrameSrc: true,
      isApplicableToConnectSrc: true,
      canAccessMicrophone: true,
      description: "d",
    },
    { context: "LEX" },
  ),
  plain(
    "CorsWhitelistOrigin",
    { fullName: "Webex", urlPattern: "https://desktop.wxcc-us1.cisco.com" },
    { urlPattern: "https://*.cisco.com" },
  ),
  plain(
    "CustomLabel",
    { fullName: "Greeting", value: "Bonjour, « Zoé » & co.", shortDescription: "Greeting", categories: "Phone" },
    { value: "Welcome back" },
  ),
  plain(
    "CustomField",
    {
      fullName: "Contact.Tier__c",
      label: "Tier",
      type: "Picklist",
      valueSet: { values: [{ fullName: "Gold" }, { fullName: "Silver", label: "Silver & up", default: true }] },
      inlineHelpText: "Who waits less",
      description: "d",
      trackHistory: false,
    },
    { label: "Level" },
  ),
  plain("CallCenter", { fullName: "wxCc", ...webexCallCenter({ region: "us1" }) }, { displayName: "Webex" }),
  plain(
    "MetadataComponent",
    { type: "Group", fullName: "Agents", body: { name: "Agents", doesIncludeBosses: false, description: "d" } },
    { body: { name: "All agents", doesIncludeBosses: true } },
  ),
  plain(
    "OrgSettings",
    { type: "OauthOidc", settings: { blockOAuthUnPwFlow: true, isPkceRequired: true } },
    { settings: { isPkceRequired: true } },
  ),
  {
    kind: "salesforce.Queue",
    program: (org) =>
      Promise.resolve({
        fullName: "Support_cases",
        name: "Support cases",
        sobjectTypes: ["Case"],
        queueMembers: { users: [org.sandbox.salesforce.credentials.username] },
        email: "support@acme.example",
      }),
    change: { name: "Support" },
  },
  {
    kind: "salesforce.PermissionSet",
    program: async (org) => {
      const body = { label: "W", type: "Text", length: 64 };
      await org.make("metadata.CustomField", { fullName: "Case.WebexInteractionId__c", body });
      return {
        fullName: "Data_Dip",
        label: "Data dip",
        description: "d",
        userPermissions: ["ApiEnabled"],
        objectPermissions: [{ object: "Contact" }, { object: "Case", allowEdit: true }],
        fieldPermissions: [{ field: "Case.WebexInteractionId__c", editable: true }],
      };
    },
    change: { objectPermissions: [{ object: "Case" }] },
  },
];

const APPS: readonly SalesforceCase[] = [
  {
    kind: "salesforce.ExternalClientApp",
    program: async (org) => ({
      ...APP,
      fullName: "WxccDataDip",
      consumerKey: "K1".repeat(32),
      certificate: certificate(),
      permissionSets: [await dip(org)],
      callbackUrls: ["https://x.example/cb"],
    }),
    change: { label: "Webex" },
  },
  {
    kind: "salesforce.ConnectedApp",
    program: async (org) => {
      org.sandbox.salesforce.settings({ allowConnectedApps: true });
      return {
        ...APP,
        fullName: "WebexDataDip",
        consumerKey: "K2".repeat(32),
        certificate: certificate(),
        permissionSetNames: [await dip(org)],
        validateAtPreview: true,
      };
    },
    change: { label: "Webex" },
  },
  plain("SigningKey", { commonName: "webex" }, { validityDays: 400 }),
];

const RECORDS: readonly SalesforceCase[] = [
  {
    kind: "salesforce.User",
    program: async (org) => ({
      username: "webex@acme.example",
      email: "it@acme.example",
      lastName: "Webex",
      alias: "webex",
      profileId: await idOf(org, "Profile", "Name", "Minimum Access - API Only Integrations"),
      onDelete: "freeze",
    }),
    change: { lastName: "Exchange" },
  },
  {
    kind: "salesforce.PermissionSetAssignment",
    program: async (org) => ({ assigneeId: await deployer(org), permissionSetName: await dip(org) }),
  },
  {
    kind: "salesforce.PermissionSetLicenseAssignment",
    program: async (org) => ({
      assigneeId: await deployer(org),
      permissionSetLicenseId: await idOf(org, "PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl"),
    }),
  },
  {
    kind: "salesforce.CallCenterUser",
    program: async (org) => {
      const texts = { displayName: "W", displayNameLabel: "D", internalNameLabel: "I" };
      await org.api().metadata.create("CallCenter", { fullName: "desk", ...texts });
      return { userId: await deployer(org), callCenterName: "desk" };
    },
    change: { autoLogin: true },
  },
  plain(
    "SObjectRecord",
    { sobjectType: "Contact", fields: { LastName: "L", Phone: "+33123456789" } },
    { fields: { LastName: "M", Phone: "+33123456789" } },
  ),
];

export const SALESFORCE_CASES: readonly SalesforceCase[] = [...COMPONENTS, ...APPS, ...RECORDS];
