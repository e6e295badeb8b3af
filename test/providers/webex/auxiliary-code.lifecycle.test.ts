import { Command } from "../../support/command";
import { lifecycle } from "../../support/lifecycle";
import { Tenant } from "../../support/tenant";

lifecycle("webex.AuxiliaryCode", "auxiliary-code", async (tenant) => {
  const workType = (await tenant.objects("work-type")).find(({ workTypeCode }) => workTypeCode === "IDLE_CODE");
  return {
    inputs: { name: "Lunch", description: "At noon", workTypeCode: "IDLE_CODE" },
    wire: {
      name: "Lunch",
      description: "At noon",
      workTypeCode: "IDLE_CODE",
      workTypeId: workType?.id,
      active: true,
      defaultCode: false,
    },
    update: {
      inputs: { name: "Long lunch", burnoutInclusion: "EXCLUDED" },
      wire: { name: "Long lunch", burnoutInclusion: "EXCLUDED" },
    },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("auxiliary-code", id, { active: false }), input: "active", shown: false },
    replacements: { workTypeCode: { workTypeCode: "WRAP_UP_CODE" } },
    rename: { name: "Lunch 2" },
    references: [],
    refused: [
      [{ name: "Lunch & tea" }, "name", "may hold only letters, digits, spaces, ., _, -, / and parentheses"],
      [{ workTypeCode: "LUNCH" }, "workTypeCode", /IDLE_CODE/],
      [{ burnoutInclusion: "YES" }, "burnoutInclusion", /INCLUDED/],
      [{ workTypeId: "" }, "workTypeId", "must be the id of a work type"],
    ],
    requests: {
      create: ["GET v2/work-type", "POST auxiliary-code"],
      update: ["GET auxiliary-code/:id", "PUT auxiliary-code/:id"],
      delete: ["DELETE auxiliary-code/:id"],
      gone: ["DELETE auxiliary-code/:id"],
    },
  };
});

describe("a code of the system", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());

  it("is neither changed nor deleted, and the sentence says what to do", async () => {
    const code = await tenant.named("auxiliary-code", "RONA");
    const command = new Command("webex.AuxiliaryCode", () => tenant.connect());
    const inputs = { name: "RONA", workTypeCode: "IDLE_CODE", workTypeId: code.workTypeId, description: "Ours" };
    const adopted = { id: code.id, inputs, outputs: { ...inputs, description: "Theirs", __tenant: tenant.orgId } };
    const sentence = `auxiliary-code/${code.id} is a system object, which Webex lets nobody change or delete: take it out of the stack with \`pulumi state delete\` and refer to it by a look-up.`;
    await expect(command.up(inputs, adopted)).rejects.toThrow(sentence);
    await expect(command.delete(adopted)).rejects.toThrow(sentence);
    expect(await tenant.object("auxiliary-code", code.id)).toEqual(code);
  });
});
