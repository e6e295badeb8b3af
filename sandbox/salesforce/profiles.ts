import { z } from "zod";
import firstDay from "./first-day.json";

const text = z.string();
const names = z.array(text).readonly();

/** What an org has on its first day. https://help.salesforce.com/s/articleView?id=platform.users_understanding_license_types.htm */
const schema = z.strictObject({
  /** Fields of the Organization record. */
  organization: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
  /** Licences of which an org holds a number of seats. */
  userLicenses: z.array(z.strictObject({ name: text, key: text, seats: z.int(), userType: text })),
  /** Licences that are assigned besides the user's own and let permission sets give more. */
  permissionSetLicenses: z.array(z.strictObject({ developerName: text, label: text, seats: z.int() })),
  profiles: z.array(
    z.strictObject({
      name: text,
      license: text,
      /** User permissions that are on; `*` is every one. */
      permissions: names,
      /** Reads, creates and edits the records of every standard object. */
      worksWithRecords: z.boolean(),
    }),
  ),
  caseStatuses: z.array(z.strictObject({ label: text, closed: z.boolean(), isDefault: z.boolean() })),
  /** User permissions that this org knows by name. The real list has several hundred. */
  userPermissions: names,
  /** What even an administrator has only when somebody grants it. */
  notAnAdministrators: names,
  /** Limits whose use is not counted here, with a Developer Edition's share. */
  limits: z.record(text, z.int()),
});

export const FIRST_DAY = schema.parse(firstDay);
export type Profile = (typeof FIRST_DAY)["profiles"][number];

export const INTEGRATION_PSL = "SalesforceAPIIntegrationPsl";
export const ADMIN_PROFILE = "System Administrator";
