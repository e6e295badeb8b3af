import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.WorkType", "work-type", (tenant) =>
  Promise.resolve({
    inputs: { name: "Breaks", description: "Of any length", workTypeCode: "IDLE_CODE" },
    wire: { name: "Breaks", description: "Of any length", workTypeCode: "IDLE_CODE", active: true },
    update: { inputs: { name: "Short breaks", active: false }, wire: { name: "Short breaks", active: false } },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("work-type", id, { active: false }), input: "active", shown: false },
    replacements: { workTypeCode: { workTypeCode: "WRAP_UP_CODE" } },
    rename: { name: "Breaks 2" },
    references: [],
    refused: [
      [{ name: "Lunch & tea" }, "name", "may hold only letters, digits, spaces, ., _ and -"],
      [{ description: "x".repeat(256) }, "description", "may have at most 255 characters"],
      [{ workTypeCode: "LUNCH" }, "workTypeCode", /IDLE_CODE/],
    ],
    requests: {
      create: ["POST work-type"],
      update: ["GET work-type/:id", "PUT work-type/:id"],
      delete: ["DELETE work-type/:id"],
      gone: ["DELETE work-type/:id"],
    },
  }),
);
