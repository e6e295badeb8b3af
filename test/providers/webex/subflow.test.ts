import { lifecycle } from "../../support/lifecycle";
import { flowExport } from "../../support/flow";

/** The export of a subflow: the same with a start and an end of its own. */
function subflowExport(greeting = "Welcome"): string {
  const flow = JSON.parse(flowExport("99999999-8888-4777-8666-555555555555", greeting)) as Record<string, unknown>;
  const process = flow.process as { activities: Record<string, Record<string, unknown>>; links: { id: string }[] };
  const { a1, a2, a5 } = process.activities;
  const start = { ...a1, name: "Start", group: "start-subflow", properties: { activityName: "start-subflow" } };
  const end = { ...a5, name: "End", properties: { activityName: "end-subflow" } };
  const links = [
    { id: "l1", sourceActivityId: "a1", targetActivityId: "a2", conditionExpr: "out", properties: {} },
    { id: "l2", sourceActivityId: "a2", targetActivityId: "a5", conditionExpr: "out", properties: {} },
  ];
  return JSON.stringify({ ...flow, flowType: "SUBFLOW", process: { activities: { a1: start, a2, a5: end }, links } });
}

/** What a flow may refer to is asked before anything is imported. */
const LOOKED_UP = [
  "GET v2/contact-service-queue",
  "GET v2/activities/http-request/inputs/connectorId/choices",
  "GET v2/audio-file",
];

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
    replacements: { name: { name: "Find_Caller" } },
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
      create: [...LOOKED_UP, "POST flows:import", "POST flows/:id:publish"],
      update: [...LOOKED_UP, "GET flows/:id", "POST flows:import", "POST flows/:id:publish"],
      delete: ["DELETE flows/:id"],
      gone: ["DELETE flows/:id"],
    },
  }),
);
