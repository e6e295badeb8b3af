import { join } from "node:path";
import type { Values } from "../../../providers/core/resource/types";
import type { Clock } from "../../../providers/http/clock";
import { Command, halfMade, type Resource } from "../../support/command";
import { flowExport } from "../../support/flow";
import { relay, type Relay, withJson } from "../../support/relay";
import { SkippingClock } from "../../support/manual-clock";
import { type Entity, Tenant } from "../../support/tenant";

let tenant: Tenant;
let between: Relay;
let siteId: string;
let program: Values;

beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  between = await relay(tenant.sandbox.url);
  ({ id: siteId } = await tenant.named("site", "Site-1"));
  program = { name: "Tier 1", siteId, description: "First line" };
  tenant.requests();
});
afterEach(() => between.close());

const command = (kind = "webex.Team"): Command => new Command(kind, () => tenant.connect({ url: between.url }));
const teams = (): Promise<readonly Entity[]> => tenant.objects("team");
const posts = (): number => tenant.requests().filter((request) => request.startsWith("POST")).length;

/** A team as somebody else makes it. */
const teamOf = (more: Values): Promise<Entity> =>
  tenant.make("team", {
    name: "Tier 1",
    siteId,
    description: "First line",
    teamType: "AGENT",
    teamStatus: "IN_SERVICE",
    active: true,
    ...more,
  });

