import { z } from "zod";
import { managedKeys, upgraded } from "../../../../providers/core/engine/state";
import type { Descriptor } from "../../../../providers/core/resource/descriptor";
import { allKinds, descriptorOf } from "../../../../providers/core/resource/registry";
import "../../../../providers";

/**
 * Every output that state ever had, by kind. State does not name its managed inputs: a name of this list that becomes an input would be
 * read from old state as if the program had set it. A new output is added here, and nothing may ever go.
 */
const RECORDED: Readonly<Record<string, readonly string[]>> = {
  "salesforce.CallCenterUser": ["callCenterId"],
  "salesforce.ExternalClientApp": [
    ...["globalOauthSettingsName", "oauthPoliciesName", "oauthSettingsName", "policiesName"],
  ],
  "salesforce.OrgSettings": ["previous"],
  "salesforce.PermissionSetAssignment": ["permissionSetId"],
  "salesforce.SigningKey": ["certificatePem", "fingerprint", "notAfter", "privateKeyPem"],
  "salesforce.User": ["confirmedEmail"],
  "webex.AddressBookEntries": ["others"],
  "webex.AudioFile": ["blobId"],
  "webex.ConnectorHandover": ["connectorId"],
  "webex.DialNumber": ["defaultAni"],
  "webex.DialNumbers": ["others"],
  "webex.Flow": ["draft", "flowType", "lastModifiedBy", "lastModifiedDate", "versions"],
  "webex.FlowPublication": ["flowVersionId"],
  "webex.Function": ["lastModifiedBy", "versions"],
  "webex.Skill": ["enumSkillValueIds"],
  "webex.Subflow": ["draft", "flowType", "lastModifiedBy", "lastModifiedDate", "versions"],
  "webex.Team": ["siteName"],
  "webex.UserAssignment": ["previous"],
  "webex.WebhookSubscription": ["lastUpdatedBy"],
};

/** The first version of state that leaves the names of managed inputs out. */
const FIRST = 2;

/** What this release takes for managed inputs in state that holds nothing but outputs. */
const managedIn = (descriptor: Descriptor, outputs: readonly string[]): readonly string[] =>
  managedKeys(upgraded(descriptor, { ...Object.fromEntries(outputs.map((name) => [name, "a value"])), __v: FIRST }));

it.each(Object.entries(RECORDED))("no output in the state of %s is taken for an input", (kind, outputs) => {
  expect(managedIn(descriptorOf(kind), outputs)).toEqual([]);
});

it("is recorded for every output there is", () => {
  const missing = allKinds().flatMap(({ kind, inputs, outputs }) =>
    Object.keys(outputs?.shape ?? {})
      .filter((name) => !(name in inputs.shape) && !(RECORDED[kind] ?? []).includes(name))
      .map((name) => `${kind}.${name}`),
  );
  expect(missing).toEqual([]);
});

it("notices an output that became an input, unless an upgrade names it as unmanaged", () => {
  const team = descriptorOf("webex.Team");
  const grown = { ...team, inputs: team.inputs.extend({ siteName: z.string().optional() }) };
  expect(managedIn(grown, ["siteName"])).toEqual(["siteName"]);
  const upgrades = [(state: Readonly<Record<string, unknown>>) => ({ ...state, __unmanaged: ["siteName"] })];
  expect(managedIn({ ...grown, upgrades }, ["siteName"])).toEqual([]);
});
