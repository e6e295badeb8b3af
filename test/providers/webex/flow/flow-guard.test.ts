import { z } from "zod";
import type { Values } from "../../../../providers/core/resource/types";
import { Command, type Resource } from "../../../support/command";
import { flowExport } from "../../../support/flow";
import { Tenant } from "../../../support/tenant";

/** What somebody else does with a flow in Flow Designer is seen, named, and not written over. */

let tenant: Tenant;
let program: Values;
let flow: Resource;

const FLOWS = (): string =>
  `${tenant.sandbox.url}/webex/flow-store/${tenant.orgId}/project/5e5c9ad6d61f870d6d778c1b/flows`;
const command = (): Command => new Command("webex.Flow", () => tenant.connect());

beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  program = { name: "Main_Line", content: flowExport("foreign"), bindings: { "QueueContact.destination": queue.id } };
  const made = await command().up(program);
  const seen = await command().refresh(made);
  if (seen === undefined) throw new Error("the flow is gone");
  flow = seen;
  tenant.requests();
});

/** A colleague with a token of their own. */
async function colleague(method: string, path: string, body?: FormData | string): Promise<void> {
  const minted = await fetch(`${tenant.sandbox.url}/sandbox/tokens`, {
    method: "POST",
    body: '{"clientId":"colleague"}',
  });
  const { access_token: token } = z.looseObject({ access_token: z.string() }).parse(await minted.json());
  const headers = {
    Authorization: `Bearer ${token}`,
    ...(typeof body === "string" ? { "Content-Type": "application/json" } : {}),
  };
  const answer = await fetch(`${FLOWS()}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

/** They save a draft in Flow Designer. */
function draft(greeting: string): Promise<void> {
  const form = new FormData();
  const document: unknown = { ...(JSON.parse(flowExport("foreign", greeting)) as object), name: "Main_Line" };
  form.append("file", new Blob([JSON.stringify(document)], { type: "application/json" }), "flow.json");
  return colleague("POST", ":import?overwrite=yes&flowType=FLOW", form);
}

const changed = (): Values => ({ ...program, content: flowExport("foreign", "Good morning") });

it("tells which version each tag stands on, and that there is no draft", () => {
  expect(flow.outputs).toMatchObject({ versions: { Live: 1, Latest: 1 }, draft: "" });
});

it("refuses to write over a draft that somebody saved, and names them", async () => {
  await draft("Half a thought");
  await expect(command().up(changed(), flow)).rejects.toThrow(
    /^Main_Line has a draft of \S*colleague\S* since \d{4}-\S+ that is not published: nothing was changed\. Publish or revert it in Flow Designer, or set overwriteDraft: true/,
  );
  expect(tenant.writes().filter((write) => write !== "POST flows:import")).toEqual([]);
});

it("refuses to publish such a draft when only the tags move", async () => {
  await draft("Half a thought");
  await expect(command().up({ ...program, tags: ["Live", "Test"] }, flow)).rejects.toThrow(/has a draft of/);
});

it("shows the draft in a refresh, apart from the version that is live", async () => {
  await draft("Half a thought");
  const seen = await command().refresh(flow);
  expect(seen?.outputs).toMatchObject({
    draft: expect.stringMatching(/^a draft of \S*colleague/) as string,
    versions: { Live: 1 },
  });
  // What callers hear has not changed, so there is nothing to revert.
  expect(await command().preview(program, seen ?? flow)).toMatchObject({ changes: false });
});

it("discards the draft where the program says so", async () => {
  await draft("Half a thought");
  tenant.requests();
  await command().up({ ...changed(), overwriteDraft: true }, flow);
  expect(tenant.writes()).toEqual(["POST flows:import", "POST flows/:id:publish"]);
});

it("waits for nobody: a flow that is being edited is refused, with the name", async () => {
  await colleague("POST", `/${flow.id}:lock`, "{}");
  await expect(command().up(changed(), flow)).rejects.toThrow(
    /^Main_Line is being edited in Flow Designer by \S*colleague/,
  );
});

it("sees that somebody published another version, and what it says", async () => {
  await draft("By hand");
  await colleague("POST", `/${flow.id}:publish?flowType=FLOW`, '{"comment":"","tagIds":["Live"]}');
  const seen = await command().refresh(flow);
  expect(JSON.stringify(seen?.outputs.content)).toContain("By hand");
  expect(seen?.outputs).toMatchObject({
    versions: { Live: 2 },
    lastModifiedBy: expect.stringContaining("colleague") as string,
  });
  expect(await command().preview(program, seen ?? flow)).toMatchObject({ changes: true });
});
