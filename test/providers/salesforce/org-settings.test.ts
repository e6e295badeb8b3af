import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../../providers/core/engine/journal";
import { DEFAULT_RETRY } from "../../../providers/http/retry";
import { Command, halfMade } from "../../support/command";
import { Org } from "../../support/org";

let org: Org;
beforeAll(async () => {
  org = await Org.start();
});
afterAll(() => org.close());
beforeEach(() => org.reset());

const command = () => new Command("salesforce.OrgSettings", () => org.connect());
const page = async () => org.object("metadata.OauthOidcSettings", "OauthOidc");
const PROGRAM = { type: "OauthOidc", settings: { blockOAuthUnPwFlow: false, isPkceRequired: true } };

describe("a page of org settings", () => {
  it("sets what the program names, leaves the rest, and sets it back when deleted", async () => {
    await org.edit("metadata.OauthOidcSettings", "OauthOidc", {
      blockOAuthUnPwFlow: true,
      blockOAuthUsrAgtFlow: true,
      isPkceRequired: false,
    });
    const made = await command().up(PROGRAM);
    expect(made.outputs).toMatchObject({ previous: { blockOAuthUnPwFlow: true, isPkceRequired: false } });
    expect(await page()).toMatchObject({ blockOAuthUnPwFlow: false, blockOAuthUsrAgtFlow: true, isPkceRequired: true });
    await command().delete(made);
    expect(await page()).toMatchObject({ blockOAuthUnPwFlow: true, blockOAuthUsrAgtFlow: true, isPkceRequired: false });
  });

  it("is set back though the first run was killed, on whichever machine it is gone on with", async () => {
    await org.edit("metadata.OauthOidcSettings", "OauthOidc", { blockOAuthUnPwFlow: true, isPkceRequired: false });
    const folder = mkdtempSync(join(tmpdir(), "datadip-journal-"));
    const begun = { inputs: await command().check({}, PROGRAM), written: Date.now() };
    await command().up(PROGRAM);
    const journal = new Journal(folder, () => undefined);
    const there = new Command("salesforce.OrgSettings", () => org.connect(), {}, {}, journal, begun);
    await there.delete(await there.up(PROGRAM));
    expect(await page()).toMatchObject({ blockOAuthUnPwFlow: true, isPkceRequired: false });
    rmSync(folder, { recursive: true });
  });

  it("is set back though the answer to its change was lost", async () => {
    await org.edit("metadata.OauthOidcSettings", "OauthOidc", { blockOAuthUnPwFlow: true, isPkceRequired: false });
    // The check and the create read the page before it is changed.
    org.fail({
      method: "POST",
      path: "/services/Soap/m/66.0",
      loseResponse: true,
      skip: 2,
      times: DEFAULT_RETRY.maxAttempts,
    });
    const { resource } = await halfMade(command().up(PROGRAM));
    expect(await page()).toMatchObject({ isPkceRequired: true });
    await command().delete(await command().finish(PROGRAM, resource));
    expect(await page()).toMatchObject({ blockOAuthUnPwFlow: true, isPkceRequired: false });
  });

  it("is the same when applied twice, and shows drift", async () => {
    const made = await command().up(PROGRAM);
    org.requests();
    const refreshed = await command().refresh(made);
    await command().up(PROGRAM, refreshed);
    expect(org.writes()).toEqual([]);
    await org.edit("metadata.OauthOidcSettings", "OauthOidc", { isPkceRequired: false, blockOAuthUsrAgtFlow: true });
    const drifted = await command().refresh(made);
    expect(drifted?.inputs).toMatchObject({ settings: { blockOAuthUnPwFlow: false, isPkceRequired: false } });
    await command().up(PROGRAM, drifted);
    expect(await page()).toMatchObject({ isPkceRequired: true, blockOAuthUsrAgtFlow: true });
  });

  it("sets back a switch that the program no longer names, and remembers one that it names anew", async () => {
    await org.edit("metadata.OauthOidcSettings", "OauthOidc", {
      blockOAuthUnPwFlow: true,
      isPkceRequired: false,
      oAuthCdCrdtFlowEnable: true,
    });
    const made = await command().up(PROGRAM);
    const after = await command().up(
      { type: "OauthOidc", settings: { isPkceRequired: true, oAuthCdCrdtFlowEnable: false } },
      made,
    );
    expect(await page()).toMatchObject({
      blockOAuthUnPwFlow: true,
      isPkceRequired: true,
      oAuthCdCrdtFlowEnable: false,
    });
    expect(after.outputs).toMatchObject({ previous: { isPkceRequired: false, oAuthCdCrdtFlowEnable: true } });
    await command().delete(after);
    expect(await page()).toMatchObject({
      blockOAuthUnPwFlow: true,
      isPkceRequired: false,
      oAuthCdCrdtFlowEnable: true,
    });
  });

  it("refuses switches that the page does not have, and pages there are none of", async () => {
    await expect(command().up({ ...PROGRAM, settings: { blockPasswords: true } })).rejects.toThrow(
      /^settings\.blockPasswords: is not an element of OauthOidcSettings: .*blockOAuthUnPwFlow/,
    );
    await expect(command().up({ ...PROGRAM, type: "Oauth" })).rejects.toThrow(/^type: Invalid option/);
    expect(org.writes()).toEqual([]);
  });

  it("refuses a switch that came after the API version in use", async () => {
    const old = new Command("salesforce.OrgSettings", () =>
      org.connect({ config: { "salesforce:apiVersion": "58.0" } }),
    );
    await expect(
      old.up({ type: "ExternalClientApp", settings: { enableClientSecretInRestApiAccess: true } }),
    ).rejects.toThrow(
      "settings.enableClientSecretInRestApiAccess: enableClientSecretInRestApiAccess is there since API version 62.0, but 58.0 is in use",
    );
  });
});
