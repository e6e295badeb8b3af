import { textOf } from "../../core/json";
import { permissionFields } from "./permission-set";
import { addressFields } from "./account";
import { CASE_STATUSES } from "./case";
import { defineSObject } from "./sobject";

const READ_ONLY = ["create", "update", "delete"] as const;

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_organization.htm */
export const organization = defineSObject("Organization", {
  prefix: "00D",
  access: "setup",
  without: READ_ONLY,
  fields: {
    Name: { type: "string", length: 80, nameField: true },
    ...addressFields(""),
    Phone: { type: "phone" },
    PrimaryContact: { type: "string", length: 80 },
    DefaultLocaleSidKey: { type: "picklist" },
    TimeZoneSidKey: { type: "picklist" },
    LanguageLocaleKey: { type: "picklist" },
    OrganizationType: {
      type: "picklist",
      values: ["Team Edition", "Professional Edition", "Enterprise Edition", "Developer Edition", "Unlimited Edition"],
    },
    InstanceName: { type: "string", length: 5 },
    IsSandbox: { type: "boolean" },
    NamespacePrefix: { type: "string", length: 15 },
    TrialExpirationDate: { type: "datetime" },
    FiscalYearStartMonth: { type: "int" },
    IsReadOnly: { type: "boolean" },
  },
});

export const profile = defineSObject("Profile", {
  prefix: "00e",
  access: "setup",
  without: READ_ONLY,
  fields: {
    Name: { type: "string", nameField: true },
    Description: { type: "string" },
    UserLicenseId: { type: "reference", to: ["UserLicense"] },
    UserType: { type: "picklist", values: ["Standard", "Guest"] },
    ...permissionFields,
  },
});

export const userLicense = defineSObject("UserLicense", {
  prefix: "100",
  label: "User License",
  access: "setup",
  without: READ_ONLY,
  fields: {
    Name: { type: "string", length: 40, nameField: true },
    MasterLabel: { type: "string", length: 80 },
    LicenseDefinitionKey: { type: "string", length: 80 },
    Status: { type: "picklist", values: ["Active", "Disabled"] },
    TotalLicenses: { type: "int" },
    UsedLicenses: { type: "int" },
  },
});

export const caseStatus = defineSObject("CaseStatus", {
  prefix: "01J",
  label: "Case Status Value",
  access: "setup",
  without: READ_ONLY,
  fields: {
    MasterLabel: { type: "string", nameField: true },
    ApiName: { type: "string", values: CASE_STATUSES.map(({ label }) => label) },
    SortOrder: { type: "int" },
    IsDefault: { type: "boolean" },
    IsClosed: { type: "boolean" },
  },
});

/** Queues and public groups. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_group.htm */
export const group = defineSObject("Group", {
  prefix: "00G",
  access: "setup",
  fields: {
    Name: { type: "string", length: 40, required: true, nameField: true },
    DeveloperName: { type: "string", length: 80, unique: true },
    Type: {
      type: "picklist",
      values: ["Regular", "Queue", "Role"],
      restricted: true,
      default: "Regular",
      write: "create",
    },
    Email: { type: "email" },
    DoesSendEmailToMembers: { type: "boolean", default: false },
    DoesIncludeBosses: { type: "boolean", default: true },
    OwnerId: { type: "reference", to: ["User", "Organization"], write: "never" },
  },
  rules: {
    complete: (draft, { org }) => ({
      ...draft,
      DeveloperName: draft["DeveloperName"] ?? textOf(draft["Name"]).replace(/\W+/g, "_"),
      OwnerId: org.id,
    }),
  },
});

export const groupMember = defineSObject("GroupMember", {
  prefix: "011",
  label: "Group Member",
  access: "setup",
  without: ["update"],
  fields: {
    GroupId: {
      type: "reference",
      to: ["Group"],
      required: true,
      children: "GroupMembers",
      cascade: true,
      write: "create",
    },
    UserOrGroupId: { type: "reference", to: ["User", "Group"], required: true, parent: null, write: "create" },
  },
});

export const queueSobject = defineSObject("QueueSobject", {
  prefix: "03g",
  label: "Queue Sobject",
  access: "setup",
  without: ["update"],
  fields: {
    QueueId: {
      type: "reference",
      to: ["Group"],
      required: true,
      children: "QueueSobjects",
      cascade: true,
      write: "create",
    },
    SobjectType: {
      type: "picklist",
      required: true,
      values: ["Case", "ContactRequest", "Lead", "ServiceContract", "Task"],
      restricted: true,
      write: "create",
    },
  },
});

/** Create, query and retrieve only, says the reference; rows mirror the components. */
export const callCenter = defineSObject("CallCenter", {
  prefix: "04v",
  label: "Call Center",
  access: "setup",
  without: READ_ONLY,
  fields: {
    Name: { type: "string", length: 80, nameField: true },
    InternalName: { type: "string", length: 80 },
    AdapterUrl: { type: "url", length: 1000 },
    CustomSettings: { type: "string" },
    Version: { type: "double", scale: 0 },
  },
});

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_connectedapplication.htm */
export const connectedApplication = defineSObject("ConnectedApplication", {
  prefix: "0H4",
  label: "Connected App",
  access: "setup",
  without: READ_ONLY,
  fields: {
    Name: { type: "string", nameField: true },
    OptionsAllowAdminApprovedUsersOnly: { type: "boolean" },
    OptionsRefreshTokenValidityMetric: { type: "boolean" },
    OptionsHasSessionLevelPolicy: { type: "boolean" },
    OptionsIsInternal: { type: "boolean" },
    OptionsFullContentPushNotifications: { type: "boolean" },
    MobileStartUrl: { type: "url" },
    StartUrl: { type: "url" },
    RefreshTokenValidityPeriod: { type: "int" },
  },
});
