import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readYaml } from "../../../cli/shared/yaml-file";
import { bindFlow, dataDipFlow, openBindings, welcomeFlow, type DataDipOptions, type Flow } from "../../../flow";
import { expectationSchema, scenarioFileSchema, unmet, type Scenario, type ScenarioFile } from "../../../flow/simulate";
import { text, type Data } from "../../sandbox/support/tenant";
import { openEnvironment, type Environment } from "./environment";

/** Scenarios that ship once more, with a real Salesforce of the sandbox instead of the table of answers. */

const FOLDER = join(__dirname, "..", "..", "..", "scenarios");
// The options' tables tell of one customer in several states; options.test.ts plays them on Salesforce's own records.
const FILES = readdirSync(FOLDER)
  .filter((name) => name !== "data-dip-options.call.yaml")
  .map((name) => readYaml(join(FOLDER, name), scenarioFileSchema));

const answerBody = z.object({
  records: z.array(
    z.looseObject({
      Id: z.string(),
      Name: z.string().default("Same Number"),
      AccountId: z.string().nullish(),
      Account: z.object({ Name: z.string() }).nullish(),
    }),
  ),
});
type Answers = ScenarioFile["answers"];

let env: Environment;
/** Open at all times. */
let hoursId: string;
/** Ids and numbers that the tables make up, and those that Salesforce gave to the same records. */
const realId = new Map<string, string>();

beforeAll(async () => {
  env = await openEnvironment();
  const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
  const workingHours = [{ name: "Always", days, startTime: "00:00", endTime: "23:59" }];
  hoursId = text(
    (await env.tenant.api("POST", "business-hours", { name: "All", timezone: "UTC", workingHours })).data,
    "id",
  );
  for (const object of ["CaseComment", "Case", "Contact", "Account"])
    for (const { Id } of await env.records(object))
      await env.tenant.admin("DELETE", `state/salesforce/${object}/${String(Id)}`);
  await addInteractionField();
  for (const { answers } of FILES) await plant(answers);
});
afterAll(() => env.close());

async function rest(object: string, fields: Data): Promise<string> {
  const token = env.tenant.sandbox.salesforce.credentials.accessToken;
  const made = await env.tenant.raw("POST", `/salesforce/services/data/v66.0/sobjects/${object}`, fields, { token });
  if (made.status !== 201) throw new Error(`${object} is not made: ${made.text}`);
  return text(made.data, "id");
}

/** The field that the scenarios' flow writes the call's id to, for the user whom the connector signs in as. */
async function addInteractionField(): Promise<void> {
  const field = "Case.WebexInteractionId__c";
  await env.put("metadata.CustomField", { fullName: field, body: { label: "Call", type: "Text", length: "60" } });
  const fieldPermissions = [{ field, editable: "true", readable: "true" }];
  await env.put("metadata.PermissionSet", { fullName: "Dip", body: { label: "Dip", fieldPermissions } });
  const set = await env.put("PermissionSet", { Name: "Dip" });
  const user = (await env.records("User")).find(({ Username }) => Username === "deploy@datadip.example");
  await env.put("PermissionSetAssignment", { AssigneeId: text(user, "Id"), PermissionSetId: set });
}

/** Puts what the table answers to searches into the org, so that the searches find it. */
async function plant(answers: Answers): Promise<void> {
  for (const { activity = "", contains, body } of answers) {
    const rows = answerBody.safeParse(body).data?.records ?? [];
    const asked = contains[0]?.replaceAll("'", "") ?? "";
    for (const row of rows) realId.set(row.Id, await plantRow(activity, asked, row));
  }
  const cases = await env.records("Case");
  // The one case of the tables; Salesforce counts its cases by itself.
  realId.set("00001026", text(cases.at(-1), "CaseNumber"));
}

async function plantRow(activity: string, asked: string, row: z.output<typeof answerBody>["records"][number]) {
  if (activity === "AccountByANI") return rest("Account", { Name: row.Name, Phone: asked });
  if (activity === "CaseByContactId") {
    const { Subject, Priority } = row;
    return rest("Case", { Subject, Priority, ContactId: realId.get(asked), Status: "New" });
  }
  const [first = "", ...last] = row.Name.split(" ");
  const account = row.Account ? { AccountId: await rest("Account", { Name: row.Account.Name }) } : {};
  if (account.AccountId !== undefined) realId.set(row.AccountId ?? "", account.AccountId);
  return rest("Contact", { FirstName: first, LastName: last.join(" "), Phone: asked, ...account });
}

/** What goes wrong in the scenario's own table, as what is wrong with Salesforce. */
const faultsOf = (answers: Answers) =>
  answers.map(({ activity = "", failure, status, delayMs }) => ({
    activity,
    ...(failure === undefined ? (status === 200 ? { slow: delayMs } : { status }) : { down: true as const }),
  }));

function withRealIds({ expect: wanted }: Scenario): Scenario["expect"] {
  const written = [...realId].reduce((all, [table, real]) => all.replaceAll(table, real), JSON.stringify(wanted));
  return expectationSchema.parse(JSON.parse(written));
}

function flowOf({ flow }: ScenarioFile): Flow {
  if (typeof flow === "string") throw new Error(`Say how ${flow} is bound to the environment.`);
  // The file is read as any object; dataDipFlow checks it, as it does for datadip test.
  return flow.shipped === "welcome" ? welcomeFlow() : dataDipFlow(flow.options as DataDipOptions);
}

function boundTo(flow: Flow): Flow {
  const ids: Readonly<Record<string, string>> = { connector: env.connectorId, businessHours: hoursId };
  return bindFlow(flow, Object.fromEntries(openBindings(flow).map(({ key, kind }) => [key, ids[kind] ?? env.queueId])))
    .flow;
}

describe.each(FILES.map((file) => [flowOf(file).name, file] as const))("%s through an environment", (name, file) => {
  let number: string;
  beforeAll(async () => {
    number = await env.line(boundTo(flowOf(file)), `Line of ${name}`);
  });

  it.each(file.calls.map((scenario) => [scenario.name, scenario] as const))("%s", async (_name, scenario) => {
    const { name: _called, answers, expect: _expected, ...script } = scenario;
    const { result, problems } = await env.call(number, { ...script, salesforce: faultsOf(answers) });
    expect(unmet(withRealIds(scenario), result)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
