import { lifecycle } from "../../support/lifecycle";
import { flowExport } from "../../support/flow";

/** The queue of the organisation that the export comes from. */
const FOREIGN = "99999999-8888-4777-8666-555555555555";

/** What this flow refers to is asked before anything is imported, and nothing else. */
const LOOKED_UP = ["GET v2/contact-service-queue", "GET v2/audio-file"];

const published = expect.stringMatching(/^[0-9a-f]{24}$/) as unknown;

lifecycle("webex.Flow", "flow", async (tenant) => {
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  return {
    inputs: {
      name: "Main_Line",
      description: "Answers the main number",
      content: flowExport(FOREIGN),
      bindings: { "QueueContact.destination": queue.id },
    },
    wire: { name: "Main_Line", flowType: "FLOW", tags: { Live: published, Latest: published } },
    update: {
      inputs: { content: flowExport(FOREIGN, "Good morning") },
      wire: { name: "Main_Line", tags: { Live: published } },
    },
    removal: { input: "description", wire: { description: "As exported" } },
    drift: {
      by: (id) => tenant.edit("flow", id, { description: "Changed by hand" }),
      input: "description",
      shown: "Changed by hand",
    },
    replacements: { name: { name: "Second_Line" } },
    rename: { name: "Second_Line" },
    references: ["bindings"],
    refused: [
      [{ name: "Main Line" }, "name", "may hold only letters, digits and _"],
      [{ content: "{" }, "content", /JSON/],
      [{ content: '{"a":1}' }, "content", /flow/],
      [{ tags: [] }, "tags", /./],
      [{ tags: ["Production"] }, "tags[0]", /Live/],
      [{ bindings: { "NoSuch.destination": queue.id } }, 'bindings["NoSuch.destination"]', /NoSuch/],
      [
        { bindings: {} },
        "bindings",
        `the flow names the queue Support (${FOREIGN}) at QueueContact.destination, which this organisation does not have. Bind it: bindings: { "QueueContact.destination": queue.id }`,
      ],
    ],
    requests: {
      create: [...LOOKED_UP, "POST flows:import", "POST flows/:id:publish"],
      // Twice an export: a draft that somebody saved must not be written over.
      update: [
        ...LOOKED_UP,
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
  };
});
