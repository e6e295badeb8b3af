import type { Values } from "../../../providers/core/resource/types";
import { Command } from "../../support/command";
import { Org } from "../../support/org";

let org: Org;
let program: Values;
beforeAll(async () => {
  org = await Org.start();
});
afterAll(() => org.close());
beforeEach(async () => {
  org.reset();
  const profile = (await org.objects("Profile")).find(({ Name }) => Name === "Minimum Access - API Only Integrations");
  program = {
    username: "webex@acme.example",
    email: "it@acme.example",
    lastName: "Webex",
    alias: "webex",
    profileId: profile?.id,
  };
});

const command = () => new Command("salesforce.User", () => org.connect());

describe("a user", () => {
  it("is created with what Salesforce asks for", async () => {
    const made = await command().up(program);
    expect(await org.object("User", made.id)).toMatchObject({
      Username: "webex@acme.example",
      LastName: "Webex",
      ProfileId: program.profileId,
      TimeZoneSidKey: "GMT",
      LanguageLocaleKey: "en_US",
      IsActive: true,
    });
    expect(org.requests()).toEqual(["POST sobjects/User"]);
    await command().up(program, await command().refresh(made));
    expect(org.writes()).toEqual([]);
  });

  it("is changed in place, only in what changed", async () => {
    const made = await command().up({ ...program, firstName: "Wendy", userPermissions: { SupportUser: true } });
    org.requests();
    const after = await command().up(
      { ...program, lastName: "Exchange", userPermissions: { SupportUser: false } },
      made,
    );
    expect(after.id).toBe(made.id);
    expect(await org.object("User", made.id)).toMatchObject({
      LastName: "Exchange",
      FirstName: null,
      UserPermissionsSupportUser: false,
    });
    expect(org.requests()).toEqual(["PATCH sobjects/User/:id"]);
  });

  it("shows drift, and is put back", async () => {
    const made = await command().up(program);
    await org.edit("User", made.id, { IsActive: false, Alias: "else" });
    const drifted = await command().refresh(made);
    expect(drifted?.inputs).toMatchObject({ isActive: false, alias: "else" });
    await command().up(program, drifted);
    expect(await org.object("User", made.id)).toMatchObject({ IsActive: true, Alias: "webex" });
  });

  it("has no drift while a changed address waits to be confirmed, nor once it is", async () => {
    const made = await command().up(program);
    const changed = { ...program, email: "new@acme.example" };
    const after = await command().up(changed, made);
    expect(await org.object("User", made.id)).toMatchObject({ Email: "it@acme.example" });
    org.requests();
    const waiting = await command().refresh(after);
    expect(waiting?.outputs).toMatchObject({ email: "new@acme.example", confirmedEmail: "it@acme.example" });
    await command().up(changed, waiting);
    await org.edit("User", made.id, { Email: "new@acme.example" });
    const confirmed = await command().refresh(waiting ?? after);
    expect(confirmed?.outputs).toMatchObject({ email: "new@acme.example", confirmedEmail: "new@acme.example" });
    await command().up(changed, confirmed);
    expect(org.writes()).toEqual([]);
    await org.edit("User", made.id, { Email: "someone@else.example" });
    expect((await command().refresh(confirmed ?? after))?.inputs).toMatchObject({ email: "someone@else.example" });
  });

  it("is deactivated when deleted, twice without an error", async () => {
    const made = await command().up(program);
    await command().delete(made);
    await command().delete(made);
    expect(await org.object("User", made.id)).toMatchObject({ IsActive: false });
  });

  it("is frozen when deleted, where the program says so, and keeps the licence", async () => {
    const made = await command().up({ ...program, onDelete: "freeze" });
    await command().delete(made);
    expect(await org.object("User", made.id)).toMatchObject({ IsActive: true });
    expect((await org.objects("UserLogin")).find(({ UserId }) => UserId === made.id)).toMatchObject({ IsFrozen: true });
  });

  it.each(["deactivate", "freeze"])("after %s is taken into use again where the program says so", async (onDelete) => {
    const first = await command().up({ ...program, onDelete });
    await command().delete(first);
    const again = await command().up({ ...program, onDelete, lastName: "Again", reactivate: true });
    expect(again.id).toBe(first.id);
    expect(await org.object("User", again.id)).toMatchObject({ IsActive: true, LastName: "Again" });
    expect(
      (await org.objects("UserLogin")).filter(({ UserId, IsFrozen }) => UserId === first.id && IsFrozen === true),
    ).toEqual([]);
  });

  it("that exists is never taken over unasked", async () => {
    const first = await command().up(program);
    await command().delete(first);
    const taken = command().up(program);
    await expect(taken).rejects.toThrow(
      /User names are unique in all of Salesforce, deactivated users included: .*set reactivate: true/,
    );
    await command().up({ ...program, reactivate: true });
    // In use by somebody else: even reactivate does not take it.
    await expect(command().up({ ...program, reactivate: true })).rejects.toThrow(/Duplicate Username/);
  });

  it("is refused before anything is sent where it could only fail", async () => {
    await expect(command().up({ ...program, alias: "much too long" })).rejects.toThrow(
      "alias: may have at most 8 characters",
    );
    await expect(command().up({ ...program, profileId: "Standard User" })).rejects.toThrow(
      "profileId: must be the id of a profile: 15 or 18 letters and digits that begin with 00e",
    );
    await expect(command().up({ ...program, username: "webex" })).rejects.toThrow(
      "username: must be an e-mail address",
    );
    expect(org.writes()).toEqual([]);
  });

  it("without a licence left is refused with where to look", async () => {
    const users = Array.from({ length: 8 }, (_, i) => ({ ...program, username: `webex${i}@acme.example` }));
    const all = (async () => {
      for (const user of users) await command().up(user);
    })();
    await expect(all).rejects.toThrow(
      /LICENSE_LIMIT_EXCEEDED.*No licence of that kind is free \(Setup, Company Information\)/,
    );
  });
});
