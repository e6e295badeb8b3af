import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.GlobalVariable", "cad-variable", (tenant) =>
  Promise.resolve({
    inputs: {
      name: "Global_Tier",
      defaultValue: "none",
      agentViewable: true,
      desktopLabel: "Tier",
      description: "Set by the flow",
    },
    wire: {
      name: "Global_Tier",
      variableType: "String",
      defaultValue: "none",
      active: true,
      agentViewable: true,
      agentEditable: false,
      reportable: false,
      desktopLabel: "Tier",
      description: "Set by the flow",
    },
    update: { inputs: { defaultValue: "gold", reportable: true }, wire: { defaultValue: "gold", reportable: true } },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("cad-variable", id, { defaultValue: "silver" }),
      input: "defaultValue",
      shown: "silver",
    },
    replacements: {
      name: { name: "Global_Level" },
      variableType: { variableType: "Integer", defaultValue: "5" },
    },
    rename: { name: "Global_Level" },
    references: ["defaultValue"],
    refused: [
      [{ name: "Global Tier" }, "name", "may hold only letters, digits and _"],
      [{ variableType: "Integer", defaultValue: "five" }, "defaultValue", "cannot be read as Integer"],
      [{ variableType: "Decimal", defaultValue: "1,5" }, "defaultValue", "cannot be read as Decimal"],
      [{ variableType: "Boolean", defaultValue: "yes" }, "defaultValue", "cannot be read as Boolean"],
      [{ variableType: "DateTime", defaultValue: "tomorrow" }, "defaultValue", "cannot be read as DateTime"],
      [{ desktopLabel: undefined }, "desktopLabel", "is required when agentViewable is true"],
      [{ desktopLabel: "x".repeat(51) }, "desktopLabel", "may have at most 50 characters"],
      [{ defaultValue: "x".repeat(257) }, "defaultValue", "may have at most 256 characters"],
      [{ defaultValue: 5 }, "defaultValue", /expected string/],
    ],
    requests: {
      create: ["POST cad-variable"],
      update: ["GET cad-variable/:id", "PUT cad-variable/:id"],
      delete: ["DELETE cad-variable/:id"],
      gone: ["DELETE cad-variable/:id"],
    },
  }),
);
