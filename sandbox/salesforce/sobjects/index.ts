import { account } from "./account";
import { caseObject } from "./case";
import { caseComment, feedItem } from "./case-comment";
import { contact } from "./contact";
import {
  callCenter,
  caseStatus,
  connectedApplication,
  group,
  groupMember,
  organization,
  profile,
  queueSobject,
  userLicense,
} from "./org-records";
import {
  permissionSet,
  permissionSetAssignment,
  permissionSetLicense,
  permissionSetLicenseAssign,
  setupEntityAccess,
} from "./permission-set";
import type { SObject } from "./sobject";
import { task } from "./task";
import { user, userLogin, userRole } from "./user";

/** Every standard object that the org has. */
export const SOBJECTS: readonly SObject[] = [
  account,
  callCenter,
  caseObject,
  caseComment,
  caseStatus,
  connectedApplication,
  contact,
  feedItem,
  group,
  groupMember,
  organization,
  permissionSet,
  permissionSetAssignment,
  permissionSetLicense,
  permissionSetLicenseAssign,
  profile,
  queueSobject,
  setupEntityAccess,
  task,
  user,
  userLicense,
  userLogin,
  userRole,
];
