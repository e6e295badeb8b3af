import { entriesOf, lifecycle } from "../../support/lifecycle";

lifecycle("webex.OutdialAniEntry", entriesOf("outdial-ani", "outdialANIEntries"), async (tenant) => {
  const main = { id: "00000000-0000-4000-8000-000000000001", name: "Main", number: "+13125550100" };
  const ani = (name: string) => tenant.make("outdial-ani", { name, outdialANIEntries: [main] });
  const [shared, other] = [await ani("Company"), await ani("Other")];
  return {
    inputs: { outdialAniId: shared.id, name: "Sales", number: "+13125550101" },
    wire: { name: "Sales", number: "+13125550101", defaultANIEntry: false },
    update: { inputs: { number: "+13125550102", defaultANIEntry: true }, wire: { number: "+13125550102" } },
    drift: {
      by: (id) => {
        const [ownerId = "", entryId] = id.split("/");
        const changed = { id: entryId, name: "Sales", number: "+13125550109", version: 7, lastUpdatedTime: 7 };
        return tenant.edit("outdial-ani", ownerId, { outdialANIEntries: [main, changed] });
      },
      input: "number",
      shown: "+13125550109",
    },
    replacements: { outdialAniId: { outdialAniId: other.id } },
    rename: { name: "Sales 2" },
    references: ["outdialAniId"],
    refused: [
      [{ name: "Sales & service" }, "name", "may hold only letters, digits, spaces, ., - and _"],
      [{ number: "0312" }, "number", /^must be an E\.164 number/],
      [{ outdialAniId: "" }, "outdialAniId", "must be the id of an outdial ANI"],
    ],
    requests: {
      create: ["POST outdial-ani/:id/entry"],
      update: ["GET outdial-ani/:id/entry/:id", "PUT outdial-ani/:id/entry/:id"],
      delete: ["DELETE outdial-ani/:id/entry/:id"],
      gone: ["DELETE outdial-ani/:id/entry/:id"],
    },
  };
});
