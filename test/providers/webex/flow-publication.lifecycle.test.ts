import { Colleague } from "../../support/colleague";
import { Command } from "../../support/command";
import { flowExport } from "../../support/flow";
import { partLifecycle } from "../../support/part";
import { type Entity, Tenant } from "../../support/tenant";

/** A flow that somebody imported and published in Flow Designer. */
async function flowByHand(tenant: Tenant, queue: Entity) {
  const { id } = await new Command("webex.Flow", () => tenant.connect()).up({
    name: "Main_Menu",
    content: flowExport(queue.id),
    tags: ["Dev"],
  });
  const flow = await tenant.object("flow", id);
  if (flow === undefined) throw new Error("the flow is not there");
  return flow;
}

const published = expect.stringMatching(/^[0-9a-f]{24}$/) as unknown;

partLifecycle("webex.FlowPublication", "flow", async (tenant) => {
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  const flow = await flowByHand(tenant, queue);
  const { Dev: dev } = flow.tags as Record<string, string>;
  return {
    inputs: { flowId: flow.id, tag: "Live", revision: "2026-12-01" },
    owner: flow,
    wire: { tags: { Dev: dev, Live: published, Latest: published } },
    update: { inputs: { revision: "2026-12-02" }, wire: { tags: { Dev: dev, Live: published, Latest: published } } },
    drift: {
      by: async () => {
        await new Colleague(tenant.sandbox).draft("Main_Menu", queue.id, "Another greeting");
        const another = { flowId: flow.id, tag: "Live", comment: "By hand" };
        return new Command("webex.FlowPublication", () => tenant.connect()).up(another);
      },
      input: "revision",
      shown: expect.stringMatching(/^published by \S+ since$/) as unknown,
    },
    removed: { tags: { Dev: dev, Live: published, Latest: published } },
    references: ["flowId"],
    refused: [
      [{ tag: "Production" }, "tag", /Live/],
      [{ flowType: "MENU" }, "flowType", /SUBFLOW/],
      [{ revision: "" }, "revision", "must not be empty"],
      [{ comment: "x".repeat(256) }, "comment", "may have at most 255 characters"],
      [{ flowId: "" }, "flowId", "must be the id of a flow"],
    ],
    requests: {
      create: ["POST flows/:id:publish"],
      update: ["POST flows/:id:publish"],
      delete: [],
      again: [],
      gone: [],
    },
  };
});

it("takes a publication that a network delivered twice for its own", async () => {
  const tenant = await Tenant.start();
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  const { id: flowId } = await flowByHand(tenant, queue);
  const command = (): Command => new Command("webex.FlowPublication", () => tenant.connect());
  const program = { flowId, tag: "Live" };
  const first = await command().up(program);
  await new Colleague(tenant.sandbox).publish(flowId, "Live");
  const again = await command().refresh(first);
  if (again === undefined) throw new Error("it is gone");
  expect(again.outputs.flowVersionId).not.toBe(first.outputs.flowVersionId);
  expect(await command().preview(program, again)).toMatchObject({ changes: false });
  await tenant.close();
});
