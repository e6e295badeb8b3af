import { text } from "../../sandbox/support/tenant";
import { dataDip, openEnvironment, type Environment } from "./environment";

/** What the data-dip flow can do besides, on the sandbox's Salesforce: its records, its SOQL, its rights. */

let env: Environment;
let number: string;

beforeAll(async () => {
  env = await openEnvironment();
  const flow = dataDip(env, {
    newCase: { subject: "Call to the hotline" },
    askCaseNumber: true,
    routeToOwner: {},
    screenPop: "case",
  });
  number = await env.line(flow);
});
afterAll(() => env.close());

async function find(object: string, name: string, value: string) {
  const row = (await env.records(object)).find((one) => one[name] === value);
  if (row === undefined) throw new Error(`The sample has no ${object} with ${name} ${value}.`);
  return row;
}

it("makes a case for a contact who has none, once, and writes the call to it", async () => {
  const owner = text(await find("User", "Username", "deploy@datadip.example"), "Id");
  const account = await env.put("Account", { Name: "Owned", OwnerId: owner });
  const contact = await env.put("Contact", { LastName: "Caseless", Phone: "+15125550177", AccountId: account });
  const cases = async () => (await env.records("Case")).filter(({ ContactId }) => ContactId === contact);

  const first = await env.call(number, { from: "+15125550177" });
  expect(first.problems).toEqual([]);
  const made = await cases();
  expect(made).toMatchObject([{ Subject: "Call to the hotline", Origin: "Phone", ContactId: contact }]);
  const id = text(made[0], "Id");
  expect(first.result.screenPops.map(({ url }) => url)).toEqual([
    `https://datadip-sandbox.lightning.force.com/lightning/r/Case/${id}/view`,
  ]);
  expect((await env.records("CaseComment")).filter(({ ParentId }) => ParentId === id)).toHaveLength(1);
  expect(first.result.path.map(({ node }) => node)).toEqual(expect.arrayContaining(["QueueToOwner", "CreateCase"]));

  const second = await env.call(number, { from: "+15125550177" });
  expect(second.problems).toEqual([]);
  expect(await cases()).toHaveLength(1);
  expect(second.result.path.map(({ node }) => node)).not.toContain("CreateCase");
});

it("opens the case whose number an unknown caller enters, and makes none", async () => {
  const open = (await env.records("Case")).find(({ Status }) => Status !== "Closed");
  const entered = text(open, "CaseNumber").replace(/^0+/, "");
  const before = (await env.records("Case")).length;
  const { result, problems } = await env.call(number, {
    from: "+15125550188",
    caller: { digits: [`${entered}#`] },
  });
  expect(problems).toEqual([]);
  expect(result.screenPops.map(({ url }) => url)).toEqual([
    `https://datadip-sandbox.lightning.force.com/lightning/r/Case/${text(open, "Id")}/view`,
  ]);
  expect(await env.records("Case")).toHaveLength(before);
});
