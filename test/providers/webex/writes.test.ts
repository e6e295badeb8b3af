import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Values } from "../../../providers/core/resource/types";
import { referrers } from "../../../providers/webex/client/incoming-references";
import { sha256 } from "../../../providers/webex/stores/wav";
import { serve } from "../../support/http-server";
import { Command, type Resource } from "../../support/command";
import { Tenant } from "../../support/tenant";
import { writeWav } from "../../support/wav";

let tenant: Tenant;
let siteId: string;

beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  ({ id: siteId } = await tenant.named("site", "Site-1"));
  tenant.requests();
});

const command = (kind: string): Command => new Command(kind, () => tenant.connect());
const up = (kind: string, program: Values, before?: Resource): Promise<Resource> => command(kind).up(program, before);

describe("an audio file", () => {
  const content = async (id: string): Promise<unknown> => (await tenant.object("audio-file", id))?._content;

  it("with other content is uploaded over the old one under the same id", async () => {
    const file = writeWav(join(tenant.dir, "greeting.wav"), 1);
    const before = await up("webex.AudioFile", { name: "greeting.wav", file });
    const blob = await tenant.object("audio-file", before.id);
    tenant.requests();
    writeWav(file, 2);
    const after = await up("webex.AudioFile", { name: "greeting.wav", file }, before);
    expect(tenant.requests()).toEqual(["PUT audio-file/:id"]);
    expect(after.id).toBe(before.id);
    expect(await tenant.object("audio-file", after.id)).toMatchObject({ blobId: blob?.blobId });
    expect(await content(after.id)).toMatchObject({ sha256: after.outputs.sha256 });
    expect(after.outputs.sha256).not.toBe(before.outputs.sha256);
  });

  it("that only moved is not uploaded again", async () => {
    const before = await up("webex.AudioFile", { name: "greeting.wav", file: writeWav(join(tenant.dir, "a.wav"), 1) });
    tenant.requests();
    await up("webex.AudioFile", { name: "greeting.wav", file: writeWav(join(tenant.dir, "b.wav"), 1) }, before);
    expect(tenant.writes()).toEqual([]);
  });

  it("whose content ignoreChanges leaves to others is not uploaded, and its file is not read", async () => {
    const file = writeWav(join(tenant.dir, "greeting.wav"), 1);
    const before = await up("webex.AudioFile", { name: "greeting.wav", file });
    writeWav(file, 2);
    // The engine gives ignored inputs as state has them.
    const ignoring = before.inputs;
    expect(await command("webex.AudioFile").preview(ignoring, before)).toMatchObject({ changes: false });
    expect(await command("webex.AudioFile").preview({ name: "greeting.wav", file }, before)).toMatchObject({
      changes: true,
    });
    rmSync(file);
    tenant.requests();
    const after = await up("webex.AudioFile", { ...ignoring, description: "Greeting" }, before);
    expect(tenant.writes()).toEqual(["PATCH audio-file/:id"]);
    expect(after.outputs.sha256).toBe(before.outputs.sha256);
  });

  it("keeps what the service never says when it is read", async () => {
    const file = writeWav(join(tenant.dir, "greeting.wav"), 1);
    const before = await up("webex.AudioFile", { name: "greeting.wav", file });
    await tenant.edit("audio-file", before.id, { description: "By hand" });
    const refreshed = await command("webex.AudioFile").refresh(before);
    expect(refreshed?.inputs).toEqual(before.inputs);
    expect(refreshed?.outputs).toMatchObject({ description: "By hand" });
  });
});

