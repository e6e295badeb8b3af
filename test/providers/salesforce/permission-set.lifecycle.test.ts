import type { Values } from "../../../providers/core/resource/types";
import { Command } from "../../support/command";
import { Org } from "../../support/org";
import { FULL_NAME_REFUSALS, life, metadataRequests } from "./support/life";

const INPUTS = {
  fullName: "Data_Dip",
  label: "Data dip",
  description: "What the data dip may do",
  userPermissions: ["ApiEnabled"],
  objectPermissions: [{ object: "Contact" }, { object: "Case", allowEdit: true }],
  fieldPermissions: [{ field: "Case.WebexInteractionId__c", editable: true }],
};

const field = (org: Org): Promise<Values> =>
  org.make("metadata.CustomField", {
    fullName: "Case.WebexInteractionId__c",
    body: { label: "W", type: "Text", length: 64 },
  });

const permission = (object: string, more: Values = {}): Values => ({
  object,
  allowRead: true,
  allowCreate: false,
  allowEdit: false,
  allowDelete: false,
  viewAllRecords: false,
  modifyAllRecords: false,
  ...more,
});

life("salesforce.PermissionSet", "metadata.PermissionSet", async (org) => {
  await field(org);
  return {
    inputs: INPUTS,
    wire: {
      label: "Data dip",
      userPermissions: [{ enabled: true, name: "ApiEnabled" }],
      fieldPermissions: [{ field: "Case.WebexInteractionId__c", readable: true, editable: true }],
    },
    update: {
      inputs: {
        objectPermissions: [{ object: "Case", allowEdit: true }],
        userPermissions: ["ApiEnabled", "ApexRestServices"],
      },
      wire: {
        objectPermissions: expect.arrayContaining([
          permission("Case", { allowEdit: true }),
          permission("Contact", { allowRead: false }),
        ]) as unknown,
      },
    },
    // What is granted no more is said to be so: lists are merged, and what is left out would stay.
    removal: {
      input: "fieldPermissions",
      wire: { fieldPermissions: [{ field: "Case.WebexInteractionId__c", readable: false, editable: false }] },
    },
    drift: {
      by: (id) => org.edit("metadata.PermissionSet", id, { userPermissions: [] }),
      input: "userPermissions",
      shown: [],
    },
    replacements: { fullName: { fullName: "Data_Dip_2" }, license: { license: "Salesforce" } },
    rename: { fullName: "Data_Dip_2" },
    references: ["description"],
    refused: [
      ...FULL_NAME_REFUSALS,
      [
        { objectPermissions: [{ object: "Case", allowRead: false, allowEdit: true }] },
        "objectPermissions[0].allowRead",
        "must be true where anything else is allowed",
      ],
      [
        { fieldPermissions: [{ field: "Activity.X__c" }] },
        "fieldPermissions[0].field",
        "must name Task or Event here: Activity has no permissions of its own",
      ],
      [
        { fieldPermissions: [{ field: "Case.X__c", readable: false, editable: true }] },
        "fieldPermissions[0].readable",
        "must be true for an editable field",
      ],
    ],
    requests: metadataRequests("PermissionSet"),
  };
});

describe("a permission set that others use too", () => {
  let org: Org;
  beforeAll(async () => {
    org = await Org.start();
  });
  afterAll(() => org.close());

  it("keeps what they granted, and gives up only what this program granted", async () => {
    org.reset();
    await field(org);
    const command = new Command("salesforce.PermissionSet", () => org.connect());
    const first = await command.up(INPUTS);
    const theirs = {
      userPermissions: [
        { enabled: true, name: "ApiEnabled" },
        { enabled: true, name: "ViewSetup" },
      ],
      objectPermissions: [permission("Account"), permission("Contact"), permission("Case", { allowEdit: true })],
    };
    await org.edit("metadata.PermissionSet", "Data_Dip", theirs);
    const refreshed = await command.refresh(first);
    expect(refreshed?.inputs).toEqual(first.inputs);
    await command.up({ ...INPUTS, userPermissions: [], objectPermissions: [{ object: "Contact" }] }, first);
    const held = await org.object("metadata.PermissionSet", "Data_Dip");
    const granted = JSON.stringify([held?.userPermissions, held?.objectPermissions]);
    expect(granted).toContain("ViewSetup");
    expect(granted).toContain("Account");
    expect(granted).toContain("Contact");
    expect(granted).not.toMatch(/"enabled":true,"name":"ApiEnabled"|"name":"ApiEnabled","enabled":true/);
    expect(granted).not.toMatch(/"allowRead":true[^}]*"object":"Case"|"object":"Case"[^}]*"allowRead":true/);
  });
});
