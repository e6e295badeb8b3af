import { BenchProject } from "./project";
import type { SandboxServer } from "./server";

/** The Salesforce side of one environment: a field, a user who may use it, and an app with which Webex signs in. */
const PROGRAM = `
const { salesforce, IntegrationUser, WebexConnectorApp } = require("datadip");
const field = new salesforce.CustomField("Case.WebexInteractionId__c", { label: "Webex interaction", type: "Text", length: 64 });
const user = new IntegrationUser("Data_Dip", {
  username: "webex@acme.example",
  email: "it@acme.example",
  fieldPermissions: [{ field: field.id, editable: true }],
});
new WebexConnectorApp("WxccDataDip", {
  username: user.username,
  permissionSets: [user.permissionSetName],
  contactEmail: "it@acme.example",
});
`;

/** Counts the calls, which an org limits per day. Calls for tokens do not count. */
export async function benchSalesforce(server: SandboxServer, print: (text: string) => void): Promise<void> {
  const project = await BenchProject.create(PROGRAM, server.url);
  await server.requests();
  for (const [step, ...args] of [
    ["create", "up", "--yes", "--skip-preview"],
    ["preview --refresh", "preview", "--refresh"],
    ["destroy", "destroy", "--yes", "--skip-preview"],
  ] as const) {
    const { seconds } = await project.pulumi(...args);
    const calls = (await server.requests()).filter(
      ({ path }) => path.includes("/services/") && !path.includes("oauth2"),
    );
    const routes = new Map<string, number>();
    for (const { method, path } of calls) {
      const route = `${method} ${path.replace(/^.*\/services\/(data\/v[\d.]+\/)?/, "").replace(/\b\w{18}\b/, "{id}")}`;
      routes.set(route, (routes.get(route) ?? 0) + 1);
    }
    const told = [...routes].sort(([, a], [, b]) => b - a).map(([route, count]) => `${count} ${route}`);
    print(`Salesforce, ${step}: ${calls.length} calls in ${seconds.toFixed(1)} s: ${told.join(", ")}.\n`);
  }
  print("\n");
  project.remove();
}
