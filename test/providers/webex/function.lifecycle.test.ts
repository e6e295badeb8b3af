import { lifecycle } from "../../support/lifecycle";

const source = (score: number): string =>
  `export const handle = async (request, response) => { response.data = { score: ${score} }; return response; };\n`;

const published = expect.stringMatching(/^\d+$/) as unknown;

lifecycle("webex.Function", "function", (tenant) =>
  Promise.resolve({
    inputs: {
      name: "Score",
      description: "How well we know the caller",
      sourceCode: source(1),
      inputs: [{ name: "calls", dataType: "integer", value: "3" }],
      outputs: { score: 1 },
    },
    wire: {
      name: "Score",
      description: "How well we know the caller",
      language: "js",
      sourceCode: source(1),
      inputs: [{ name: "calls", dataType: "integer", value: "3" }],
      outputs: '{"score":1}',
      tagVersionMap: { Live: published, Latest: published },
    },
    update: {
      inputs: { sourceCode: source(2), tags: ["Live", "Test"] },
      wire: { sourceCode: source(2), tagVersionMap: { Live: published, Test: published, Latest: published } },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("function", id, { sourceCode: source(9) }),
      input: "sourceCode",
      shown: source(9),
    },
    replacements: { language: { language: "py", sourceCode: "def handle(request, response):\n    return response\n" } },
    rename: { name: "Score_2" },
    references: ["sourceCode"],
    refused: [
      [{ name: "" }, "name", "must not be empty"],
      [{ timeoutInSec: 0 }, "timeoutInSec", "must be at least 1 s"],
      [{ tags: [] }, "tags", "needs at least one tag"],
      [{ tags: ["Production"] }, "tags[0]", /Live/],
      [{ inputs: [{ name: "a", dataType: "number" }] }, "inputs[0].dataType", /integer/],
      [{ language: "ts" }, "language", /js/],
    ],
    requests: {
      create: ["POST /v1/:id/functions", "POST /v1/:id/functions/:id:publish", "GET /v1/:id/functions/:id"],
      update: [
        "POST /v1/:id/functions/:id:lock",
        "PUT /v1/:id/functions/:id",
        "POST /v1/:id/functions/:id:publish",
        "GET /v1/:id/functions/:id",
        "POST /v1/:id/functions/:id:unlock",
      ],
      delete: ["DELETE /v1/:id/functions/:id"],
      gone: ["DELETE /v1/:id/functions/:id"],
    },
  }),
);
