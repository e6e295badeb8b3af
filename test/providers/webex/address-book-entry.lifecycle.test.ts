import { Command } from "../../support/command";
import { entriesOf, lifecycle } from "../../support/lifecycle";
import { Tenant } from "../../support/tenant";

const book = (tenant: Tenant, name: string) =>
  tenant.make("address-book", { name, parentType: "ORGANIZATION", addressBookEntries: [] });

lifecycle("webex.AddressBookEntry", entriesOf("address-book", "addressBookEntries"), async (tenant) => {
  const [partners, others] = [await book(tenant, "Partners"), await book(tenant, "Others")];
  return {
    inputs: { addressBookId: partners.id, name: "Courier", number: "+13125550101" },
    wire: { name: "Courier", number: "+13125550101" },
    update: { inputs: { number: "(312)555-0102" }, wire: { name: "Courier", number: "(312)555-0102" } },
    drift: {
      by: (id) => {
        const [ownerId = "", entryId] = id.split("/");
        return tenant.edit("address-book", ownerId, {
          addressBookEntries: [{ id: entryId, name: "Courier", number: "5", version: 7, lastUpdatedTime: 7 }],
        });
      },
      input: "number",
      shown: "5",
    },
    replacements: { addressBookId: { addressBookId: others.id } },
    rename: { name: "Courier 2" },
    references: ["addressBookId"],
    refused: [
      [{ name: "Courier, fast" }, "name", "may hold only letters, digits, spaces, ., - and _"],
      [{ number: "555 0101" }, "number", "may hold only digits, parentheses, + and -"],
      [{ number: "" }, "number", "may hold only digits, parentheses, + and -"],
      [{ addressBookId: undefined }, "addressBookId", "is required"],
    ],
    requests: {
      create: ["POST address-book/:id/entry"],
      update: ["GET address-book/:id/entry/:id", "PUT address-book/:id/entry/:id"],
      delete: ["DELETE address-book/:id/entry/:id"],
      gone: ["DELETE address-book/:id/entry/:id"],
    },
  };
});

describe("an entry's id", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());

  it("is that of its book and its own, and half of it touches nothing", async () => {
    const { id: addressBookId } = await book(tenant, "Partners");
    const command = new Command("webex.AddressBookEntry", () => tenant.connect());
    const entry = await command.up({ addressBookId, name: "Courier", number: "5" });
    const [owner, own = ""] = entry.id.split("/");
    expect(owner).toBe(addressBookId);
    tenant.requests();
    const sentence = `${own} is not an id of an entry below address-book: it must be addressBookId/ENTRY_ID.`;
    await expect(command.refresh({ ...entry, id: own })).rejects.toThrow(sentence);
    await expect(command.delete({ ...entry, id: own })).rejects.toThrow(sentence);
    expect(tenant.requests()).toEqual([]);
  });
});
