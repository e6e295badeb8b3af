import type { Values } from "../../../../providers/core/resource/types";
import { Command } from "../../../support/command";
import { flowExport } from "../../../support/flow";
import { Tenant } from "../../../support/tenant";

/** Errors that lint finds are refused at preview, in what a change touches and nowhere else. */

let tenant: Tenant;
let bindings: Values;

const command = (): Command => new Command("webex.Flow", () => tenant.connect());
const BROKEN = "Hello {{[name}}";

beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  bindings = { "QueueContact.destination": queue.id };
  tenant.requests();
});

const flow = (greeting: string, more: Values = {}): Values => ({
  name: "Main_Line",
  content: flowExport("foreign", greeting),
  bindings,
  ...more,
});

it("refuses a new flow with an error, and names activity, rule and the way out", async () => {
  await expect(command().up(flow(BROKEN))).rejects.toThrow(
    /content: Greeting: .*\(expression\/[\w-]+; lint: \{ "expression\/[\w-]+": "off" \} switches it off\)/,
  );
  expect(tenant.writes()).toEqual([]);
});

it("lets it pass where the rules are switched off for this flow", async () => {
  await command().up(flow(BROKEN, { lint: "off" }));
  expect(tenant.writes()).toEqual(["POST flows:import", "POST flows/:id:publish"]);
});

it("does not judge what a change leaves as it was, and judges what it touches", async () => {
  const before = await command().up(flow(BROKEN, { lint: "off" }));
  const elsewhere = flowExport("foreign", BROKEN).replaceAll("EndFlow", "TheEnd");
  await command().up({ ...flow(BROKEN), content: elsewhere }, before);
  await expect(command().up(flow("Hi {{[name}}"), before)).rejects.toThrow(/content: Greeting: /);
});

it("refuses a rule that does not exist, with the nearest", async () => {
  await expect(command().up(flow("Welcome", { lint: { "expression/sintax": "off" } }))).rejects.toThrow(
    /is not a lint rule; did you mean expression\//,
  );
});
