export { CallCenter } from "./resources/call-center";
export { CallCenterUser } from "./resources/call-center-user";
export { ConnectedApp } from "./resources/connected-app";
export { CorsWhitelistOrigin } from "./resources/cors-whitelist-origin";
export { CspTrustedSite } from "./resources/csp-trusted-site";
export { CustomField } from "./resources/custom-field";
export { CustomLabel } from "./resources/custom-label";
export { ExternalClientApp } from "./resources/external-client-app";
export {
  getOrganization,
  getOrganizationOutput,
  getPermissionSetLicense,
  getPermissionSetLicenseOutput,
  getProfile,
  getProfileOutput,
  query,
  queryOutput,
  type OrganizationInfo,
} from "./lookups";
export { MetadataComponent } from "./resources/metadata-component";
export { OrgSettings } from "./resources/org-settings";
export { PermissionSet } from "./resources/permission-set";
export { PermissionSetAssignment } from "./resources/permission-set-assignment";
export { PermissionSetLicenseAssignment } from "./resources/permission-set-license-assignment";
export { Queue } from "./resources/queue";
export { RemoteSiteSetting } from "./resources/remote-site-setting";
export { checkJwtSignIn, checkJwtSignInOutput, type JwtSignIn, type SignInProof } from "./auth/sign-in-check";
export { SigningKey } from "./resources/signing-key";
export { SObjectRecord } from "./resources/sobject-record";
export { soqlText } from "./rest/soql";
export { getUser, getUserOutput, User } from "./resources/user";
export { webexCallCenter, type WebexCallCenterOptions } from "./apps/webex-call-center";
