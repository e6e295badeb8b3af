import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.AddressBook", "address-book", async (tenant) => {
  const site = await tenant.named("site", "Site-1");
  return {
    inputs: { name: "Partners", description: "Who to call" },
    wire: { name: "Partners", description: "Who to call", parentType: "ORGANIZATION" },
    update: { inputs: { name: "Our partners" }, wire: { name: "Our partners", parentType: "ORGANIZATION" } },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("address-book", id, { description: "Nobody" }),
      input: "description",
      shown: "Nobody",
    },
    replacements: { parentType: { parentType: "SITE", siteId: site.id } },
    rename: { name: "Partners 2" },
    references: [],
    refused: [
      [{ name: "Partners, all" }, "name", "may hold only letters, digits, spaces, ., - and _"],
      [{ parentType: "TEAM" }, "parentType", /ORGANIZATION/],
      [{ parentType: "SITE" }, "siteId", "is required for an address book of a SITE"],
      [{ siteId: site.id }, "siteId", "does not belong to an address book of the ORGANIZATION"],
    ],
    requests: {
      create: ["POST v3/address-book"],
      update: ["GET v3/address-book/:id", "PUT v3/address-book/:id"],
      delete: ["DELETE v3/address-book/:id"],
      gone: ["DELETE v3/address-book/:id"],
    },
  };
});
