import { lifecycle } from "../../support/lifecycle";
import { flowExport } from "../../support/flow";
import { subflowExport } from "../../support/subflow";

const published = expect.stringMatching(/^[0-9a-f]{24}$/) as unknown;

lifecycle("webex.Subflow", "flow", (tenant) =>
  Promise.resolve({
    inputs: { name: "Look_Up", description: "Finds the caller", content: subflowExport() },
    wire: { name: "Look_Up", flowType: "SUBFLOW", tags: { Live: published, Latest: published } },
    update: { inputs: { content: subflowExport("Hello") }, wire: { name: "Look_Up", tags: { Live: published } } },
    removal: { input: "description", wire: { description: "As exported" } },
    drift: {
      by: (id) => tenant.edit("flow", id, { description: "Changed by hand" }),
      input: "description",
      shown: "Changed by hand",
    },
    replacements: { name: { name: "Find_Caller" }, format: { format: "v2" } },
    rename: { name: "Find_Caller" },
    references: ["bindings"],
    refused: [
      [{ name: "Look Up" }, "name", "may hold only letters, digits and _"],
      [
        { content: flowExport("99999999-8888-4777-8666-555555555555") },
        "content",
        "is the export of a flow, not of a subflow: use webex.Flow for it",
      ],
      [{ tags: [] }, "tags", /./],
    ],
    requests: {
      create: ["POST flows:import", "POST flows/:id:publish"],
      update: [
        "POST flows/:id:lock",
        "GET flows",
        "GET flows/:id:export",
        "GET flows/:id:export",
        "POST flows:import",
        "POST flows/:id:publish",
        "POST flows/:id:unlock",
      ],
      delete: ["DELETE flows/:id"],
      gone: ["DELETE flows/:id"],
    },
  }),
);
