import type { Values } from "../../../../providers/core/resource/types";
import { Command, type Resource } from "../../../support/command";
import { flowExport } from "../../../support/flow";
import { Tenant } from "../../../support/tenant";
import { Colleague } from "../../../support/colleague";

/** What somebody else does with a flow in Flow Designer is seen, named, and not written over. */

let tenant: Tenant;
let program: Values;
let flow: Resource;

const command = (): Command => new Command("webex.Flow", () => tenant.connect());
const colleague = (): Colleague => new Colleague(tenant.sandbox);

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

/** They save a draft in Flow Designer. */
const draft = (greeting: string): Promise<void> => colleague().draft("Main_Line", "foreign", greeting);

const changed = (): Values => ({ ...program, content: flowExport("foreign", "Good morning") });

it("says which version each tag points to, and that there is no draft", () => {
  expect(flow.outputs).toMatchObject({ versions: { Live: 1, Latest: 1 }, draft: "" });
});

it("refuses to write over a draft that somebody saved, and names them", async () => {
  await draft("Half a thought");
  await expect(command().up(changed(), flow)).rejects.toThrow(
    /^Main_Line has a draft of \S*colleague\S* since \d{4}-\S+ that is not published: nothing was changed\. Publish or revert it in Flow Designer, or set overwriteDraft: true/,
  );
  // The first import is the draft's own.
  expect(tenant.writes()).toEqual(["POST flows:import", "POST flows/:id:lock", "POST flows/:id:unlock"]);
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
  expect(tenant.writes()).toEqual([
    "POST flows/:id:lock",
    "POST flows:import",
    "POST flows/:id:publish",
    "POST flows/:id:unlock",
  ]);
});

it("waits for nobody: a flow that is being edited is refused, with the name", async () => {
  await colleague().lock(flow.id);
  await expect(command().up(changed(), flow)).rejects.toThrow(
    /^Main_Line is being edited in Flow Designer by \S*colleague/,
  );
  // Their lock stays theirs, and nothing else was asked to be changed.
  expect(tenant.writes()).toEqual(["POST flows/:id:lock", "POST flows/:id:lock"]);
  expect(await tenant.object("flow", flow.id)).toMatchObject({
    lockedBy: expect.stringContaining("colleague") as string,
  });
});

it("unlocks after a failure, too", async () => {
  tenant.fail({ method: "POST", path: "/flows:import", status: 400, body: { code: "400", message: "no" } });
  await expect(command().up(changed(), flow)).rejects.toThrow(/no/);
  expect(tenant.writes()).toEqual(["POST flows/:id:lock", "POST flows:import", "POST flows/:id:unlock"]);
  expect((await tenant.object("flow", flow.id))?.lockedBy).toBeUndefined();
});

it("gives the lock up and imports once more where the service refuses an import under it", async () => {
  tenant.fail({ method: "POST", path: "/flows:import", status: 409 });
  await command().up(changed(), flow);
  expect(tenant.writes()).toEqual([
    "POST flows/:id:lock",
    "POST flows:import",
    "POST flows/:id:unlock",
    "POST flows:import",
    "POST flows/:id:publish",
  ]);
});

it.each([403, 404, 500])("goes on without a lock where taking it answers %i, and releases none", async (status) => {
  const body = { code: String(status), message: "no locks here" };
  tenant.fail({ method: "POST", path: "/flows/*:lock", status, body, times: 5 });
  await command().up(changed(), flow);
  expect(tenant.writes().filter((write) => !write.endsWith(":lock"))).toEqual([
    "POST flows:import",
    "POST flows/:id:publish",
  ]);
});

it("does not take a flow for gone because a list is empty", async () => {
  const empty = { data: [], currentPage: 0, totalRecords: 0, pageSize: 100, totalPages: 0 };
  tenant.fail({ method: "GET", path: "/flows", status: 200, body: empty, times: 2 });
  await expect(command().refresh(flow)).rejects.toThrow(
    `Webex has the flow ${flow.id}, but its list of flows does not show it. Nothing was changed.`,
  );
  await tenant.wipe("flow", flow.id);
  expect(await command().refresh(flow)).toBeUndefined();
});

it("sees that somebody published another version, and what it says", async () => {
  await draft("By hand");
  await colleague().publish(flow.id, "Live");
  const seen = await command().refresh(flow);
  expect(JSON.stringify(seen?.outputs.content)).toContain("By hand");
  expect(seen?.outputs).toMatchObject({
    versions: { Live: 2 },
    lastModifiedBy: expect.stringContaining("colleague") as string,
  });
  expect(await command().preview(program, seen ?? flow)).toMatchObject({ changes: true });
});

describe("a flow whose content is left to others by ignoreChanges", () => {
  /** The engine gives ignored inputs as state has them. */
  const ignoring = (news: Values, before = flow): Promise<Resource> =>
    command().up({ ...program, ...news, content: before.inputs.content }, before);
  const heard = async (): Promise<unknown> => (await command().refresh(flow))?.outputs.content;
  const locked = (...writes: readonly string[]) => ["POST flows/:id:lock", ...writes, "POST flows/:id:unlock"];

  it("gets only a publish for other tags, of what others have published", async () => {
    await draft("By hand");
    await colleague().publish(flow.id, "Live");
    tenant.requests();
    const after = await ignoring({ tags: ["Live", "Test"] });
    expect(tenant.writes()).toEqual(locked("POST flows/:id:publish"));
    expect(JSON.stringify(await heard())).toContain("By hand");
    expect(after.outputs).toMatchObject({ tags: ["Live", "Test"] });
    const seen = await command().refresh(after);
    tenant.requests();
    await ignoring({ tags: ["Live", "Test"] }, seen);
    expect(tenant.writes()).toEqual([]);
  });

  it("keeps what callers hear where others published under another tag", async () => {
    await draft("By hand");
    await colleague().publish(flow.id);
    tenant.requests();
    await ignoring({ tags: ["Live", "Test"] });
    expect(tenant.writes()).toEqual(locked("POST flows:import", "POST flows/:id:publish"));
    expect(await heard()).toEqual(flow.outputs.content);
  });

  it("gets a new description in the content that is there", async () => {
    await draft("By hand");
    await colleague().publish(flow.id, "Live");
    tenant.requests();
    await ignoring({ description: "Main line" });
    expect(tenant.writes()).toEqual(locked("POST flows:import", "POST flows/:id:publish"));
    expect(JSON.stringify(await heard())).toContain("By hand");
    expect(await heard()).toMatchObject({ description: "Main line" });
  });
});
