import type { Values } from "../../../providers/core/resource/types";
import { Command } from "../../support/command";
import { lifecycle, type Specimen } from "../../support/lifecycle";
import { Tenant } from "../../support/tenant";

const policy = { fieldKey: "policy", displayName: "Policy", isViewable: true, isRequired: true };
const hook = { webhookUrl: "https://example.com/in", webhookSecret: "0123456789abcdef0123456789abcdef" };
const channelOf = async (tenant: Tenant, channelType: string): Promise<string> =>
  (await tenant.make("channel", { name: `Of ${channelType}`, channelType, logoType: "MOMENTUM", logoIconName: "chat" }))
    .id;

const requests = {
  create: ["POST asset"],
  update: ["GET asset/:id", "PUT asset/:id"],
  delete: ["DELETE asset/:id"],
  gone: ["DELETE asset/:id"],
};

async function claims(tenant: Tenant): Promise<Specimen> {
  const channelId = await channelOf(tenant, "WORK_ITEM");
  const own = {
    name: "Claims",
    description: "Of cars",
    channelType: "WORK_ITEM",
    channelId,
    businessAddress: "claims",
  };
  return {
    inputs: { ...own, dataSchema: [policy] },
    wire: { ...own, dataSchema: [policy] },
    update: {
      inputs: { dataSchema: [policy, { fieldKey: "note", displayName: "Note", isViewable: false }] },
      wire: { dataSchema: [policy, { fieldKey: "note", displayName: "Note", isViewable: false, isRequired: false }] },
    },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("asset", id, { name: "Damages" }), input: "name", shown: "Damages" },
    replacements: {
      businessAddress: { businessAddress: "damages" },
      channelType: {
        channelType: "CUSTOM_MESSAGING",
        channelId: await channelOf(tenant, "CUSTOM_MESSAGING"),
        dataSchema: undefined,
        ...hook,
      },
    },
    rename: { name: "Claims 2", businessAddress: "claims2" },
    references: ["channelId"],
    refused: [
      [{ businessAddress: 'a"b' }, "businessAddress", "must not hold quotes, backslashes or control characters"],
      [{ dataSchema: undefined }, "dataSchema", "is required for WORK_ITEM assets"],
      [{ dataSchema: [] }, "dataSchema", "needs at least one field"],
      [{ dataSchema: [{ ...policy, isViewable: false }] }, "dataSchema", "needs a field that is viewable"],
      [{ dataSchema: [{ ...policy, isRequired: false }] }, "dataSchema", "needs a field that is required"],
      [{ webhookUrl: "https://example.com/in" }, "webhookUrl", "is for CUSTOM_MESSAGING assets only"],
      [{ webhookUrl: "http://example.com/in" }, "webhookUrl", "must be a URL that begins with https://"],
      [{ webhookSecret: "short" }, "", "webhookSecret must have at least 32 characters"],
    ],
    requests,
  };
}

async function messages(tenant: Tenant): Promise<Specimen> {
  const channelId = await channelOf(tenant, "CUSTOM_MESSAGING");
  const own = {
    name: "Chat",
    description: "Ours",
    channelType: "CUSTOM_MESSAGING",
    channelId,
    businessAddress: "chat",
  };
  const moved = "https://example.com/moved";
  return {
    inputs: { ...own, ...hook },
    wire: { ...own, webhookConfig: hook },
    update: { inputs: { webhookUrl: moved }, wire: { webhookConfig: { ...hook, webhookUrl: moved } } },
    removal: { input: "description", wire: { description: "" } },
    drift: {
      by: (id) => tenant.edit("asset", id, { webhookConfig: { ...hook, webhookUrl: moved } }),
      input: "webhookUrl",
      shown: moved,
    },
    replacements: {
      businessAddress: { businessAddress: "talk" },
      channelType: {
        channelType: "WORK_ITEM",
        channelId: await channelOf(tenant, "WORK_ITEM"),
        dataSchema: [policy],
        webhookUrl: undefined,
        webhookSecret: undefined,
      },
    },
    rename: { name: "Chat 2", businessAddress: "chat2" },
    references: ["channelId"],
    refused: [
      [{ webhookSecret: undefined }, "", "webhookSecret is required for CUSTOM_MESSAGING assets"],
      [{ dataSchema: [policy] }, "dataSchema", "is for WORK_ITEM assets only"],
    ],
    requests: { ...requests, update: ["PATCH asset/:id"] },
  };
}

describe("for work items", () => {
  lifecycle("webex.Asset", "asset", claims);
});
describe("for custom messaging", () => {
  lifecycle("webex.Asset", "asset", messages);

  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());

  it("keeps the webhook's secret where it stays, and is what an entry point takes contacts of", async () => {
    const up = (kind: string, inputs: Values, before?: Parameters<Command["up"]>[1]) =>
      new Command(kind, () => tenant.connect()).up(inputs, before);
    const { inputs } = await messages(tenant);
    const made = await up("webex.Asset", inputs);
    // What somebody else set meanwhile, and no answer says.
    const other = { webhookUrl: "https://example.com/in", webhookSecret: "f".repeat(32) };
    await tenant.edit("asset", made.id, { webhookConfig: other });
    await up("webex.Asset", { ...inputs, name: "Talk" }, made);
    expect(await tenant.object("asset", made.id)).toMatchObject({ name: "Talk", webhookConfig: other });
    const taker = { name: "Talk", channelType: "CUSTOM_MESSAGING", assetId: made.id, imiOrgType: "MIXED_MODE" };
    const { id } = await up("webex.EntryPoint", taker);
    expect(await tenant.object("entry-point", id)).toMatchObject(taker);
    await expect(new Command("webex.Asset", () => tenant.connect()).delete(made)).rejects.toThrow(/Talk/);
  });
});
