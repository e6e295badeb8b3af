import * as pulumi from "@pulumi/pulumi";
import {
  getPermissionSetLicenseOutput,
  PermissionSet,
  PermissionSetAssignment,
  PermissionSetLicenseAssignment,
  queryOutput,
  soqlText,
  User,
} from "../salesforce";

/** Profiles of the licence "Salesforce Integration", the present name first: https://help.salesforce.com/s/articleView?id=platform.integration_user.htm */
const PROFILES = ["Minimum Access - API Only Integrations", "Salesforce API Only System Integrations"];

/** The licence that a user of such a profile needs for object permissions. Same page. */
const LICENSE = "SalesforceAPIIntegrationPsl";

type PermissionSetArgs = ConstructorParameters<typeof PermissionSet>[1];

export interface IntegrationUserArgs {
  /** In the form of an e-mail address, unique in all of Salesforce. */
  readonly username: pulumi.Input<string>;
  /** E-mail address for Salesforce's messages about the user. */
  readonly email: pulumi.Input<string>;
  /** Last name in lists. Default: "Integration". */
  readonly lastName?: pulumi.Input<string>;
  /** Short name in lists; at most 8 characters. Default: "integr". */
  readonly alias?: pulumi.Input<string>;
  /** API name of its permission set. Default: the component's name. */
  readonly permissionSetName?: string;
  /** Name of a profile. Default: the org's API-only profile for integrations. */
  readonly profileName?: string;
  /** Object permissions. Default: read accounts and contacts, read and change cases, which the data dip needs. */
  readonly objectPermissions?: PermissionSetArgs["objectPermissions"];
  /** Whether it may also make cases; used with the default of `objectPermissions` only. Default: false. */
  readonly createsCases?: boolean;
  /** Fields that it may read and change. Custom fields are needed here: nobody can read them without a permission. */
  readonly fieldPermissions?: PermissionSetArgs["fieldPermissions"];
  /** System permissions beside `ApiEnabled`; `ApexRestServices` for Service Cloud Voice. Never give it `UseAnyApiClient`. */
  readonly userPermissions?: readonly string[];
  /** Whether a deactivated user of this name is activated again. Default: true, for environments that are destroyed and made again. */
  readonly reactivate?: boolean;
}

const dataDip = (allowCreate: boolean): PermissionSetArgs["objectPermissions"] => [
  { object: "Account" },
  { object: "Contact" },
  { object: "Case", allowEdit: true, ...(allowCreate && { allowCreate }) },
];

/**
 * The user that a service acts as, as Salesforce recommends: an API-only profile, the integration licence, and a permission set, whose
 * users an app then allows.
 *
 * @example
 * const integration = new IntegrationUser("Webex_Data_Dip", { username: "webex@acme.example", email: "it@acme.example" });
 */
export class IntegrationUser extends pulumi.ComponentResource {
  /** The user itself. */
  readonly user: User;
  /** Its permission set. */
  readonly permissionSet: PermissionSet;
  /** The user name, for sign-ins. */
  readonly username: pulumi.Output<string>;
  /** API name of the permission set, known once it is assigned to the user. */
  readonly permissionSetName: pulumi.Output<string>;

  constructor(name: string, args: IntegrationUserArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("datadip:index:IntegrationUser", name, {}, options);
    const child = { parent: this };
    this.user = new User(
      name,
      {
        username: args.username,
        email: args.email,
        lastName: args.lastName ?? "Integration",
        alias: args.alias ?? "integr",
        profileId: profileId(args.profileName),
        reactivate: args.reactivate ?? true,
      },
      child,
    );
    const license = new PermissionSetLicenseAssignment(
      name,
      { assigneeId: this.user.id, permissionSetLicenseId: getPermissionSetLicenseOutput(LICENSE).id },
      child,
    );
    this.permissionSet = new PermissionSet(
      args.permissionSetName ?? name,
      {
        label: (args.permissionSetName ?? name).replaceAll("_", " "),
        description: `What ${name} may do`,
        userPermissions: ["ApiEnabled", ...(args.userPermissions ?? [])],
        objectPermissions: args.objectPermissions ?? dataDip(args.createsCases ?? false),
        ...(args.fieldPermissions === undefined ? {} : { fieldPermissions: args.fieldPermissions }),
      },
      child,
    );
    // Without the licence the profile cannot have these permissions.
    const assignment = new PermissionSetAssignment(
      name,
      { assigneeId: this.user.id, permissionSetName: this.permissionSet.id },
      { ...child, dependsOn: [license] },
    );
    this.username = this.user.username;
    this.permissionSetName = assignment.permissionSetName;
    this.registerOutputs({ username: this.username, permissionSetName: this.permissionSetName });
  }
}

function profileId(given: string | undefined): pulumi.Output<string> {
  const names = given === undefined ? PROFILES : [given];
  const rows = queryOutput(`SELECT Id, Name FROM Profile WHERE Name IN (${names.map(soqlText).join(", ")})`);
  return rows.apply((found) => {
    const row = names.map((name) => found.find(({ Name }) => Name === name)).find((match) => match !== undefined);
    if (row !== undefined) return String(row.Id);
    throw new pulumi.RunError(
      `This org has no profile called ${names.join(" or ")}: give the name of an API-only profile in profileName (Setup, Profiles).`,
    );
  });
}
