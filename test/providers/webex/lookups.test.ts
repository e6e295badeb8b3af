import * as pulumi from "@pulumi/pulumi";
import type { Values } from "../../../providers/core/resource/types";
import * as webex from "../../../providers/webex";
import { allKinds } from "../../../providers/core/resource/registry";
import { telephonyRegions } from "../../../providers/webex/client/telephony-regions";
import { flowExport } from "../../support/flow";
import { Tenant } from "../../support/tenant";

type LookUp = (query: never) => Promise<{ readonly id: string; readonly name: string }>;

interface Case {
  readonly lookUp: string;
  readonly noun: string;
  readonly name: string;
  readonly body?: Values;
  /** The field that is its name; `name` by default. */
  readonly by?: string;
}

/** Each look-up, where its objects are, and one to be made. */
const BY_NAME: readonly Case[] = [
  { lookUp: "getSite", noun: "site", name: "Lyon" },
  { lookUp: "getMultimediaProfile", noun: "multimedia-profile", name: "Voice" },
  { lookUp: "getTeam", noun: "team", name: "Tier 1", body: { siteId: "s1" } },
  { lookUp: "getQueue", noun: "contact-service-queue", name: "Support" },
  { lookUp: "getEntryPoint", noun: "entry-point", name: "Main line" },
  { lookUp: "getGlobalVariable", noun: "cad-variable", name: "Global_Tier" },
  { lookUp: "getAudioFile", noun: "audio-file", name: "welcome.wav" },
  { lookUp: "getOutdialAni", noun: "outdial-ani", name: "Sales" },
  { lookUp: "getSkill", noun: "skill", name: "French" },
  { lookUp: "getSkillProfile", noun: "skill-profile", name: "Paris desk" },
  { lookUp: "getAuxiliaryCode", noun: "auxiliary-code", name: "Lunch", body: { workTypeCode: "IDLE_CODE" } },
  { lookUp: "getBusinessHours", noun: "business-hours", name: "Office" },
  { lookUp: "getHolidayList", noun: "holiday-list", name: "France" },
  { lookUp: "getOverrides", noun: "overrides", name: "December" },
  { lookUp: "getDesktopLayout", noun: "desktop-layout", name: "CRM" },
  { lookUp: "getDesktopProfile", noun: "agent-profile", name: "Service" },
  { lookUp: "getAddressBook", noun: "address-book", name: "Partners" },
  { lookUp: "getUserProfile", noun: "user-profile", name: "Managers" },
  { lookUp: "getResourceCollection", noun: "resource-collection", name: "All of France" },
  { lookUp: "getContactNumber", noun: "contact-number", name: "5501", by: "number" },
  { lookUp: "getDialNumber", noun: "dial-number", name: "+13125550100", by: "dialledNumber" },
  { lookUp: "getWorkType", noun: "work-type", name: "Breaks", body: { workTypeCode: "IDLE_CODE" } },
  { lookUp: "getChannel", noun: "channel", name: "Fax" },
  { lookUp: "getAsset", noun: "asset", name: "Claims" },
  { lookUp: "getUser", noun: "user", name: "zoe@example.com", by: "email" },
];

/** Look-ups that are tested one by one. */
const OTHERS: readonly string[] = [
  "getAddressBookEntry",
  "getOutdialAniEntry",
  "getFlow",
  "getFunction",
  "getSubflow",
  "getConnector",
  "getCallingLocation",
  "getCallingNumber",
  "getTelephonyRegion",
];

const lookUps = Object.keys(webex).filter((name) => name.startsWith("get") && !name.endsWith("Output"));
const of = (name: string): LookUp => (webex as unknown as Record<string, LookUp>)[name] as LookUp;

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
  pulumi.runtime.setAllConfig({ "datadip:target": "sandbox", "datadip:sandboxUrl": tenant.sandbox.url });
});
afterAll(() => tenant.close());

it("has one of each kind that can be referred to, and of what only people make, in both forms", () => {
  expect(lookUps.sort()).toEqual([...BY_NAME.map(({ lookUp }) => lookUp), ...OTHERS].sort());
  for (const name of lookUps) expect(webex).toHaveProperty(`${name}Output`);
  // Associations and lists; and a handover is found as the connector that it leads to.
  const associations = ["TeamQueueRankings", "DesktopLayoutTeams", "FlowPublication", "UserAssignment"];
  const lists = ["AddressBookEntries", "DialNumbers", "UserAssignments"];
  const parts = [...associations, ...lists, "ConnectorHandover", "WebhookSubscription"];
  const nouns = allKinds().map(({ kind }) => kind.split("."));
  const missing = nouns.flatMap(([cloud, noun]) => (cloud === "webex" ? [noun ?? ""] : []));
  expect(missing.filter((noun) => !lookUps.includes(`get${noun}`)).sort()).toEqual(parts.sort());
});

const ids = new Map<string, string>();

beforeAll(async () => {
  for (const { lookUp, noun, name, body = {}, by = "name" } of BY_NAME) {
    ids.set(lookUp, (await tenant.make(noun, { ...body, [by]: name })).id);
  }
  await tenant.make("team", { name: "Night", siteId: "s1" });
  ids.set("night", (await tenant.make("team", { name: "Night", siteId: "s2" })).id);
  tenant.requests();
});

