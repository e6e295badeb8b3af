import type { Values } from "../../../providers/core/resource/types";
import { Command } from "../../support/command";
import { Org } from "../../support/org";

let org: Org;
let userId: string;
let adminId: string;
beforeAll(async () => {
  org = await Org.start();
});
afterAll(() => org.close());
beforeEach(async () => {
  org.reset();
  const users = await org.objects("User");
  const named = (name: string): string => users.find(({ Username }) => Username === name)?.id ?? "";
  userId = named("deploy@datadip.example");
  adminId = named(org.sandbox.salesforce.credentials.username);
  const { metadata } = org.api();
  await metadata.create("PermissionSet", { fullName: "Dip", label: "Dip" });
  await metadata.create("PermissionSet", { fullName: "Dip_2", label: "Dip 2" });
  await metadata.create("CallCenter", {
    fullName: "wxCc",
    displayName: "W",
    displayNameLabel: "D",
    internalNameLabel: "I",
  });
  await metadata.create("CallCenter", {
    fullName: "other",
    displayName: "O",
    displayNameLabel: "D",
    internalNameLabel: "I",
  });
  org.requests();
});

describe("a permission set assignment", () => {
  const command = () => new Command("salesforce.PermissionSetAssignment", () => org.connect());
  const program = (): Values => ({ assigneeId: userId, permissionSetName: "Dip" });
  const mine = async (id: string) => org.object("PermissionSetAssignment", id);

  it("is made for the set of that name, read back alike, and taken away", async () => {
    const made = await command().up(program());
    expect(await mine(made.id)).toMatchObject({ AssigneeId: userId, PermissionSetId: made.outputs.permissionSetId });
    expect(org.requests()).toEqual(["GET query FROM PermissionSet", "POST sobjects/PermissionSetAssignment"]);
    await command().up(program(), await command().refresh(made));
    expect(org.writes()).toEqual([]);
    await command().delete(made);
    await command().delete(made);
    expect(await mine(made.id)).toBeUndefined();
    await expect(command().refresh(made)).resolves.toBeUndefined();
  });

  it.each([
    ["the user", () => ({ assigneeId: adminId })],
    ["the permission set", () => ({ permissionSetName: "Dip_2" })],
  ])("is replaced by one for another when %s changes", async (_, change) => {
    const made = await command().up(program());
    const after = await command().up({ ...program(), ...change() }, made);
    expect(after.id).not.toBe(made.id);
    expect([await mine(made.id), await mine(after.id)]).toEqual([
      undefined,
      expect.objectContaining({ AssigneeId: after.inputs.assigneeId }),
    ]);
  });

  it("that is there already is told with the way to adopt it", async () => {
    const made = await command().up(program());
    await expect(command().up(program())).rejects.toThrow(
      new RegExp(
        `DUPLICATE_VALUE.*The permission set assignment ${made.id} with the same assigneeId and permissionSetName was there before\\. No stack of this project manages it\\. To manage it from here: npx datadip adopt`,
      ),
    );
  });

  it("of a set that is not there names it", async () => {
    await expect(command().up({ ...program(), permissionSetName: "Dipp" })).rejects.toThrow(
      "There is no permission set Dipp in this org: permissionSetName is its API name (Setup, Permission Sets), not its label.",
    );
  });

  it("takes a 15-character id for the same user", async () => {
    const made = await command().up(program());
    await command().up({ ...program(), assigneeId: userId.slice(0, 15) }, made);
    expect(org.writes().slice(1)).toEqual([]);
  });
});

describe("a permission set licence assignment", () => {
  const command = () => new Command("salesforce.PermissionSetLicenseAssignment", () => org.connect());

  it("is made, read back alike, and taken away", async () => {
    const license = (await org.objects("PermissionSetLicense")).find(
      ({ DeveloperName }) => DeveloperName === "ServiceUserPsl",
    );
    const program = { assigneeId: adminId, permissionSetLicenseId: license?.id };
    const made = await command().up(program);
    expect(await org.object("PermissionSetLicenseAssign", made.id)).toMatchObject({
      AssigneeId: adminId,
      PermissionSetLicenseId: license?.id,
    });
    org.requests();
    await command().up(program, await command().refresh(made));
    expect(org.writes()).toEqual([]);
    await command().delete(made);
    await command().delete(made);
    expect(await org.object("PermissionSetLicenseAssign", made.id)).toBeUndefined();
  });
});

describe("a call center user", () => {
  const command = () => new Command("salesforce.CallCenterUser", () => org.connect());
  const program = (): Values => ({ userId, callCenterName: "wxCc", autoLogin: true });
  const fields = async () => org.object("User", userId);

  it("is put on the call center and taken off it", async () => {
    const made = await command().up(program());
    expect(await fields()).toMatchObject({
      CallCenterId: made.outputs.callCenterId,
      UserPermissionsCallCenterAutoLogin: true,
    });
    org.requests();
    await command().up(program(), await command().refresh(made));
    expect(org.writes()).toEqual([]);
    await command().delete(made);
    expect(await fields()).toMatchObject({ CallCenterId: null, UserPermissionsCallCenterAutoLogin: false });
    await expect(command().refresh(made)).resolves.toBeUndefined();
    await command().delete(made);
  });

  it("loses the automatic sign-in that the program no longer asks for", async () => {
    const made = await command().up(program());
    await command().up({ userId, callCenterName: "wxCc" }, made);
    expect(await fields()).toMatchObject({
      CallCenterId: made.outputs.callCenterId,
      UserPermissionsCallCenterAutoLogin: false,
    });
  });

  it("who is there already is another's", async () => {
    await command().up(program());
    await expect(command().up(program())).rejects.toThrow(
      /^The user \S+ is on the call center wxCc already, by another stack or by hand: leave this resource out/,
    );
  });

  it("who is on another one is left there", async () => {
    await command().up({ userId, callCenterName: "other" });
    await expect(command().up(program())).rejects.toThrow(
      /is on another call center already \(04v\w+\): take the user off it first/,
    );
  });

  it("whom somebody moved meanwhile is not taken off the other one", async () => {
    const made = await command().up(program());
    const other = (await org.objects("CallCenter")).find(({ InternalName }) => InternalName === "other");
    await org.edit("User", userId, { CallCenterId: other?.id });
    await expect(command().refresh(made)).resolves.toBeUndefined();
    await command().delete(made);
    expect(await fields()).toMatchObject({ CallCenterId: other?.id });
  });
});
