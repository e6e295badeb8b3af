import { BenchProject } from "./project";
import type { SandboxServer } from "./server";
import { planOf, programOf } from "./objects";

const CREATE = ["up", "--yes", "--skip-preview"] as const;

/** The same entries as one list resource, or as single resources. */
const listProgram = (count: number, isList: boolean): string => `
const { webex } = require("datadip");
const book = new webex.AddressBook(${JSON.stringify(isList ? "as a list" : "one by one")}, {});
const entries = Object.fromEntries(Array.from({ length: ${count} }, (_, i) => ["Partner " + i, "+1312555" + (10000 + i)]));
if (${isList}) new webex.AddressBookEntries("partners", { addressBookId: book.id, entries });
else for (const [name, number] of Object.entries(entries)) new webex.AddressBookEntry(name, { addressBookId: book.id, number });
`;

/** An address book with `count` entries in each form, each in a separate stack: first `up`, a second one, and a destroy. */
export async function benchLists(
  server: SandboxServer,
  count: number,
  what: string,
  print: (text: string) => void,
): Promise<void> {
  for (const isList of [true, false]) {
    const project = await BenchProject.create(listProgram(count, isList), server.url);
    await server.calls();
    const told: string[] = [];
    for (const [step, args] of [
      ["create", CREATE],
      ["second up", CREATE],
      ["destroy", ["destroy", "--yes", "--skip-preview"]],
    ] as const) {
      const { seconds } = await project.pulumi(...args);
      told.push(`${step} ${seconds.toFixed(1)} s in ${(await server.calls()).all} calls`);
    }
    print(`${count} address book entries ${isList ? "as one list" : "one by one"}, ${what}: ${told.join("; ")}.\n`);
    project.remove();
  }
}

/** Requests per minute of one client id: https://developer.webex.com/webex-contact-center/docs/rate-limits */
export const QUOTA_PER_MINUTE = 300;

/**
 * Creates `size` objects in several stacks of one tenant at the same time, within the real quota and in real time. The floor is the least
 * that any client needs: the requests above the quota wait for the next minutes.
 */
export async function benchQuota(
  server: SandboxServer,
  size: number,
  stacks: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  const projects = await Promise.all(
    stacks.map((stack) => BenchProject.create(programOf(planOf(size, `${stack}_`)), server.url)),
  );
  const ran = await Promise.all(projects.map((project) => project.pulumi(...CREATE)));
  const { all } = await server.calls();
  const seconds = ran.map((one) => one.seconds.toFixed(1)).join(" and ");
  const what = stacks.length === 1 ? `${size} objects` : `${size} objects in each of ${stacks.length} stacks at once`;
  print(
    `${what}, ${QUOTA_PER_MINUTE} requests a minute: created in ${seconds} s with ${all} requests, those over the quota included; floor ${floorSeconds(all)} s.\n`,
  );
  for (const project of projects) project.remove();
}

/** Seconds of waiting: a window that is used up opens again after a minute. */
const floorSeconds = (requests: number): number => 60 * Math.floor(Math.max(0, requests - 1) / QUOTA_PER_MINUTE);

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
