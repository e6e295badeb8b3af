import * as pulumi from "@pulumi/pulumi";
import { salesforce, webex } from "../../providers";

/** Compiled by every type check and never called: what a program may say, and what must not compile. */

const later = pulumi.output("known later");
const count = pulumi.output(3);

/** Outputs are accepted at any depth, and `name` may be left out. */
export function accepted(): readonly pulumi.CustomResource[] {
  const site = new webex.Site("Paris", { multimediaProfileId: later });
  const team = new webex.Team("Tier 1", { siteId: site.id, teamType: "AGENT", description: later });
  const groups = pulumi.output([{ teamIds: ["t1"], afterSeconds: 0 }]);
  const nested = new webex.Queue("Nested", {
    name: "Support",
    serviceLevelSeconds: count,
    defaultMusicInQueueMediaFileId: later,
    callDistributionGroups: [
      { teamIds: [team.id, "t2"] },
      { teamIds: pulumi.all([team.id, later]), afterSeconds: count },
    ],
  });
  const whole = new webex.Queue("Whole", { callDistributionGroups: groups }, { protect: true, dependsOn: [nested] });
  const promised = new webex.Team("Promised", { siteId: Promise.resolve("s1") });
  const flow = new webex.Flow("Main_Line", {
    content: "{}",
    bindings: { "QueueContact.destination": nested.id, other: later },
    tags: ["Live", "Test"],
  });
  const profile = new webex.MultimediaProfile("Voice", { manuallyAssignable: { chat: count } });
  return [site, team, nested, whole, promised, flow, profile];
}

/** Ids know of what they are: of a resource and of a look-up. A plain string is any id; one of another kind does not compile. */
export function ids(site: webex.Site, team: webex.Team, text: string): void {
  const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
  new webex.Site("By a look-up", { multimediaProfileId: profile.id });
  new webex.Team("By a resource", { siteId: site.id, multimediaProfileId: profile.id });
  new webex.Team("By a text", { siteId: text, multimediaProfileId: later });
  new webex.Team("By an output of a text", { siteId: pulumi.interpolate`${site.id}` });
  new webex.Queue("Nested", { callDistributionGroups: [{ teamIds: [team.id, text] }] });
  const shown: pulumi.Output<string> = site.id;
  // @ts-expect-error -- a team is no site
  new webex.Team("Of another kind", { siteId: team.id });
  // @ts-expect-error -- nor is what a look-up of profiles found
  new webex.Team("Of another look-up", { siteId: profile.id });
  // @ts-expect-error -- at any depth
  new webex.Queue("Of another kind", { callDistributionGroups: [{ teamIds: [site.id] }] });
  void shown;
}

/** Outputs have the types of the checked inputs, and of what the service adds. */
export function outputs(
  team: webex.Team,
  queue: webex.Queue,
  file: webex.AudioFile,
): readonly pulumi.Output<unknown>[] {
  const name: pulumi.Output<string> = team.name;
  const kind: pulumi.Output<"AGENT" | "CAPACITY"> = team.teamType;
  const siteName: pulumi.Output<string | undefined> = team.siteName;
  const description: pulumi.Output<string | undefined> = team.description;
  const seconds: pulumi.Output<number> = queue.serviceLevelSeconds;
  const firstTeam: pulumi.Output<string | undefined> = queue.callDistributionGroups.apply(
    (all) => all?.[0]?.teamIds[0],
  );
  const blob: pulumi.Output<string | undefined> = file.blobId;
  const id: pulumi.Output<pulumi.ID> = queue.id;
  return [name, kind, description, siteName, seconds, firstTeam, blob, id];
}

export function refused(team: webex.Team): void {
  // @ts-expect-error a misspelt key
  new webex.Queue("a", { serviceLevelSecond: 20 });
  // @ts-expect-error a misspelt key inside
  new webex.Queue("a", { callDistributionGroups: [{ teamIds: [], afterSecond: 0 }] });
  // @ts-expect-error a value that the enumeration does not have
  new webex.Queue("a", { channelType: "PHONE" });
  // @ts-expect-error a text where seconds are wanted
  new webex.Queue("a", { serviceLevelSeconds: "20" });
  // @ts-expect-error an output of another type
  new webex.Queue("a", { serviceLevelSeconds: later });
  // @ts-expect-error an output of another type, inside
  new webex.Queue("a", { callDistributionGroups: [{ teamIds: [count] }] });
  // @ts-expect-error one id where a list is wanted
  new webex.Queue("a", { callDistributionGroups: [{ teamIds: "t1" }] });
  // @ts-expect-error a required input is missing
  new webex.Team("a", {});
  // @ts-expect-error the arguments are missing
  new webex.Team("a");
  // @ts-expect-error the resource itself is not an id
  new webex.Team("a", { siteId: team });
  // @ts-expect-error null is not a value
  new webex.Team("a", { siteId: "s1", description: null });
  // @ts-expect-error a label that does not exist
  new webex.Flow("a", { content: "{}", tags: ["Production"] });
  // @ts-expect-error a binding must be an id
  new webex.Flow("a", { content: "{}", bindings: { "Q.destination": 5 } });
  // @ts-expect-error an output is given by the service, never by the program
  new webex.Team("a", { siteId: "s1", siteName: "Paris" });
  // @ts-expect-error an output that the kind does not have
  void team.siteNames;
  // @ts-expect-error outputs are read-only
  team.name = later;
  // @ts-expect-error an option that Pulumi does not have
  new webex.Team("a", { siteId: "s1" }, { protected: true });
}

/** The same of Salesforce's records, of numbers' places and of entries. */
export function furtherIds(user: salesforce.User, set: salesforce.PermissionSet, book: webex.AddressBook): void {
  const licence = salesforce.getPermissionSetLicenseOutput("SalesforceAPIIntegrationPsl");
  new salesforce.PermissionSetLicenseAssignment("A", { assigneeId: user.id, permissionSetLicenseId: licence.id });
  new salesforce.PermissionSetAssignment("By texts", { assigneeId: "005x", permissionSetName: set.id });
  new salesforce.User("By a look-up", { ...person, profileId: salesforce.getProfileOutput("Standard User").id });
  // @ts-expect-error -- a user is no licence
  new salesforce.PermissionSetLicenseAssignment("B", { assigneeId: "u", permissionSetLicenseId: user.id });
  // @ts-expect-error -- nor is a licence a profile
  new salesforce.User("Of another look-up", { ...person, profileId: licence.id });

  const place = webex.getCallingLocationOutput("Paris");
  const region = webex.getTelephonyRegionOutput("US");
  const { location } = webex.getCallingNumberOutput("+13125550100");
  new webex.DialNumber("By look-ups", { ...line, location: place.id, regionId: region.id });
  new webex.DialNumber("By the number", { ...line, location });
  new webex.DialNumber("By texts", { ...line, location: "l1", regionId: later });
  // @ts-expect-error -- a region is no location
  new webex.DialNumber("Of another look-up", { ...line, location: region.id });

  const entry = webex.getAddressBookEntryOutput({ name: "Ana", addressBookId: book.id });
  webex.getAddressBookEntryOutput({ name: "Ana", addressBookId: "b1" });
  const shown: pulumi.Output<string> = entry.id;
  // @ts-expect-error -- an entry is no address book
  webex.getAddressBookEntryOutput({ name: "Ana", addressBookId: entry.id });
  void shown;
}

const line = { dialledNumber: "+13125550100", entryPointId: "e1" };
const person = { username: "a@b.example", email: "a@b.example", lastName: "B", alias: "b" };