it.each(BY_NAME)("$lookUp finds by the exact name first, then in any case, by one list in a run", async (one) => {
  const { lookUp, name } = one;
  const found = { id: ids.get(lookUp), name };
  expect(await of(lookUp)(name as never)).toEqual(found);
  expect(tenant.requests()).toHaveLength(1);
  expect(await of(lookUp)(name.toUpperCase() as never)).toEqual(found);
  const output = of(`${lookUp}Output`) as unknown as (query: unknown) => pulumi.Output<unknown>;
  expect(await promised(output(pulumi.output(name)))).toEqual(found);
  expect(tenant.requests()).toEqual([]);
});

it("names the candidates where there is none", async () => {
  await expect(webex.getSite("Lyons")).rejects.toThrow(
    "There is no site called Lyons; did you mean Lyon? There are: Site-1, Lyon. Check the name in Control Hub, Contact Center.",
  );
  await expect(webex.getUser("nobody@example.com")).rejects.toThrow(
    /Users are created and licensed in Control Hub, Management, Users, and appear in Contact Center within minutes\.$/,
  );
});

it("takes another field where several have one name", async () => {
  await expect(webex.getTeam("Night")).rejects.toThrow(/^There are 2 teams called Night: \S+, \S+\. Give the id/);
  expect(await webex.getTeam({ name: "Night", siteId: "s2" })).toEqual({ id: ids.get("night"), name: "Night" });
  await expect(webex.getAuxiliaryCode({ name: "Lunch", workTypeCode: "WRAP_UP_CODE" })).rejects.toThrow(
    /^There is no auxiliary code called Lunch\. There are: Default_Wrap_Up\./,
  );
});

it("finds entries by their owner and name, with the id that their resource has", async () => {
  const entry = { id: "00000000-0000-4000-8000-000000000001", name: "Courier", number: "+13125550101" };
  const book = await tenant.make("address-book", { name: "Couriers", addressBookEntries: [entry] });
  const ani = await tenant.make("outdial-ani", { name: "Couriers", outdialANIEntries: [entry] });
  const query = { addressBookId: book.id, name: "Courier" };
  expect(await webex.getAddressBookEntry(query)).toEqual({ id: `${book.id}/${entry.id}`, name: "Courier" });
  const output = webex.getOutdialAniEntryOutput({ outdialAniId: pulumi.output(ani.id), name: "Courier" });
  expect(await promised(output)).toEqual({ id: `${ani.id}/${entry.id}`, name: "Courier" });
});

it("says flows from subflows", async () => {
  const content = flowExport("99999999-8888-4777-8666-555555555555").replace('"FLOW"', '"SUBFLOW"');
  const subflow = await tenant.make("flow", { name: "Look_Up", flowType: "SUBFLOW", draftId: "d", content });
  const flow = await tenant.make("flow", { name: "Main_Line", flowType: "FLOW", draftId: "d" });
  expect(await webex.getFlow("Main_Line")).toEqual({ id: flow.id, name: "Main_Line" });
  expect(await webex.getSubflow("Look_Up")).toEqual({ id: subflow.id, name: "Look_Up" });
  await expect(webex.getFlow("Look_Up")).rejects.toThrow(/^There is no flow called Look_Up\. There are: Main_Line\./);
});

it("finds a function among those whose names begin alike", async () => {
  const { id } = await tenant.make("function", { name: "Score" });
  await tenant.make("function", { name: "Score_2" });
  expect(await webex.getFunction("Score")).toEqual({ id, name: "Score" });
  await expect(webex.getFunction("Scor")).rejects.toThrow(/^There is no function called Scor; did you mean Score[?]/);
});

it.each(["/global/telephony-region", "/api/global/telephony-region"])(
  "finds a telephony region at %s",
  async (path) => {
    const rows = { regions: [{ id: "r1", name: "GB", more: 1 }] };
    const other = { method: "GET", path: "/global/telephony-region" };
    if (path.startsWith("/api")) tenant.fail({ ...other, status: 404, body: { message: "no Route matched" } });
    tenant.fail({ method: "GET", path, status: 200, body: rows });
    const { api } = await tenant.connect();
    expect(await telephonyRegions(api)).toEqual([{ id: "r1", name: "GB" }]);
  },
);

it("finds a telephony region by name, and says the others", async () => {
  expect(await webex.getTelephonyRegion("gb")).toMatchObject({ name: "GB" });
  await expect(webex.getTelephonyRegion("FR")).rejects.toThrow(
    /^There is no telephony region called FR; .+ There are: US, CA, MX, AU, SG, GB, DE\./,
  );
});

it("finds what people alone can make, and says where they make it", async () => {
  const id = tenant.sandbox.connect({ name: "Salesforce" });
  expect(await webex.getConnector("salesforce")).toEqual({ id, name: "Salesforce" });
  await expect(webex.getConnector("Oracle")).rejects.toThrow(
    /Connectors have no public create route: make it in Control Hub, Contact Center, Integrations, Connectors\.$/,
  );
  const { id: locationId } = await webex.getCallingLocation("Chicago");
  expect(await webex.getCallingNumber("+13125550100")).toMatchObject({ location: locationId, locationName: "Chicago" });
});

function promised<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((done) => void output.apply(done));
}
