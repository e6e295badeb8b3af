import { allKinds, descriptorOf } from "../../../../providers/core/resource/registry";
import { tokenOf, providerText } from "../../../../providers/core/resource/type-token";
import "../../../../providers";

/**
 * Every kind that was ever released. Its text lies in the state of every resource, and destroy runs it from there: nothing here may
 * ever change or go. A new kind is added to the list, and is from then on part of it.
 */
const FROZEN: readonly string[] = [
  "salesforce.CallCenter",
  "salesforce.CallCenterUser",
  "salesforce.ConnectedApp",
  "salesforce.CorsWhitelistOrigin",
  "salesforce.CspTrustedSite",
  "salesforce.CustomField",
  "salesforce.CustomLabel",
  "salesforce.ExternalClientApp",
  "salesforce.MetadataComponent",
  "salesforce.OrgSettings",
  "salesforce.PermissionSet",
  "salesforce.PermissionSetAssignment",
  "salesforce.PermissionSetLicenseAssignment",
  "salesforce.Queue",
  "salesforce.RemoteSiteSetting",
  "salesforce.SigningKey",
  "salesforce.SObjectRecord",
  "salesforce.User",
  "webex.AddressBook",
  "webex.AddressBookEntries",
  "webex.AddressBookEntry",
  "webex.Asset",
  "webex.AudioFile",
  "webex.AuxiliaryCode",
  "webex.BusinessHours",
  "webex.Channel",
  "webex.ConnectorHandover",
  "webex.ContactNumber",
  "webex.DesktopLayout",
  "webex.DesktopLayoutTeams",
  "webex.DesktopProfile",
  "webex.DialNumber",
  "webex.DialNumbers",
  "webex.EntryPoint",
  "webex.Flow",
  "webex.FlowPublication",
  "webex.Function",
  "webex.GlobalVariable",
  "webex.HolidayList",
  "webex.MultimediaProfile",
  "webex.OutdialAni",
  "webex.OutdialAniEntry",
  "webex.Overrides",
  "webex.Queue",
  "webex.ResourceCollection",
  "webex.Site",
  "webex.Skill",
  "webex.SkillProfile",
  "webex.Subflow",
  "webex.Team",
  "webex.TeamQueueRankings",
  "webex.UserAssignment",
  "webex.UserAssignments",
  "webex.UserProfile",
  "webex.WebhookSubscription",
  "webex.WorkType",
];

const text = (kind: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/_")("datadip/runtime").of("${kind}")`;

describe("the text of a provider", () => {
  it.each(FROZEN)("is the same permanently: %s", (kind) => {
    expect(providerText(kind)).toBe(text(kind));
  });

  it.each(FROZEN)("still leads to a kind: %s", (kind) => {
    expect(descriptorOf(kind)).toMatchObject({
      kind: expect.stringMatching(/^(webex|salesforce)\.[A-Z]\w+$/) as unknown,
    });
  });

  it("is frozen for every kind there is", () => {
    const kinds = allKinds().map(({ kind }) => kind);
    expect(kinds.filter((kind) => !FROZEN.includes(kind))).toEqual([]);
    expect(kinds).toContain("webex.Queue");
  });
});

it("goes with a type that is the same permanently", () => {
  expect(tokenOf("webex.Queue")).toBe("pulumi-nodejs:dynamic/webex:Queue");
  expect(tokenOf("salesforce.User")).toBe("pulumi-nodejs:dynamic/salesforce:User");
});

it("says what to do with state of a kind that this version does not have", () => {
  expect(() => descriptorOf("webex.Fax")).toThrow(
    "This datadip has no resource kind webex.Fax: the state was written by another version. Update the package.",
  );
});
