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
    replacements: { name: { name: "Second_Line" }, format: { format: "v2" } },
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

/** FlowV2 goes through its import alone: a save or patch of it breaks the picture in Flow Designer. */
lifecycle("webex.Flow", "flow", async (tenant) => {
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  const asked = [...LOOKED_UP.slice(0, 1), "GET v2/activities", ...LOOKED_UP.slice(1)];
  return {
    inputs: {
      name: "Modern_Line",
      description: "Answers the main number",
      content: flowExport(FOREIGN),
      format: "v2",
      bindings: { "QueueContact.destination": queue.id },
    },
    wire: { name: "Modern_Line", flowType: "FLOW", tags: { Live: published, Latest: published } },
    update: {
      inputs: { content: flowExport(FOREIGN, "Good morning") },
      wire: { name: "Modern_Line", tags: { Live: published } },
    },
    removal: { input: "description", wire: { description: "As exported" } },
    drift: {
      by: (id) => tenant.edit("flow", id, { description: "Changed by hand" }),
      input: "description",
      shown: "Changed by hand",
    },
    replacements: { name: { name: "Second_Line" }, format: { format: "v1" } },
    rename: { name: "Second_Line" },
    references: ["bindings"],
    refused: [
      [
        { content: requesting(FOREIGN) },
        "content",
        "Greeting: FlowV2 takes no HTTP request without a connector (FC1015). Give it one, or leave format out, for v1",
      ],
      [{ content: unheardOf(FOREIGN) }, "content", /The organisation has no activity "acme-translate"/],
    ],
    requests: {
      create: [...asked, "POST v2/flows:import", "POST flows/:id:publish"],
      update: [
        ...asked,
        "POST flows/:id:lock",
        "GET flows",
        "GET v2/flows/:id:export",
        "GET v2/flows/:id:export",
        "POST v2/flows:import",
        "POST flows/:id:publish",
        "POST flows/:id:unlock",
      ],
      delete: ["DELETE flows/:id"],
      gone: ["DELETE flows/:id"],
    },
  };
});

const requesting = (queueId: string): string =>
  flowExport(queueId).replace(
    '"activityName":"play-message"',
    '"activityName":"http-request-v2","httpRequestUrl":"https://api.example.com/x","httpRequestMethod":"GET"',
  );

const unheardOf = (queueId: string): string => flowExport(queueId).replace('"play-message"', '"acme-translate"');
