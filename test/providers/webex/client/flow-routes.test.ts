import type { Session } from "../../../../providers/core/engine/kind-engine";
import type { WebexApi } from "../../../../providers/webex/client/api";
import { prefixesOf } from "../../../../providers/webex/client/flow-routes";
import { Command } from "../../../support/command";
import { flowExport } from "../../../support/flow";
import { Tenant } from "../../../support/tenant";

/** Each operation has a published name and another; the gateway of a tenant may know either. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

/** Paths of the flow routes that were asked, up to the organisation's. */
const asked = (): readonly string[] =>
  tenant.sandbox
    .requests()
    .filter(({ path }) => path.includes("/project/"))
    .map(
      ({ method, path, status }) =>
        `${method} ${path.replace(/^(\/flow-store)?\/[^/]+\/project\/[^/]+/, "$1")} ${status}`,
    );

async function flowInputs() {
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  return { name: "Main_Line", content: flowExport(queue.id) };
}

it("has the import and export of the older format under /flow-store, all else without it", () => {
  expect(prefixesOf("import")[0]).toBe("/flow-store");
  expect(prefixesOf("export")[0]).toBe("/flow-store");
  expect(prefixesOf("list")[0]).toBe("");
  expect(prefixesOf("draft")[0]).toBe("");
});

it.each(["published", "flow-store", "both"] as const)(
  "makes, changes and deletes a flow under the layout %s",
  async (flowLayout) => {
    tenant.sandbox.settings({ flowLayout });
    const program = await flowInputs();
    const session = await tenant.connect();
    const command = (): Command => new Command("webex.Flow", () => Promise.resolve(session));
    const made = await command().up(program);
    const changed = await command().up({ ...program, content: program.content.replaceAll("Welcome", "Hello") }, made);
    expect((await command().refresh(changed))?.id).toBe(made.id);
    await command().delete(changed);
    expect(await tenant.objects("flow")).toEqual([]);
    // What follows the deletion asks whether the flow is gone.
    const lines = asked();
    const deleted = lines.findIndex((line) => line.startsWith("DELETE ") && !line.endsWith(" 404"));
    const unknown = lines.slice(0, deleted).filter((line) => line.endsWith(" 404"));
    // One try for each operation whose name this gateway does not know, and never again.
    const strangers = flowLayout === "flow-store" ? ["delete", "list", "lock", "publish", "unlock"] : [];
    expect(unknown).toHaveLength(strangers.length);
    expect(new Set(unknown).size).toBe(unknown.length);
  },
);

describe("a gateway that knows neither name", () => {
  let session: Session<WebexApi>;
  beforeEach(async () => {
    session = await tenant.connect();
    tenant.fail({
      method: "GET",
      path: "/flows",
      times: 2,
      status: 404,
      body: { message: "no Route matched with those values" },
    });
  });

  it("is told with both addresses that were tried", async () => {
    await expect(session.api.flow("list", { query: { flowType: "FLOW" } })).rejects.toMatchObject({
      failure: "no-such-route",
      message: expect.stringContaining(
        `Tried ${tenant.sandbox.url}/webex and ${tenant.sandbox.url}/webex/flow-store; this route is not known there: check webex:region, and webex:flowStoreUrl where it is set.`,
      ) as string,
    });
    expect(asked()).toHaveLength(2);
  });
});

it("takes an object's own 404 for an answer", async () => {
  const { api } = await tenant.connect();
  const id = "0123456789abcdef01234567";
  await expect(api.flow("draft", { at: { id } })).rejects.toMatchObject({ failure: "not-found" });
  expect(asked()).toEqual([`GET /v2/flows/${id} 404`]);
});
