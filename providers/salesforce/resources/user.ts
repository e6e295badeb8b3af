import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { type Values, isRecord } from "../../core/resource/types";
import type { Row } from "../rest/rest-responses";
import { defineLookup } from "../auth/define-lookup";
import { oneRecord } from "../lookups";
import { NOT_EXPORTED } from "../rest/operations";
import { emailField, labelField, recordIdField, textField } from "../fields";
import { SAME, PERMISSION, UserStore } from "../stores/user-store";

export const inputs = z.strictObject({
  /** User name in the form of an e-mail address, unique in all of Salesforce, including deactivated users. */
  username: emailField().max(80, "may have at most 80 characters"),
  /** Last name; at most 80 characters. */
  lastName: labelField(80),
  /** First name; at most 40 characters. */
  firstName: textField(40).optional(),
  /** E-mail address. A change takes effect when the person confirms it. */
  email: emailField(),
  /** Short name in lists; at most 8 characters. */
  alias: labelField(8),
  /** The profile: `getProfile("Minimum Access - API Only Integrations")` has its id. */
  profileId: recordIdField("a profile", "00e"),
  /** The role, which decides about sharing. */
  userRoleId: recordIdField("a role", "00E").optional(),
  /** Salesforce's name of a time zone: `Europe/Paris`, `America/Los_Angeles`. */
  timeZoneSidKey: z.string().min(1).default("GMT"),
  /** Format of numbers and dates: `en_US`, `fr_FR`. */
  localeSidKey: z.string().min(1).default("en_US"),
  /** Character encoding of e-mail sent for the user. */
  emailEncodingKey: z.string().min(1).default("UTF-8"),
  /** Language of labels; the integration user's must stay `en_US`, as the Metadata API answers labels in it. */
  languageLocaleKey: z.string().min(1).default("en_US"),
  /** The person's name at the identity provider. */
  federationIdentifier: textField(512).optional(),
  /** Whether the user is active: may sign in and uses a licence. */
  isActive: z.boolean().default(true),
  /** Feature licences by the name of their field without `UserPermissions`: `{ SupportUser: true, CallCenterAutoLogin: true }`. */
  userPermissions: z
    .record(z.string().regex(/^[A-Z]\w+$/, "must be a name such as SupportUser"), z.boolean())
    .optional(),
  /**
   * What a deletion does, as users cannot be deleted. `deactivate`: frees the licence; `freeze`: the person cannot sign in but keeps the
   * licence, for users that cannot be deactivated, such as an app's execution user.
   */
  onDelete: z.enum(["deactivate", "freeze"]).default("deactivate"),
  /**
   * Whether a deactivated or frozen user of this org with the same user name is activated again instead of an error, for environments that
   * are destroyed and made again.
   */
  reactivate: z.boolean().default(false),
});

export const outputs = z.object({
  /** The confirmed e-mail address: after a change the old one, until the person confirms. */
  confirmedEmail: z.string().optional(),
});

export type Inputs = z.output<typeof inputs>;

/** A changed address reads as the old one until it is confirmed, which is not drift. */
function emailOf(record: Row, state: Values): Values {
  const confirmedEmail = record.Email;
  const waiting = state.confirmedEmail !== undefined && state.confirmedEmail === confirmedEmail;
  return { confirmedEmail, email: waiting ? state.email : confirmedEmail };
}

/**
 * A user. Deleting the resource deactivates or freezes the user, as Salesforce cannot delete users.
 *
 * @example
 * const profile = salesforce.getProfileOutput("Minimum Access - API Only Integrations");
 * const user = new salesforce.User("webex", {
 *   username: "webex@acme.example", email: "it@acme.example", lastName: "Webex", alias: "webex", profileId: profile.id,
 * });
 */
export const User = defineResource({
  kind: "salesforce.User",
  noun: "user",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm",
  inputs,
  outputs,
  naturalKey: ["username"],
  ignoredInDiff: ["onDelete", "reactivate"],
  store: new UserStore({
    sobject: "User",
    inputs,
    outputs,
    same: SAME,
    unsaid: ["onDelete", "reactivate"],
    fields: ({ userPermissions = {} }) =>
      Object.fromEntries(Object.entries(userPermissions).map(([name, given]) => [PERMISSION + name, given])),
    fromRecord: (record, state) => {
      const managed = isRecord(state.userPermissions) ? Object.keys(state.userPermissions) : [];
      const permissions = managed.map((name) => [name, record[PERMISSION + name] ?? false] as const);
      return {
        ...emailOf(record, state),
        ...(managed.length === 0 ? {} : { userPermissions: Object.fromEntries(permissions) }),
      };
    },
  }),
  permission: "Manage Users",
  lookUp: "getUser",
  export: NOT_EXPORTED,
  trial: { none: "Salesforce never deletes a user" },
  picture: {
    family: "salesforce",
    noun: "Integration user",
    called: ["username"],
    namedBy: ["emailId"],
  },
});
export type User = InstanceType<typeof User>;

/** An existing user by user name. @throws RunError where there is none, with candidates. */
export const { plain: getUser, output: getUserOutput } = defineLookup((api, username: string) =>
  oneRecord(api, "user", "User", "Username", username, "User names look like e-mail addresses (Setup, Users)."),
);
