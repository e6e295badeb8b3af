import { difference } from "../../../../providers/core/engine/diff";
import { flowExport } from "../../../support/flow";
import { loadKind } from "../../../support/load-kind";
import { Command } from "../../../support/command";
import { Tenant } from "../../../support/tenant";

/** Flows that are sent as FlowV2. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

const command = (): Command => new Command("webex.Flow", () => tenant.connect());
async function inputs() {
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  return { name: "Modern", format: "v2", content: flowExport(String(queue.id)), lint: "off" };
}

it("takes state without a format for v1, and replaces a flow whose format changes", () => {
  const olds = { name: "Main", __managed: ["name"] };
  const kind = loadKind("webex.Flow");
  expect(difference(kind, olds, { name: "Main", format: "v1" }).changes).toBe(false);
  expect(difference(kind, olds, { name: "Main", format: "v2" }).replaces).toEqual(["format"]);
});

it("says which input to leave out where the gateway does not speak FlowV2", async () => {
  const given = await inputs();
  tenant.fail({ path: "/v2/activities", status: 404, body: { message: "no route" }, times: 2 });
  await expect(command().up(given)).rejects.toThrow(
    /format: cannot be v2: .* does not know FlowV2\. Leave it out, for v1/,
  );
  expect(await tenant.objects("flow")).toEqual([]);
});

it("says what Webex has against it, activity by activity", async () => {
  const given = await inputs();
  const body = { valid: false, errors: [{ activityName: "Greeting", message: "Connector not configured" }] };
  tenant.fail({ method: "POST", path: "/v2/flows:import", status: 422, body, times: 1 });
  await expect(command().up(given)).rejects.toThrow("Greeting: Connector not configured");
});
