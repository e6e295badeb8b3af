import { createRecord, getRecord } from "../../../providers/salesforce/rest/records";
import { Command } from "../../support/command";
import type { Objects } from "../../support/lifecycle";
import { Org } from "../../support/org";
import { life } from "./support/life";

const ADA = { FirstName: "Ada", LastName: "O'Lovelace", Phone: "+1 312 555 0100", Email: "ada@x.example" };

/** Both types that the records below are of. */
const records: Objects<Org> = {
  all: async (org) => [...(await org.objects("Contact")), ...(await org.objects("Account"))],
  wipe: (org, id) => org.wipe("Contact", id),
};

life("salesforce.SObjectRecord", records, (org) =>
  Promise.resolve({
    inputs: { sobjectType: "Contact", fields: ADA, keyFields: ["Email"] },
    wire: ADA,
    update: {
      inputs: { fields: { ...ADA, Phone: " +33 1 23 45 67 89 " } },
      wire: { ...ADA, Phone: "+33 1 23 45 67 89" },
    },
    removal: { input: "keyFields", wire: {} },
    drift: {
      by: (id) => org.edit("Contact", id, { LastName: "Changed" }),
      input: "fields",
      shown: { ...ADA, LastName: "Changed" },
    },
    replacements: { sobjectType: { sobjectType: "Account", fields: { Name: "Acme" }, keyFields: ["Name"] } },
    rename: { sobjectType: "Account", fields: { Name: "Acme" }, keyFields: ["Name"] },
    references: [],
    refused: [
      [{ keyFields: ["Mail"] }, "keyFields", "names Mail, which is not in fields"],
      [{ fields: { ...ADA, Id: "003000000000001" } }, "fields.Id", "is given by Salesforce and cannot be set"],
      [{ sobjectType: "My Object" }, "sobjectType", "must be the API name of an object, such as Account"],
    ],
    requests: {
      create: ["GET sobjects/Contact/describe", "GET query FROM Contact", "POST sobjects/Contact"],
      update: ["PATCH sobjects/Contact/:id"],
      delete: ["DELETE sobjects/Contact/:id"],
      gone: ["DELETE sobjects/Contact/:id"],
    },
  }),
);

describe("a record", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());
  beforeEach(() => org.reset());
  const command = () => new Command("salesforce.SObjectRecord", () => org.connect());

  it("is emptied of a field that the program no longer names", async () => {
    const made = await command().up({ sobjectType: "Contact", fields: ADA });
    const { Phone: _, ...rest } = ADA;
    await command().up({ sobjectType: "Contact", fields: rest }, made);
    expect(await org.object("Contact", made.id)).toMatchObject({ ...rest, Phone: null });
  });

  it("is written once with a field that is never read", async () => {
    const program = { sobjectType: "Case", fields: { Subject: "Phone is dead", Comments: "Called at noon" } };
    const made = await command().up(program);
    const refreshed = await command().refresh(made);
    expect(refreshed?.inputs).toEqual(made.inputs);
    await command().up({ ...program, fields: { ...program.fields, Subject: "Phone works" } }, refreshed);
    expect((await org.objects("CaseComment")).filter(({ ParentId }) => ParentId === made.id)).toHaveLength(1);
  });

  it("that lacks what Salesforce asks for is refused with the field's name", async () => {
    await expect(command().up({ sobjectType: "Contact", fields: { FirstName: "Ada" } })).rejects.toThrow(
      /^Creating a Contact failed .*REQUIRED_FIELD_MISSING .*LastName.*Give the field it names\.$/,
    );
    await expect(command().up({ sobjectType: "Contact", fields: { LastName: "L", Nonsense__c: 1 } })).rejects.toThrow(
      /INVALID_FIELD.*Nonsense__c/,
    );
  });

  it("is refused at preview for fields that the object does not have or that nobody sets", async () => {
    const one = command();
    const fields = { LastName: "L", FistName: "F", CreatedDate: "2026-01-01T00:00:00Z", MadeInThisRun__c: "x" };
    await expect(one.check({}, { sobjectType: "Contact", fields })).rejects.toThrow(
      /^fields\.FistName: is not a field of Contact; did you mean FirstName\?\nfields\.CreatedDate: of Contact cannot be set: Salesforce computes it/,
    );
    await expect(one.check({}, { sobjectType: "Kontact", fields })).rejects.toThrow(
      /^sobjectType: cannot be described: .*NOT_FOUND/,
    );
    expect(org.writes()).toEqual([]);
  });

  it("is read with others of its kind in one call, and gone only when its own GET says so", async () => {
    const api = org.api();
    const made = await Promise.all(["A", "B", "C"].map((LastName) => createRecord(api, "Contact", { LastName })));
    await org.wipe("Contact", made[1] ?? "");
    org.requests();
    const found = await Promise.all(made.map((id) => getRecord(api, "Contact", id, ["LastName"])));
    expect(found.map((record) => record?.LastName)).toEqual(["A", undefined, "C"]);
    expect(org.requests()).toEqual(["POST composite/sobjects/Contact", "GET sobjects/Contact/:id"]);
  });
});
