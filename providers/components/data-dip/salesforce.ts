import type * as pulumi from "@pulumi/pulumi";
import { CustomField } from "../../salesforce";
import { ConnectorHandover, getConnectorOutput } from "../../webex";
import { IntegrationUser } from "../integration-user";
import { WebexConnectorApp } from "../webex-connector-app";
import type { DataDipSalesforce, SalesforceDataDipArgs } from "./args";
import type { Made } from "./made";
import { symbolOf } from "./names";

/** How flows reach Salesforce. */
export interface Connected {
  readonly connectorId: pulumi.Output<string>;
  readonly interactionField: string | undefined;
  /** Undefined for a connector that exists already. */
  readonly app: WebexConnectorApp | undefined;
}

const DEFAULT_FIELD = "WebexInteractionId__c";

/** A Webex interaction id is a UUID; its label is what agents read on the case. */
const INTERACTION = { label: "Webex interaction", type: "Text", length: 64 } as const;

export function connected(made: Made, name: string, { salesforce }: SalesforceDataDipArgs): Connected {
  if ("existingConnector" in salesforce) {
    const connectorId = getConnectorOutput(salesforce.existingConnector).id;
    return { connectorId, interactionField: undefined, app: undefined };
  }
  const { interactionField = DEFAULT_FIELD } = salesforce;
  const fieldPermissions = interactionField === false ? [] : [interaction(made, interactionField)];
  const app = appOf(made, name, salesforce, fieldPermissions);
  // Last, so that whoever is asked to make the connector has all the rest already.
  const handover = new ConnectorHandover(name, app.form, { ...made.child, dependsOn: made.resources });
  return {
    connectorId: handover.connectorId,
    interactionField: interactionField === false ? undefined : interactionField,
    app,
  };
}

function interaction(made: Made, field: string): { field: pulumi.Output<string>; editable: true } {
  const custom = made.keep(new CustomField(`Case.${field}`, INTERACTION, made.child));
  return { field: custom.id, editable: true };
}

function appOf(
  made: Made,
  name: string,
  { username, contactEmail, label, connectorKind, generations }: DataDipSalesforce,
  fieldPermissions: { readonly field: pulumi.Output<string>; readonly editable: true }[],
): WebexConnectorApp {
  const symbol = symbolOf(name);
  const user = made.keep(
    new IntegrationUser(
      symbol,
      { username: made.names.username(username), email: contactEmail, fieldPermissions },
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
