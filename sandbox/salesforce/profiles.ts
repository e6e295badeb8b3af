import { z } from "zod";
import firstDay from "./first-day.json";

const text = z.string();
const names = z.array(text).readonly();

/** What a fresh org has. https://help.salesforce.com/s/articleView?id=platform.users_understanding_license_types.htm */
const schema = z.strictObject({
  organization: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
  /** Licences of which an org has a number of seats. */
  userLicenses: z.array(z.strictObject({ name: text, key: text, seats: z.int(), userType: text })),
  /** Licences that are assigned in addition to the user's own and allow more in permission sets. */
  permissionSetLicenses: z.array(z.strictObject({ developerName: text, label: text, seats: z.int() })),
  profiles: z.array(
    z.strictObject({
      name: text,
      license: text,
      /** User permissions that are on; `*` means all. */
      permissions: names,
      /** Reads, creates and edits the records of every standard object. */
      worksWithRecords: z.boolean(),
    }),
  ),
  caseStatuses: z.array(z.strictObject({ label: text, closed: z.boolean(), isDefault: z.boolean() })),
  /** User permissions that this org knows by name. The real list has several hundred. */
  userPermissions: names,
  /** Permissions that an administrator has only when somebody grants them. */
  notAnAdministrators: names,
  /** Limits whose use is not counted here, with the numbers of a Developer Edition. */
  limits: z.record(text, z.int()),
});

export const FIRST_DAY = schema.parse(firstDay);
export type Profile = (typeof FIRST_DAY)["profiles"][number];

export const INTEGRATION_PSL = "SalesforceAPIIntegrationPsl";
export const ADMIN_PROFILE = "System Administrator";