describe("a create whose answer does not come", () => {
  it.each<[string, () => void]>([
    ["the connection is cut", () => tenant.fail({ method: "POST", path: "/team", loseResponse: true })],
    ["the service says 500 all the same", () => teamAnswer({ status: 500, type: "text/plain", body: "Oops" })],
    ["a gateway shows a page", () => teamAnswer({ status: 502, type: "text/html", body: "<html>" })],
    ["the answer is empty", () => teamAnswer({ status: 201, type: "application/json", body: "" })],
    ["the answer is cut off", () => teamAnswer({ status: 201, type: "application/json", body: '{"id":"' })],
  ])("takes over what it made: %s", async (_, spoil) => {
    const one = command();
    await one.check({}, program);
    spoil();
    const resource = await one.up(program);
    expect((await teams()).map(({ id }) => id)).toEqual([resource.id]);
    expect(posts()).toBe(1);
    await command().up(program, resource);
    expect(tenant.writes()).toEqual([]);
  });

  it("asks to run again where nothing was made", async () => {
    tenant.fail({ method: "POST", path: "/team", reset: true });
    await expect(command().up(program)).rejects.toThrow(
      /^POST \/organization\/\S+\/team got no answer \(tracking id \S+\): .+ No complete answer came, so the request may or may not have been carried out\. No team of that siteId and name exists now: run `pulumi up` again\.$/,
    );
    expect(await teams()).toEqual([]);
    expect(posts()).toBe(1);
  });

  const PERHAPS = "may or may not be the one asked for, since";
  it.each<[string, () => Values, string]>([
    ["is older than the request", () => ({ createdTime: Date.now() - 60_000 }), "is not the one asked for"],
    [
      "is not what was asked for",
      () => ({ createdTime: Date.now() + 5_000, description: "Somebody else's" }),
      `${PERHAPS} it differs in description`,
    ],
    ["does not say when it was made", () => ({ createdTime: null }), `${PERHAPS} it does not say when it was made`],
  ])("leaves alone what %s", async (_, more, state) => {
    const one = command();
    await one.check({}, program);
    const stranger = await teamOf(more());
    tenant.fail({ method: "POST", path: "/team", reset: true });
    await expect(one.up(program)).rejects.toThrow(
      `The team ${stranger.id} with the same siteId and name ${state}. No stack of this project manages it. To manage it from here: ` +
        `npx datadip adopt webex.Team RESOURCE_NAME ${stranger.id} > import.json && ` +
        `pulumi import --file import.json --generate-code=false --protect=false   (type pulumi-nodejs:dynamic/webex:Team)`,
    );
    expect(await tenant.object("team", stranger.id)).toEqual(stranger);
  });

  it("waits as long as the service may be at it, and takes over what it made late", async () => {
    const clock = new SkippingClock();
    const waits: Clock = {
      now: () => clock.now(),
      // The service carries it out while the client waits for the third time.
      sleep: async (ms) => {
        await clock.sleep(ms);
        if (clock.naps.length === 3) await teamOf({ createdTime: Date.now() + 5_000 });
      },
    };
    const one = new Command("webex.Team", () => tenant.connect({ clock: waits }));
    await one.check({}, program);
    tenant.fail({ method: "POST", path: "/team", reset: true });
    const resource = await one.up(program);
    expect((await teams()).map(({ id }) => id)).toEqual([resource.id]);
    expect(clock.naps).toEqual([1_000, 2_000, 4_000]);
    expect(posts()).toBe(1);
  });

  it("is given up after the longest time that an answer may take, and after one bound for the whole run", async () => {
    const clock = new SkippingClock();
    const one = new Command("webex.Team", () => tenant.connect({ clock }));
    tenant.fail({ method: "POST", path: "/team", reset: true, times: 9 });
    await expect(one.up(program)).rejects.toThrow("exists now: run `pulumi up` again.");
    expect(clock.naps.reduce((sum, ms) => sum + ms)).toBe(30_000);
    for (let i = 0; i < 8; i += 1) await expect(one.up(program)).rejects.toThrow("exists now");
    expect(clock.naps.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(180_000);
  });

  it("says both where looking for it fails too", async () => {
    tenant.fail({ method: "POST", path: "/team", loseResponse: true });
    tenant.fail({ method: "GET", path: "/v2/team", status: 503, times: 9 });
    await expect(command().up(program)).rejects.toThrow(
      /^POST \S+ got no answer .+ Looking for it failed too: GET \S+\/v2\/team answered 503 .+ Run `pulumi up` again\.$/,
    );
  });

  it("is sent again after 429 and where nothing listened, since nothing was carried out", async () => {
    tenant.fail({ method: "POST", path: "/team", status: 429, retryAfter: 1, times: 3 });
    const resource = await command().up(program);
    expect((await teams()).map(({ id }) => id)).toEqual([resource.id]);
  });
});

function teamAnswer(answer: { status: number; type: string; body: string }): void {
  between.afterwards(() => answer);
}

describe("a name that is taken", () => {
  it("is not adopted in silence: the object and the way to adopt it are named", async () => {
    const stranger = await teamOf({});
    await expect(command().up(program)).rejects.toThrow(
      /^POST \S+\/team answered 409 \(tracking id \S+\): Similar entity is already present\. The team (\S+) with the same siteId and name was there before\. No stack of this project manages it\. To manage it from here: npx datadip adopt webex\.Team RESOURCE_NAME \1 > import\.json/,
    );
    expect(await teams()).toEqual([stranger]);
    expect(tenant.writes()).toEqual(["POST team"]);
  });

  it("is never to be adopted where this stack manages the object: the alias is named", async () => {
    const own = await command().up(program);
    const renamed = new Command("webex.Team", () => tenant.connect(), { 'front "line"': own.id });
    await expect(renamed.up(program)).rejects.toThrow(
      `The team ${own.id} with the same siteId and name is this stack's own: the resource "front \\"line\\"" manages it ` +
        `(urn:pulumi:dev::tried::pulumi-nodejs:dynamic/webex:Team::front "line"). If you renamed it in the program, give the new one the option ` +
        `aliases: [{ name: "front \\"line\\"" }]; if the program has both, give one of the two another siteId and name.`,
    );
    tenant.fail({ method: "POST", path: "/team", reset: true });
    await expect(renamed.up(program)).rejects.toThrow(
      `The team ${own.id} with the same siteId and name is this stack's own`,
    );
  });

  it("is not advised about where one command made both", async () => {
    const both = command();
    const first = await both.up(program);
    const message = await both.up(program).then(String, String);
    expect(message).toContain(
      `The team ${first.id} with the same siteId and name is this stack's own: another resource of this run has it`,
    );
    expect(message).not.toContain("adopt");
    // What `pulumi up --continue-on-error` does next with a resource that is no longer in the program.
    await expect(both.delete(first)).rejects.toThrow(
      `The team ${first.id} was not deleted: another resource of the program`,
    );
    expect((await teams()).map(({ id }) => id)).toEqual([first.id]);
  });

  it("is another stack's where that holds it, and is never taken over from it", async () => {
    const other = await command().up(program);
    const type = "pulumi-nodejs:dynamic/webex:Team";
    const urn = `urn:pulumi:prod::tried::${type}::front`;
    const prod = JSON.stringify({ deployment: { resources: [{ urn, type, id: other.id }] } });
    const mine = new Command("webex.Team", () => tenant.connect(), {}, { prod });
    const hers = `The team ${other.id} with the same siteId and name is another stack's own: the resource "front" of prod::tried (${urn})`;
    await expect(mine.up(program)).rejects.toThrow(hers);
    // Equal and made in the same seconds, as if ours had been carried out.
    tenant.fail({ method: "POST", path: "/team", reset: true });
    await expect(mine.up(program)).rejects.toThrow(hers);
  });

  it("is warned of at preview where a refresh has read the object, and not where the program has it under its old name", async () => {
    const own = await command().up(program);
    const both = new Command("webex.Team", () => tenant.connect(), { front: own.id });
    await both.refresh(own);
    await both.check({}, { ...program, name: "Another" });
    expect(both.warnings).toEqual([]);
    await both.check({}, program);
    expect(both.warnings).toEqual([
      `A new team of the program has the siteId and name of the team ${own.id}, which is this stack's own: the resource "front" manages it ` +
        `(urn:pulumi:dev::tried::${"pulumi-nodejs:dynamic/webex:Team"}::front). If you renamed it in the program, give the new one the ` +
        `option aliases: ["urn:pulumi:dev::tried::pulumi-nodejs:dynamic/webex:Team::front"]; if the program has both, give one of the two ` +
        `another siteId and name.`,
    ]);
    const kept = new Command("webex.Team", () => tenant.connect(), { front: own.id });
    await kept.refresh(own);
    // As of a resource that is to be replaced: as it was, then as if it were new.
    await kept.check(own.inputs, program);
    await kept.check({}, program);
    expect(kept.warnings).toEqual([]);
  });

  it("blocks a change too: whose it is and the way out are named", async () => {
    const [first, second] = [await command().up(program), await command().up({ ...program, name: "Tier 2" })];
    const both = new Command("webex.Team", () => tenant.connect(), { front: first.id, back: second.id });
    const swapped = both.up({ ...program, name: "Tier 2" }, first);
    await expect(swapped).rejects.toThrow(
      `The team ${second.id} has that siteId and name, and it is this stack's own: the resource "back" manages it ` +
        `(urn:pulumi:dev::tried::pulumi-nodejs:dynamic/webex:Team::back). Give it another siteId and name in a run before; to swap the two, ` +
        `give one of them a third siteId and name in between.`,
    );
    await expect(command().up({ ...program, name: "Tier 2" }, first)).rejects.toThrow(
      `The team ${second.id} has that siteId and name. Choose another siteId and name, or give that one another.`,
    );
  });

  it.each([true, false])(
    "is waited for where two mappings swap their numbers, found still after its deletion: %s",
    async (found) => {
      const line = { entryPointType: "INBOUND", channelType: "TELEPHONY", serviceLevelThreshold: 30, active: true };
      const [one, two] = await Promise.all(["One", "Two"].map((name) => tenant.make("entry-point", { ...line, name })));
      const [here, there] = [
        { dialledNumber: "+13125550102", entryPointId: one?.id },
        { dialledNumber: "+13125550103", entryPointId: two?.id },
      ];
      const mapping = (managed = {}): Command => new Command("webex.DialNumber", () => tenant.connect({ url: between.url }), managed); // prettier-ignore
      const [first, second] = [await mapping().up(here), await mapping().up(there)];
      const old = await tenant.object("dial-number", first.id);
      const state: Record<string, Resource> = { first, second };
      const both = mapping(state);
      // The first one leaves its number, and the service has it for a moment longer.
      await both.preview({ ...here, dialledNumber: there.dialledNumber }, first);
      await both.delete(first);
      delete state.first;
      tenant.fail({ method: "POST", path: "/dial-number", status: 409, times: 1 });
      between.always(/GET \S+v2\/dial-number\?/, (answer) => {
        const said = JSON.parse(answer.body) as { data: readonly Values[] };
        return { ...answer, body: JSON.stringify({ ...said, data: [...said.data, old] }) };
      });
      if (found) between.always(new RegExp(`GET \\S+dial-number/${first.id}`), withJson(200, old));
      const moved = await both.up({ ...there, dialledNumber: here.dialledNumber }, second);
      expect(moved.outputs).toMatchObject({ dialledNumber: here.dialledNumber, entryPointId: two?.id });
      expect(await tenant.objects("dial-number")).toMatchObject([{ id: moved.id, dialledNumber: here.dialledNumber }]);
    },
  );

  it("of a flow is not either", async () => {
    const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
    const flow = { name: "Main_Line", content: flowExport(queue.id) };
    const first = await command("webex.Flow").up(flow);
    await expect(command("webex.Flow").up(flow)).rejects.toThrow(
      `The flow ${first.id} with the same name was there before.`,
    );
    expect(await tenant.objects("flow")).toHaveLength(1);
  });
});

describe("an update or delete whose answer does not come", () => {
  it("is sent again, since it ends in the same state", async () => {
    const before = await command().up(program);
    tenant.requests();
    tenant.fail({ method: "PUT", path: "/team/*", loseResponse: true });
    const after = await command().up({ ...program, description: "Changed" }, before);
    expect(tenant.requests()).toEqual(["GET team/:id", "PUT team/:id", "PUT team/:id"]);
    expect(await tenant.object("team", before.id)).toMatchObject({ description: "Changed" });
    tenant.fail({ method: "DELETE", path: "/team/*", loseResponse: true });
    await command().delete(after);
    expect(tenant.requests()).toEqual(["DELETE team/:id", "DELETE team/:id"]);
    expect(await teams()).toEqual([]);
  });
});

describe("what the service accepts and does not apply", () => {
  it("is an error that keeps the object, and the next run tries again", async () => {
    const one = command();
    await one.check({}, program);
    between.afterwards((answer) => ({ ...answer, body: answer.body.replace("First line", "Something else") }));
    const half = await halfMade(one.up(program));
    expect(half.reasons).toEqual([
      `The service accepted this team but did not apply all of it: description stayed "Something else".`,
    ]);
    expect(half.resource.outputs).toMatchObject({
      name: "Tier 1",
      description: "Something else",
      __tenant: tenant.orgId,
    });
    expect(half.providerText).toContain('of("webex.Team")');
    const finished = await command().finish(program, half.resource);
    expect(finished.outputs).toMatchObject({ description: "First line" });
    expect(await teams()).toHaveLength(1);
  });
});

describe("an entry point that takes its flow only afterwards", () => {
  const made = async (): Promise<Values> => {
    const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
    const flow = await command("webex.Flow").up({ name: "Main_Line", content: flowExport(queue.id) });
    const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
    tenant.requests();
    return { name: "Support line", flowId: flow.id, flowTagId: "Live", musicOnHoldId: music.id };
  };

  it("is made without it, then bound", async () => {
    const line = await made();
    tenant.fail({ method: "POST", path: "/entry-point", status: 500 });
    const resource = await command("webex.EntryPoint").up(line);
    expect(tenant.requests()).toEqual([
      "POST entry-point",
      "GET v2/entry-point",
      "POST entry-point",
      "GET entry-point/:id",
      "PUT entry-point/:id",
    ]);
    expect(await tenant.object("entry-point", resource.id)).toMatchObject(line);
  });

  it("is kept where it cannot be bound, and bound by the next run", async () => {
    const line = await made();
    tenant.fail({ method: "POST", path: "/entry-point", status: 500 });
    tenant.fail({ method: "PUT", path: "/entry-point/*", status: 400, times: 1 });
    const half = await halfMade(command("webex.EntryPoint").up(line));
    expect(half.reasons).toEqual([
      expect.stringMatching(
        /^entry-point\/\S+ was created, but flowId, flowTagId, musicOnHoldId could not be set: PUT \S+ answered 400 .+$/,
      ),
    ]);
    expect(half.message).toBe(half.reasons[0]);
    expect(half.providerText).toContain('of("webex.EntryPoint")');
    tenant.requests();
    const finished = await command("webex.EntryPoint").finish(line, half.resource);
    expect(finished.id).toBe(half.resource.id);
    expect(tenant.writes()).toEqual(["PUT entry-point/:id"]);
    expect(await tenant.objects("entry-point")).toEqual([expect.objectContaining(line)]);
  });

  it("shows as unbound where a refresh comes between", async () => {
    const line = await made();
    tenant.fail({ method: "POST", path: "/entry-point", status: 500 });
    tenant.fail({ method: "PUT", path: "/entry-point/*", status: 400, times: 1 });
    const half = await halfMade(command("webex.EntryPoint").up(line));
    const refreshed = await command("webex.EntryPoint").refresh(half.resource);
    if (refreshed === undefined) throw new Error("it left state");
    expect(refreshed.inputs).not.toHaveProperty("flowId");
    await command("webex.EntryPoint").up(line, refreshed);
    expect(await tenant.objects("entry-point")).toEqual([expect.objectContaining(line)]);
  });

  it("is kept where the answer to its second making was lost", async () => {
    const line = await made();
    tenant.fail({ method: "POST", path: "/entry-point", status: 500 });
    tenant.fail({ method: "POST", path: "/entry-point", loseResponse: true });
    const half = await halfMade(command("webex.EntryPoint").up(line));
    expect(half.reasons).toEqual([
      expect.stringMatching(
        /The entry point \S+ was made all the same, without flowId, flowTagId, musicOnHoldId: run `pulumi up` again\.$/,
      ),
    ]);
    await command("webex.EntryPoint").finish(line, half.resource);
    expect(await tenant.objects("entry-point")).toEqual([expect.objectContaining(line)]);
  });

  it("is not made twice where the 500 came after the work", async () => {
    const line = await made();
    const one = command("webex.EntryPoint");
    await one.check({}, line);
    between.afterwards(withJson(500, { trackingId: "t", error: "An Unexpected Error Occurred" }));
    const resource = await one.up(line);
    expect(await tenant.objects("entry-point")).toEqual([expect.objectContaining({ id: resource.id, ...line })]);
    expect(posts()).toBe(1);
  });
});

describe("an audio file whose upload got no answer", () => {
  it("is taken over, and its content sent once more, since no look-up says it", async () => {
    const audio = command("webex.AudioFile");
    const program = { name: "welcome.wav", file: join(__dirname, "..", "..", "..", "audio", "welcome.wav") };
    tenant.fail({ method: "POST", path: "/audio-file", loseResponse: true });
    const half = await halfMade(audio.up(program));
    expect(half.reasons).toEqual([
      expect.stringMatching(/The audio file \S+ was made all the same, without sha256: run/),
    ]);
    tenant.requests();
    const finished = await command("webex.AudioFile").finish(program, half.resource);
    expect(finished.id).toBe(half.resource.id);
    expect(tenant.writes()).toEqual(["PUT audio-file/:id"]);
    await command("webex.AudioFile").up(program, finished);
    expect(tenant.writes()).toEqual([]);
  });
});

describe("a flow", () => {
  const underLock = (...writes: readonly string[]) => ["POST flows/:id:lock", ...writes, "POST flows/:id:unlock"];
  const made = async (): Promise<Values> => {
    const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
    return { name: "Main_Line", content: flowExport("foreign"), bindings: { "QueueContact.destination": queue.id } };
  };
  const flow = async (): Promise<Entity | undefined> => (await tenant.objects("flow"))[0];

  it("that was imported and not published is kept, and published by the next run without another import", async () => {
    const program = await made();
    tenant.fail({ method: "POST", path: "/flows/*:publish", status: 500 });
    const half = await halfMade(command("webex.Flow").up(program));
    expect(half.reasons).toEqual([
      expect.stringMatching(
        /^The flow Main_Line \(\S+\) was imported, but not published: POST \S+:publish answered 500 /,
      ),
    ]);
    tenant.requests();
    const finished = await command("webex.Flow").finish(program, half.resource);
    expect(finished.id).toBe(half.resource.id);
    expect(tenant.writes()).toEqual(underLock("POST flows/:id:publish"));
    await command("webex.Flow").up(program, finished);
    expect(tenant.writes()).toEqual([]);
  });

  it("whose import got no answer is found again and finished", async () => {
    const program = await made();
    tenant.fail({ method: "POST", path: "/flows:import", loseResponse: true });
    const half = await halfMade(command("webex.Flow").up(program));
    expect(half.resource.id).toBe((await flow())?.id);
    expect(half.reasons).toEqual([
      expect.stringMatching(/The flow \S+ was made all the same, without tags: run `pulumi up` again\.$/),
    ]);
    tenant.requests();
    await command("webex.Flow").finish(program, half.resource);
    // What was imported is what is wanted, so it only lacks its publication.
    expect(tenant.writes()).toEqual(underLock("POST flows/:id:publish"));
    expect(await tenant.objects("flow")).toHaveLength(1);
  });

  it("whose publish got no answer is published once more", async () => {
    const program = await made();
    tenant.fail({ method: "POST", path: "/flows/*:publish", loseResponse: true });
    const half = await halfMade(command("webex.Flow").up(program));
    const finished = await command("webex.Flow").finish(program, half.resource);
    expect(finished.outputs).toMatchObject({ tags: ["Live"] });
  });

  it("that somebody renamed is not imported beside itself", async () => {
    const program = await made();
    const before = await command("webex.Flow").up(program);
    await tenant.edit("flow", before.id, { name: "Renamed" });
    tenant.requests();
    const change = { ...program, content: flowExport("foreign", "Good morning") };
    await expect(command("webex.Flow").up(change, before)).rejects.toThrow(
      `The flow ${before.id} is called Renamed now, not Main_Line: \`pulumi up --refresh\` replaces it by one of that name.`,
    );
    expect(tenant.writes()).toEqual(underLock());
    expect(await tenant.objects("flow")).toHaveLength(1);
  });
});

describe("an id that is missing", () => {
  it.each(["webex.DialNumber", "webex.Team", "webex.Flow"])("never deletes: %s", async (kind) => {
    const mapping = await tenant.make("dial-number", {
      dialledNumber: "+13125550100",
      dialledNumberDigits: "13125550100",
    });
    for (const id of ["", " "]) {
      const resource = { id, inputs: {}, outputs: { __tenant: tenant.orgId } };
      await expect(command(kind).delete(resource)).rejects.toThrow(/without an id: the state is damaged\.$/);
    }
    expect(tenant.requests()).toEqual([]);
    expect(await tenant.objects("dial-number")).toEqual([mapping]);
  });

  it("never reads or changes the whole collection either", async () => {
    const resource = { ...(await command().up(program)), id: "" };
    tenant.requests();
    await expect(command().refresh(resource)).rejects.toThrow(/without an id: the state is damaged\.$/);
    await expect(command().up({ ...program, name: "Other" }, resource)).rejects.toThrow(
      /without an id: the state is damaged\.$/,
    );
    expect(tenant.requests()).toEqual([]);
  });
});

describe("a 404 that does not say the object is gone", () => {
  it.each<[string, { type: string; body: string }]>([
    [
      "of the framework",
      {
        type: "application/json",
        body: '{"timestamp":"2026-01-01T00:00:00Z","status":404,"error":"Not Found","path":"/x"}',
      },
    ],
    ["of a gateway", { type: "application/json", body: '{"message":"no Route matched with those values"}' }],
    ["in a page", { type: "text/html", body: "<html><h1>404</h1></html>" }],
    ["in plain text", { type: "text/plain", body: "404 page not found" }],
    ["without a word", { type: "application/json", body: "" }],
  ])("is an error: %s", async (_, answer) => {
    const resource = await command().up(program);
    await tenant.edit("team", resource.id, { description: "Changed" });
    between.always(/(GET|DELETE) \S+\/team\/[0-9a-f-]+/, () => ({ status: 404, ...answer }));
    const sentence = /The address is wrong for this service: check the region and any URL set in the stack config\.$/;
    await expect(command().refresh(resource)).rejects.toThrow(sentence);
    await expect(command().delete(resource)).rejects.toThrow(sentence);
  });

  it.each<[string, unknown]>([
    [
      "the configuration service",
      { trackingId: "t", error: { key: "404", message: [{ description: "not found" }], reason: "r" } },
    ],
    ["the configuration service, in short", { trackingId: "t", error: "Not found" }],
    ["the Flow Store", { code: "404", message: "Flow not found", details: [] }],
    ["webexapis.com", { message: "Not found", errors: [{ description: "Not found" }], trackingId: "t" }],
  ])("differs from that of %s, which does", async (_, body) => {
    const resource = await command().up(program);
    await tenant.edit("team", resource.id, { description: "Changed" });
    between.always(/(GET|DELETE) \S+\/team\/[0-9a-f-]+/, withJson(404, body));
    await expect(command().refresh(resource)).resolves.toBeUndefined();
    await expect(command().delete(resource)).resolves.toBeUndefined();
  });
});