describe("an audio file whose content somebody replaced", () => {
  const replaced = async (): Promise<Resource> => {
    const before = await up("webex.AudioFile", { name: "hello.wav", file: writeWav(join(tenant.dir, "hello.wav"), 1) });
    const other = { base64: Buffer.from("RIFF other").toString("base64"), sha256: "x", bytes: 10 };
    const content = { ...other, filename: "a.wav", contentType: "audio/wav" };
    await tenant.edit("audio-file", before.id, { _content: content });
    tenant.requests();
    return before;
  };
  const OTHER = sha256(Buffer.from("RIFF other"));
  const refreshed = async (before: Resource) => (await command("webex.AudioFile").refresh(before))?.inputs.sha256;

  it("is seen by a refresh, and uploaded over by the next run", async () => {
    const before = await replaced();
    const seen = await command("webex.AudioFile").refresh(before);
    expect(tenant.requests()).toEqual(["GET v2/audio-file", "GET audio-file/:id", "GET blob/:id.wav"]);
    expect(seen?.inputs).toEqual({ ...before.inputs, sha256: OTHER });
    await up("webex.AudioFile", { name: "hello.wav", file: join(tenant.dir, "hello.wav") }, seen);
    expect(tenant.writes()).toEqual(["PUT audio-file/:id"]);
  });

  it("is fetched at the address that the service gives, without our token", async () => {
    const elsewhere = await serve((response) => response.end("RIFF at an address"));
    const before = await replaced();
    const item = await tenant.object("audio-file", before.id);
    const body = { ...item, _content: null, version: 7, url: `${elsewhere.url}/files/1?signature=s` };
    tenant.fail({ method: "GET", path: "/audio-file/*", status: 200, body });
    expect(await refreshed(before)).toBe(sha256(Buffer.from("RIFF at an address")));
    expect(elsewhere.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/files/1?signature=s", undefined],
    ]);
    await elsewhere.close();
  });

  it.each([403, 404])("stays as it was where the organisation answers %i", async (status) => {
    const before = await replaced();
    tenant.fail({ method: "GET", path: "/blob/*", status });
    expect(await refreshed(before)).toBe(before.inputs.sha256);
  });
});

describe("a queue", () => {
  it("is written at the older path where a tenant does not know the newer one, which is asked once", async () => {
    const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
    const agent = (await tenant.objects("user"))[0];
    const inputs = {
      name: "Night",
      queueRoutingType: "AGENT_BASED",
      agentIds: [agent?.id],
      defaultMusicInQueueMediaFileId: music.id,
    };
    tenant.fail({
      method: "POST",
      path: "/v2/contact-service-queue",
      status: 404,
      body: { message: "no Route matched" },
    });
    const session = await tenant.connect();
    const queue = new Command("webex.Queue", () => Promise.resolve(session));
    tenant.requests();
    const made = await queue.up(inputs);
    await queue.up({ ...inputs, description: "d" }, made);
    expect(tenant.writes()).toEqual([
      "POST v2/contact-service-queue",
      "POST contact-service-queue",
      "PUT contact-service-queue/:id",
    ]);
  });
});

it("names every referrer, however many pages there are", async () => {
  tenant.sandbox.settings({ maxPageSize: 2 });
  const team = { siteId, active: true, teamType: "AGENT", teamStatus: "IN_SERVICE" };
  const site = await tenant.make("site", { name: "Crowded", active: true });
  for (const name of ["T1", "T2", "T3", "T4", "T5"]) await tenant.make("team", { ...team, name, siteId: site.id });
  const { api } = await tenant.connect();
  const found = await referrers(api, `site/${site.id}/incoming-references`);
  expect(found.map(({ name }) => name).sort()).toEqual(["T1", "T2", "T3", "T4", "T5"]);
});

describe("the numbers of an outdial ANI", () => {
  it("keep their ids while they stay, and only they", async () => {
    const entries = [
      { name: "Main", number: "+13125550100" },
      { name: "Sales", number: "+13125550101" },
    ];
    const before = await up("webex.OutdialAni", { name: "Outdial", entries });
    const ids = async (): Promise<ReadonlyMap<unknown, unknown>> => {
      const held = (await tenant.object("outdial-ani", before.id))?.outdialANIEntries as readonly Values[];
      return new Map(held.map(({ name, id }) => [name, id]));
    };
    const first = await ids();
    await up(
      "webex.OutdialAni",
      { name: "Outdial", entries: [{ name: "Service", number: "+13125550102" }, entries[0]] },
      before,
    );
    const second = await ids();
    expect([...second.keys()].sort()).toEqual(["Main", "Service"]);
    expect(second.get("Main")).toBe(first.get("Main"));
    expect(second.get("Service")).not.toBe(first.get("Sales"));
  });

  it("are a set: their order changes nothing", async () => {
    const entries = [
      { name: "Main", number: "+13125550100" },
      { name: "Sales", number: "+13125550101" },
    ];
    const before = await up("webex.OutdialAni", { name: "Outdial", entries });
    tenant.requests();
    await up("webex.OutdialAni", { name: "Outdial", entries: [...entries].reverse() }, before);
    expect(tenant.writes()).toEqual([]);
  });
});

