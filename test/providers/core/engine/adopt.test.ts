import { join } from "node:path";
import { adopted, importOf, writeOnlyInputs } from "../../../../providers/core/engine/adopt";
import { KindEngine } from "../../../../providers/core/engine/kind-engine";
import { descriptorOf } from "../../../../providers/core/resource/registry";
import type { WebexApi } from "../../../../providers/webex/client/api";
import "../../../../providers";
import { Command, type Resource } from "../../../support/command";
import { flowExport } from "../../../support/flow";
import { Tenant } from "../../../support/tenant";
import { writeWav } from "../../../support/wav";
import { Shelf } from "../shelf";
import { toy } from "../toy";

/** Objects that nobody's state knows come under management: what of them cannot be read, a program gives. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

const command = (kind: string) => new Command(kind, () => tenant.connect());

async function adopt(kind: string, id: string): Promise<Resource> {
  const engine = new KindEngine<WebexApi>(descriptorOf(kind), () => tenant.connect());
  return { id, ...(await adopted(descriptorOf(kind), id, engine)) };
}

it("an audio file is uploaded where the program's file says something else than what was adopted, and only there", async () => {
  const { id } = await tenant.make("audio-file", { name: "welcome.wav", contentType: "AUDIO_WAV", blobId: "b1" });
  const found = await adopt("webex.AudioFile", id);
  expect(writeOnlyInputs(descriptorOf("webex.AudioFile"), found.inputs)).toEqual(["file"]);
  tenant.requests();
  const program = { name: "welcome.wav", file: writeWav(join(tenant.dir, "welcome.wav")) };
  const managed = await command("webex.AudioFile").up(program, found);
  expect(managed.id).toBe(id);
  expect(tenant.writes()).toEqual(["PUT audio-file/:id"]);
  await command("webex.AudioFile").up(program, await command("webex.AudioFile").refresh(managed));
  await command("webex.AudioFile").up(program, await adopt("webex.AudioFile", id));
  expect(tenant.writes()).toEqual([]);
});

it("a flow is declared with what was read and the export that it is, and then nothing differs", async () => {
  const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
  const queue = await command("webex.Queue").up({
    name: "Support",
    defaultMusicInQueueMediaFileId: music.id,
    callDistributionGroups: [{ teamIds: [(await tenant.objects("team"))[0]?.id ?? (await team())] }],
  });
  const content = flowExport(queue.id);
  const { id } = await command("webex.Flow").up({ name: "Main_Line", content, tags: ["Live"] });
  const found = await adopt("webex.Flow", id);
  expect(writeOnlyInputs(descriptorOf("webex.Flow"), found.inputs)).toEqual([]);
  tenant.requests();
  expect(await command("webex.Flow").preview({ ...found.inputs, content }, found)).toMatchObject({ changes: false });
  expect(tenant.writes()).toEqual([]);
});

async function team(): Promise<string> {
  const { id: siteId } = await tenant.named("site", "Site-1");
  return (await command("webex.Team").up({ name: "Tier 1", siteId })).id;
}

it.each([
  [
    "salesforce.SigningKey",
    /^An existing signing key cannot be taken under management: only the state that made it has its private key/,
  ],
  [
    "salesforce.SObjectRecord",
    /^An existing record cannot be taken under management: the id of a record does not contain its type/,
  ],
  ["webex.ConnectorHandover", /^An existing connector cannot be taken under management: no API says what it holds/],
])("a %s is refused with the reason, before anything is asked", async (kind, sentence) => {
  const engine = new KindEngine(descriptorOf(kind), () => Promise.reject(new Error("asked")));
  await expect(adopted(descriptorOf(kind), "003000000000001AAA", engine)).rejects.toThrow(sentence);
});

describe("an existing object", () => {
  it("comes with all that it has, and without what is unset there", async () => {
    const shelf = new Shelf();
    const live = { name: "", size: 0, tags: [], file: "", text: "", colour: "red", groups: [{ ids: [] }], labels: {} };
    shelf.put("t1", { ...live, made: "today" });
    const { inputs, outputs } = await adopted(toy, "t1", shelf.engine);
    expect(inputs).toEqual({ name: "", size: 0, colour: "red", groups: [{ ids: [] }], labels: {} });
    expect(outputs).toMatchObject({
      ...live,
      made: "today",
      __managed: ["colour", "groups", "labels", "name", "size"],
    });
  });

  it("that the service does not have is told so", async () => {
    await expect(adopted(toy, "t9", new Shelf().engine)).rejects.toThrow("There is no toy t9 in this organisation.");
  });

  it("is imported as a resource with its provider's text on both sides", () => {
    const imported = importOf("webex.Toy", "bear", "t1", { inputs: { name: "Bear" }, outputs: { made: "today" } });
    const { __provider } = imported.inputs;
    expect(__provider).toContain('.of("webex.Toy")');
    expect(imported).toEqual({
      ...{ type: "pulumi-nodejs:dynamic/webex:Toy", name: "bear", id: "t1" },
      ...{ inputs: { name: "Bear", __provider }, outputs: { made: "today", __provider } },
    });
  });
});
