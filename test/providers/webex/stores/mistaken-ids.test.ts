import "../../../../providers/webex";
import { Command } from "../../../support/command";
import { Tenant } from "../../../support/tenant";

/** What is said of an id that is one of another kind. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

const command = (kind: string): Command => new Command(kind, () => tenant.connect());
const idOf = async (noun: string, name: string): Promise<string> => (await tenant.named(noun, name)).id;

it("names field, object and what the id is, and what it should be", async () => {
  const siteId = await idOf("multimedia-profile", "Default_Multimedia_Profile");
  await expect(command("webex.Team").up({ name: "Tier 1", siteId })).rejects.toThrow(
    /^POST \S+\/team answered 4\d\d .*In Tier 1, siteId is the id of a multimedia profile \(Default_Multimedia_Profile\), not of a site\.$/,
  );
});

it("finds it at any depth, in an update too", async () => {
  const siteId = await idOf("site", "Site-1");
  const { id: teamId } = await tenant.make("team", { name: "Tier 1", siteId, teamType: "AGENT", active: true });
  const queue = {
    name: "Support",
    defaultMusicInQueueMediaFileId: await idOf("audio-file", "defaultmusic_on_hold.wav"),
  };
  const made = await command("webex.Queue").up({ ...queue, callDistributionGroups: [{ teamIds: [teamId] }] });
  const groups = [{ teamIds: [teamId, siteId] }];
  await expect(command("webex.Queue").up({ ...queue, callDistributionGroups: groups }, made)).rejects.toThrow(
    /In Support, callDistributionGroups\[0\]\.teamIds\[1\] is the id of a site \(Site-1\), not of a team\.$/,
  );
});

it("says that nothing has the id where that is so", async () => {
  const siteId = "00000000-0000-4000-8000-00000000dead";
  await expect(command("webex.Team").up({ name: "Tier 1", siteId })).rejects.toThrow(
    `siteId is ${siteId}, and the tenant has no site of this id.`,
  );
});

it("leaves a refusal for another reason as it is", async () => {
  const siteId = await idOf("site", "Site-1");
  tenant.fail({ method: "POST", path: "/team", status: 400, times: 1 });
  await expect(command("webex.Team").up({ name: "Tier 1", siteId })).rejects.not.toThrow(/id of|no site/);
});
