/** A licence of which an org holds a number of seats. */
export interface UserLicense {
  readonly name: string;
  readonly key: string;
  readonly seats: number;
  readonly userType: string;
}

/** https://help.salesforce.com/s/articleView?id=platform.users_understanding_license_types.htm */
export const USER_LICENSES: readonly UserLicense[] = [
  { name: "Salesforce", key: "SFDC", seats: 10, userType: "Standard" },
  { name: "Salesforce Integration", key: "SFDCI", seats: 5, userType: "Standard" },
];

/** A licence that is assigned besides the user's own and lets permission sets give more. */
export interface PermissionSetLicense {
  readonly developerName: string;
  readonly label: string;
  readonly seats: number;
}

export const INTEGRATION_PSL = "SalesforceAPIIntegrationPsl";

export const PERMISSION_SET_LICENSES: readonly PermissionSetLicense[] = [
  { developerName: INTEGRATION_PSL, label: "Salesforce API Integration", seats: 5 },
  { developerName: "ServiceUserPsl", label: "Service User", seats: 10 },
];

/** A profile as an org has it on its first day. */
export interface Profile {
  readonly name: string;
  readonly license: string;
  /** User permissions that are on; `*` is every one. */
  readonly permissions: readonly string[];
  /** Reads, creates and edits the records of every standard object. */
  readonly worksWithRecords: boolean;
}

const API_ONLY = ["ApiEnabled", "ApiUserOnly"] as const;

export const ADMIN_PROFILE = "System Administrator";

export const PROFILES: readonly Profile[] = [
  { name: ADMIN_PROFILE, license: "Salesforce", permissions: ["*"], worksWithRecords: true },
  { name: "Standard User", license: "Salesforce", permissions: ["ApiEnabled", "EditTask"], worksWithRecords: true },
  { name: "Minimum Access - Salesforce", license: "Salesforce", permissions: [], worksWithRecords: false },
  {
    name: "Minimum Access - API Only Integrations",
    license: "Salesforce Integration",
    permissions: API_ONLY,
    worksWithRecords: false,
  },
  {
    name: "Salesforce API Only System Integrations",
    license: "Salesforce Integration",
    permissions: API_ONLY,
    worksWithRecords: false,
  },
];

/** User permissions that this org knows by name. The real list has several hundred. */
export const USER_PERMISSIONS: readonly string[] = [
  "ApexRestServices",
  "ApiEnabled",
  "ApiUserOnly",
  "AssignPermissionSets",
  "BypassMFAForUiLogins",
  "CanApproveUninstalledApps",
  "ConvertLeads",
  "CustomizeApplication",
  "EditCaseComments",
  "EditPublicTemplates",
  "EditTask",
  "LightningExperienceUser",
  "ManageCallCenters",
  "ManageCases",
  "ManageProfilesPermissionsets",
  "ManageRemoteAccess",
  "ManageUsers",
  "ModifyAllData",
  "ModifyMetadata",
  "PasswordNeverExpires",
  "RunFlow",
  "RunReports",
  "UseAnyApiAuth",
  "UseAnyApiClient",
  "ViewAllData",
  "ViewAllUsers",
  "ViewClientSecret",
  "ViewRoles",
  "ViewSetup",
];