describe("what the program does not manage", () => {
  it("stays as somebody set it by hand", async () => {
    const before = await up("webex.Team", { name: "Tier 1", siteId });
    const layout = await tenant.named("desktop-layout", "Global Layout");
    await tenant.edit("team", before.id, { description: "By hand", desktopLayoutId: layout.id });
    await up("webex.Team", { name: "Tier One", siteId }, before);
    expect(await tenant.object("team", before.id)).toMatchObject({
      name: "Tier One",
      description: "By hand",
      desktopLayoutId: layout.id,
    });
  });
});

describe("a field that the tenant's feature flags forbid", () => {
  const refusal = {
    trackingId: "ccconfig_1",
    error: {
      key: "400",
      message: [{ description: "description is not allowed when feature flag is disabled" }],
      reason: "description is not allowed when feature flag is disabled",
    },
  };

  it("is left out of a second try", async () => {
    const program = { name: "Voice only", description: "Calls" };
    tenant.fail({ method: "POST", path: "/multimedia-profile", status: 400, body: refusal });
    const { id } = await up("webex.MultimediaProfile", program);
    expect(tenant.requests()).toEqual(["POST multimedia-profile", "POST multimedia-profile"]);
    expect(await tenant.object("multimedia-profile", id)).not.toHaveProperty("description");
  });

  it("is not looked for in other refusals", async () => {
    tenant.fail({ method: "POST", path: "/multimedia-profile", status: 400 });
    await expect(up("webex.MultimediaProfile", { name: "Voice only" })).rejects.toThrow(/answered 400/);
    expect(tenant.requests()).toEqual(["POST multimedia-profile"]);
  });

  it("is not sent back where a GET shows it", async () => {
    const before = await up("webex.MultimediaProfile", { name: "Voice only" });
    const channels = { telephony: 0, chat: 0, email: 0, social: 0 };
    await tenant.edit("multimedia-profile", before.id, { workItem: 2, manuallyAssignable: { workItem: 2 } });
    tenant.requests();
    await up("webex.MultimediaProfile", { name: "Voice", manuallyAssignable: channels }, before);
    expect(tenant.requests()).toEqual(["GET multimedia-profile/:id", "PUT multimedia-profile/:id"]);
  });
});

describe("a system object", () => {
  it("is changed and deleted by nobody, and says so", async () => {
    const site = await tenant.named("site", "Site-1");
    const profile = await tenant.named("multimedia-profile", "Default_Multimedia_Profile");
    const program = { name: "Site-1", multimediaProfileId: profile.id, active: true };
    const outputs = { ...program, __managed: Object.keys(program), __tenant: tenant.orgId };
    const adopted = { id: site.id, inputs: program, outputs };
    const sentence =
      `site/${site.id} is a system object, which Webex lets nobody change or delete: ` +
      "take it out of the stack with `pulumi state delete` and refer to it by a look-up.";
    await expect(up("webex.Site", { ...program, name: "Mine" }, adopted)).rejects.toThrow(sentence);
    await expect(command("webex.Site").delete(adopted)).rejects.toThrow(sentence);
    expect(await tenant.object("site", site.id)).toMatchObject({ name: "Site-1" });
  });
});

describe("an object that others refer to", () => {
  it("is not deleted, and each referrer is named", async () => {
    const team = await up("webex.Team", { name: "Tier 1", siteId });
    const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
    const queue = await up("webex.Queue", {
      name: "Support",
      defaultMusicInQueueMediaFileId: music.id,
      callDistributionGroups: [{ teamIds: [team.id] }],
    });
    await expect(command("webex.Team").delete(team)).rejects.toThrow(
      new RegExp(
        `^DELETE \\S+ answered 412 \\(tracking id \\S+\\): .+ It is still referred to by \\S+ Support \\(${queue.id}\\)\\. ` +
          `Remove or re-point what refers to it first; it was not deleted\\.$`,
      ),
    );
    expect(await tenant.object("team", team.id)).toBeDefined();
  });
});
