import type * as pulumi from "@pulumi/pulumi";
import { IntegrationUser, salesforce, WebexConnectorApp } from "../../providers";

/** What must and must not compile; never run. */
export function salesforceTypes(text: pulumi.Output<string>, list: pulumi.Output<string[]>): void {
  const set = new salesforce.PermissionSet("Dip", {
    label: text,
    userPermissions: ["ApiEnabled", text],
    objectPermissions: [{ object: "Case", allowEdit: true }, { object: text }],
  });
  // fullName defaults to the logical name, defaults are filled in what a resource gives.
  const name: pulumi.Output<string> = set.fullName;
  // @ts-expect-error -- the field is called label
  new salesforce.PermissionSet("Dip", { lable: "x" });
  // @ts-expect-error -- a label is required
  new salesforce.PermissionSet("Dip", {});

  const app = new salesforce.ExternalClientApp("App", {
    label: "App",
    contactEmail: "it@acme.example",
    consumerKey: text,
    scopes: ["Api", "RefreshToken"],
    permissionSets: list,
  });
  const policy: pulumi.Output<"AllSelfAuthorized" | "AdminApprovedPreAuthorized"> = app.permittedUsersPolicyType;
  // @ts-expect-error -- OAuth's spelling of a scope is not the Metadata API's
  new salesforce.ExternalClientApp("App", { label: "A", contactEmail: "a@b.c", consumerKey: text, scopes: ["api"] });

  new salesforce.MetadataComponent("M", {
    type: "CustomPermission",
    body: { label: "x", nested: [{ on: true, n: [1, null] }] },
  });
  new salesforce.SObjectRecord("R", { sobjectType: "Contact", fields: { LastName: text, Age__c: 3, Gone__c: null } });
  // @ts-expect-error -- records hold no objects
  new salesforce.SObjectRecord("R", { sobjectType: "Contact", fields: { LastName: { a: 1 } } });
  new salesforce.CallCenter("wx", salesforce.webexCallCenter({ region: "us1" }));

  const user = new IntegrationUser("Integration", { username: text, email: "it@acme.example" });
  const connector = new WebexConnectorApp("App", {
    username: user.username,
    permissionSets: [user.permissionSetName],
    contactEmail: "it@acme.example",
  });
  void [name, policy, connector.salesforceConnector];

  salesforce.checkJwtSignInOutput({ clientId: text, username: "u", privateKey: text });
  // @ts-expect-error -- the key is needed
  salesforce.checkJwtSignInOutput({ clientId: text, username: "u" });
}
