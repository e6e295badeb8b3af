import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.ContactNumber", "contact-number", (tenant) =>
  Promise.resolve({
    inputs: { number: "5501" },
    wire: { number: "5501" },
    update: { inputs: { number: "5502" }, wire: { number: "5502" } },
    drift: { by: (id) => tenant.edit("contact-number", id, { number: "5509" }), input: "number", shown: "5509" },
    rename: { number: "5503" },
    references: ["number"],
    refused: [
      [{ number: "+5501" }, "number", "may hold only digits"],
      [{ number: "" }, "number", "may hold only digits"],
      [{ number: "1".repeat(10) }, "number", "may have at most 9 digits"],
      [{ number: 5501 }, "number", /expected string/],
    ],
    requests: {
      create: ["POST contact-number"],
      update: ["GET contact-number/:id", "PUT contact-number/:id"],
      delete: ["DELETE contact-number/:id"],
      gone: ["DELETE contact-number/:id"],
    },
  }),
);
