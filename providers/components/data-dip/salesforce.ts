import type * as pulumi from "@pulumi/pulumi";
import type { DataDipRights } from "../../../flow";
import { CustomField } from "../../salesforce";
import { ConnectorHandover, getConnectorOutput } from "../../webex";
import { IntegrationUser } from "../integration-user";
import { WebexConnectorApp } from "../webex-connector-app";
import type { DataDipSalesforce, SalesforceDataDipArgs } from "./args";
import { symbolOf, type ComponentContext } from "./names";

const DEFAULT_FIELD = "WebexInteractionId__c";

/** The field for a Webex interaction id, which is a UUID. Agents see the label on the case. */
const INTERACTION = { label: "Webex interaction", type: "Text", length: 64 } as const;

/** The field of Case that receives the id of the call; undefined for none. */
export function interactionFieldOf({ salesforce }: SalesforceDataDipArgs): string | undefined {
  if ("existingConnector" in salesforce) return undefined;
  const { interactionField = DEFAULT_FIELD } = salesforce;
  return interactionField === false ? undefined : interactionField;
}

/** The id of the connector through which flows reach Salesforce. Makes everything that a new connector needs. */
export function connector(
  made: ComponentContext,
  name: string,
  args: SalesforceDataDipArgs,
  rights: DataDipRights,
): pulumi.Output<string> {
  const { salesforce } = args;
  if ("existingConnector" in salesforce) return getConnectorOutput(salesforce.existingConnector).id;
  const app = appOf(made, name, salesforce, { ...rights, fields: fields(made, rights, interactionFieldOf(args)) });
  // Last, so that all the rest exists when a person is asked to make the connector.
  const form = { ...app.form, name: made.names.of(app.form.name) };
  return new ConnectorHandover(name, form, { ...made.child, dependsOn: made.resources }).connectorId;
}

type FieldPermissions = { readonly field: pulumi.Input<string>; readonly editable: boolean }[];

/** Field permissions; the field that is made here comes from its resource, as it must exist before its permission. */
function fields(made: ComponentContext, rights: DataDipRights, own: string | undefined): FieldPermissions {
  if (own === undefined) return [...rights.fields];
  const custom = made.keep(new CustomField(`Case.${own}`, INTERACTION, made.child));
  return rights.fields.map((one) => (one.field === `Case.${own}` ? { ...one, field: custom.id } : one));
}

function appOf(
  made: ComponentContext,
  name: string,
  { username, contactEmail, label, connectorKind, generations }: DataDipSalesforce,
  {
    fields: fieldPermissions,
    userPermissions,
    createsCases,
  }: Omit<DataDipRights, "fields"> & { fields: FieldPermissions },
): WebexConnectorApp {
  const symbol = symbolOf(name);
  const user = made.keep(
    new IntegrationUser(
      symbol,
      { username: made.names.username(username), email: contactEmail, fieldPermissions, userPermissions, createsCases },
      made.child,
    ),
  );
  return made.keep(
    new WebexConnectorApp(
      symbol,
      {
        username: user.username,
        permissionSets: [user.permissionSetName],
        contactEmail,
        label: label ?? name,
        ...(connectorKind === undefined ? {} : { connectorKind }),
        ...(generations === undefined ? {} : { generations }),
      },
      made.child,
    ),
  );
}
