import { lifecycle } from "../../support/lifecycle";

const withId = (entry: object): unknown => ({ ...entry, id: expect.any(String) as unknown });

lifecycle("webex.OutdialAni", "outdial-ani", (tenant) => {
  const main = { name: "Main", number: "+13125550100", defaultANIEntry: true };
  const sales = { name: "Sales", number: "+13125550101", defaultANIEntry: false };
  const chosen = { name: "Main", number: "+13125550100" };
  return Promise.resolve({
    inputs: {
      name: "Outdial",
      description: "All lines",
      entries: [main, { name: "Sales", number: "+13125550101" }],
    },
    wire: { name: "Outdial", description: "All lines", outdialANIEntries: [main, sales].map(withId) },
    update: {
      inputs: {
        entries: [
          { ...chosen, number: "+13125550109" },
          { name: "Service", number: "+13125550102" },
        ],
      },
      wire: {
        outdialANIEntries: [
          withId({ name: "Main", number: "+13125550109", defaultANIEntry: false }),
          withId({ name: "Service", number: "+13125550102", defaultANIEntry: false }),
        ],
      },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("outdial-ani", id, { name: "Outdial numbers" }),
      input: "name",
      shown: "Outdial numbers",
    },
    rename: { name: "Outdial 2" },
    references: ["entries"],
    refused: [
      [{ entries: [] }, "entries", "needs at least one number"],
      [{ entries: [{ name: "Main", number: "0312" }] }, "entries[0].number", /^must be an E\.164 number/],
      [{ entries: [main, { ...sales, name: "Main" }] }, "entries", "has Main twice"],
      [{ entries: [main, { ...sales, defaultANIEntry: true }] }, "entries", "has more than one default number"],
      [{ entries: [{ ...main, label: "x" }] }, "entries[0]", "has unknown fields: label"],
    ],
    requests: {
      create: ["POST outdial-ani"],
      update: ["GET outdial-ani/:id", "PUT outdial-ani/:id"],
      delete: ["DELETE outdial-ani/:id"],
      gone: ["DELETE outdial-ani/:id"],
    },
  });
});
