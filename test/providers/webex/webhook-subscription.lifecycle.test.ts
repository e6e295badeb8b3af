import { Command } from "../../support/command";
import { lifecycle } from "../../support/lifecycle";
import { Tenant } from "../../support/tenant";

const secret = "0123456789abcdef0123456789abcdef";
const inputs = {
  name: "Log-ins",
  description: "Of agents",
  eventTypes: ["agent:login", "agent:logout"],
  destinationUrl: "https://events.example.com/webex",
  resourceVersion: "agent:1.0.0",
  secret,
};
const url = "must be https://HOST/PATH without user, port, query and fragment";

lifecycle("webex.WebhookSubscription", "subscription", (tenant) =>
  Promise.resolve({
    inputs,
    wire: { ...inputs, status: "active" },
    update: {
      inputs: { eventTypes: ["agent:login"], resourceVersion: "agent:2.0.0" },
      wire: { eventTypes: ["agent:login"], resourceVersion: "agent:2.0.0", secret },
    },
    removal: { input: "description", wire: { description: "" } },
    drift: { by: (id) => tenant.edit("subscription", id, { status: "inactive" }), input: "status", shown: "inactive" },
    replacements: { name: { name: "Log-outs" } },
    rename: { name: "Log-ins 2" },
    references: [],
    refused: [
      [{ name: "Log" }, "name", "must have at least 4 characters"],
      [{ eventTypes: [] }, "eventTypes", "needs at least one type"],
      [{ destinationUrl: "http://events.example.com/" }, "destinationUrl", url],
      [{ destinationUrl: "https://events.example.com:8443/" }, "destinationUrl", url],
      [{ destinationUrl: "https://me:word@events.example.com/" }, "destinationUrl", url],
      [{ destinationUrl: "https://events.example.com/?key=1" }, "destinationUrl", url],
      [{ resourceVersion: "1.0.0" }, "resourceVersion", "must be RESOURCE:VERSION, such as agent:1.0.0"],
      [{ secret: "short" }, "", "secret must have at least 32 characters"],
    ],
    requests: {
      create: ["POST /v2/subscriptions"],
      update: ["PATCH /v2/subscriptions/:id"],
      delete: ["DELETE /v2/subscriptions/:id"],
      gone: ["DELETE /v2/subscriptions/:id"],
    },
  }),
);

describe("an inactive subscription", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());

  it("is made active and then stopped, and stays in state where it could not be", async () => {
    const up = () =>
      new Command("webex.WebhookSubscription", () => tenant.connect()).up({ ...inputs, status: "inactive" });
    const { id } = await up();
    expect(await tenant.object("subscription", id)).toMatchObject({ status: "inactive" });
    tenant.reset();
    tenant.fail({ method: "PATCH", path: "/v2/subscriptions/*", status: 400 });
    await expect(up()).rejects.toThrow(/is made, but still active/);
  });
});
