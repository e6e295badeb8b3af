import { planOf, type Made, type Planned, programOf, namedIn } from "../../operations/verify/write/plan";
import type { Values } from "../../providers/core/resource/types";
import type { Random } from "../support/random";
import type { Org } from "../support/org";
import type { Tenant } from "../support/tenant";

/** A resource of a program. */
export interface Wish {
  /** Its name in the program. */
  readonly name: string;
  readonly kind: string;
  /** Names of wishes that must be there before. */
  readonly after: readonly string[];
  /** What the program gives, once those are there. */
  program(made: ReadonlyMap<string, Made>): Values;
}

export const CANARY = "canary-of-a-description";

const CLOUDS = ["webex", "salesforce"] as const;

/** Every kind that can be tried, after what it refers to, and those that only change what is there. */
export async function allWishes(seed: number, tenant: Tenant, org: Org): Promise<readonly Wish[]> {
  const prefix = `ddv_${seed.toString(16).padStart(8, "0")}`;
  const free = (await tenant.objects("number")).find(({ owner }) => owner === undefined);
  const asked = { prefix, clouds: CLOUDS, number: String(free?.phoneNumber), app: true };
  const planned = planOf(asked).made.map((one) => wishOf(one, (made) => programOf(one, asked, made)));
  return [...planned, ...(await others(tenant, org, prefix))];
}

function wishOf(planned: Planned, program: (made: ReadonlyMap<string, Made>) => Values): Wish {
  const { kind, inputs } = planned.descriptor;
  const canary = "description" in inputs.shape ? { description: CANARY, __secrets: [["description"]] } : {};
  const after = namedIn(planned.trial);
  return { name: kind, kind, after, program: (made) => ({ ...program(made), ...canary }) };
}

/** Kinds without a trial, as they change what people have; here they do so in a sandbox. */
async function others(tenant: Tenant, org: Org, prefix: string): Promise<readonly Wish[]> {
  org.sandbox.salesforce.settings({ allowConnectedApps: true });
  const [user, another] = await tenant.objects("user");
  const [person] = await org.objects("User");
  const [, number] = (await tenant.objects("number")).filter(({ owner }) => owner === undefined);
  const idOf = async (noun: string, field: string, value: string): Promise<unknown> =>
    (await org.objects(noun)).find((found) => found[field] === value)?.id;
  const licence = await idOf("PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl");
  const profile = await idOf("Profile", "Name", "Minimum Access - API Only Integrations");
  const wish = (
    name: string,
    kind: string,
    after: readonly string[],
    program: (...ids: readonly string[]) => Values,
  ): Wish => ({
    name,
    kind,
    after,
    program: (made) => program(...after.map((one) => String(made.get(one)?.id))),
  });
  return [
    wish("a user", "webex.UserAssignment", ["webex.DesktopProfile"], (desktopProfileId) => ({
      email: user?.email,
      desktopProfileId,
    })),
    wish("users", "webex.UserAssignments", ["webex.DesktopProfile"], (desktopProfileId) => ({
      name: prefix,
      users: { [String(another?.email)]: { desktopProfileId } },
    })),
    wish("numbers", "webex.DialNumbers", ["webex.EntryPoint"], (entryPointId) => ({
      name: prefix,
      numbers: { [String(number?.phoneNumber)]: { entryPointId } },
    })),
    wish("entries", "webex.AddressBookEntries", ["webex.AddressBook"], (addressBookId) => ({
      addressBookId,
      entries: { [prefix]: "+13125550199", [`${prefix}_2`]: "+13125550198" },
    })),
    wish("webex.Channel", "webex.Channel", [], () => ({
      name: prefix,
      channelType: "WORK_ITEM",
      logoIconName: "chat",
      messagingPolicy: { maxMessageCharacters: 500, allowFileAttachments: false },
    })),
    wish("webex.Asset", "webex.Asset", ["webex.Channel"], (channelId) => ({
      name: prefix,
      channelType: "WORK_ITEM",
      channelId,
      businessAddress: prefix,
      dataSchema: [{ fieldKey: "policy", displayName: "Policy", isViewable: true, isRequired: true }],
    })),
    wish("webex.WebhookSubscription", "webex.WebhookSubscription", [], () => ({
      name: prefix,
      eventTypes: ["agent:login"],
      resourceVersion: "agent:1.0.0",
      destinationUrl: "https://example.com/in",
      secret: `${CANARY}-of-a-webhook`,
      status: "inactive",
    })),
    wish("a permission", "salesforce.PermissionSetAssignment", ["salesforce.PermissionSet"], (permissionSetName) => ({
      assigneeId: person?.id,
      permissionSetName,
    })),
    wish("a licence", "salesforce.PermissionSetLicenseAssignment", [], () => ({
      assigneeId: person?.id,
      permissionSetLicenseId: licence,
    })),
    wish("a softphone", "salesforce.CallCenterUser", ["salesforce.CallCenter"], (callCenterName) => ({
      userId: person?.id,
      callCenterName,
      autoLogin: true,
    })),
    wish("a person", "salesforce.User", [], () => ({
      username: `${prefix}@acme.example`,
      email: "it@acme.example",
      lastName: prefix,
      alias: prefix.slice(-8),
      profileId: profile,
    })),
    wish("switches", "salesforce.OrgSettings", [], () => ({ type: "OauthOidc", settings: { isPkceRequired: true } })),
    wish("an old app", "salesforce.ConnectedApp", [], () => ({
      fullName: prefix,
      label: prefix,
      contactEmail: "it@acme.example",
      consumerKey: prefix.replace("_", "").padEnd(64, "K"),
      consumerSecret: prefix.replace("_", "").padEnd(40, "S"),
    })),
    wish("a record without a key", "salesforce.SObjectRecord", [], () => ({
      sobjectType: "Contact",
      fields: { LastName: prefix, Email: `${prefix}@example.com` },
    })),
  ];
}

/** Some of them, with what they need. */
export function someOf(wishes: readonly Wish[], random: Random): readonly Wish[] {
  const chosen = new Set<string>();
  const add = (wish: Wish): void => {
    wishes.filter(({ name }) => wish.after.includes(name)).forEach(add);
    chosen.add(wish.name);
  };
  random.some(wishes, random.int(3, 6)).forEach(add);
  return wishes.filter(({ name }) => chosen.has(name));
}
